//! Many contracts at once: those of some apprentices, the next of a list, drafts removed together.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{AgreedPayLine, Agreement, Contract, ContractState, ContractTerms};
use super::store::reachable;
use crate::catalogue::cohorts::WholeListFilter;
use crate::ids::{ApprenticeId, ContractId, SiteId};
use crate::platform::db::{FirstRows, Tx};
use crate::schema::{
    apprentices, contract_filings, contract_pay_lines, contract_terms, contracts, enrolments,
};
use crate::trust::access::Reach;

/// The contracts of some apprentices, drafts included.
pub fn of_apprentices(
    conn: &mut Tx,
    reach: &Reach,
    apprentices: Vec<ApprenticeId>,
) -> QueryResult<Vec<Contract>> {
    reachable(reach)
        .filter(contracts::apprentice_id.eq_any(apprentices))
        .select(Contract::as_select())
        .order(contracts::id)
        .load(conn)
}

/// The first contracts by the name of their apprentice, and their sites.
pub fn by_apprentice(
    conn: &mut Tx,
    reach: &Reach,
    filter: WholeListFilter,
    most: i64,
) -> QueryResult<Vec<(ContractId, SiteId)>> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(contracts::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        let served = enrolments::table.filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(contracts::enrolment_id.eq_any(served.select(enrolments::id)));
    }
    let apprentice = apprentices::table.filter(apprentices::id.eq(contracts::apprentice_id));
    let name = apprentice.select(apprentices::search_name).single_value();
    rows.order((name, contracts::id)).select((contracts::id, contracts::site_id)).first_rows(most).load(conn)
}

/// These contracts.
pub fn by_id(conn: &mut Tx, reach: &Reach, ids: Vec<ContractId>) -> QueryResult<Vec<Contract>> {
    reachable(reach).filter(contracts::id.eq_any(ids)).select(Contract::as_select()).load(conn)
}

/// The apprentices of some contracts.
pub fn apprentices_of(tx: &mut Tx, ids: Vec<ContractId>) -> QueryResult<Vec<ApprenticeId>> {
    contracts::table.filter(contracts::id.eq_any(ids)).select(contracts::apprentice_id).distinct().load(tx)
}

/// The versions of some contracts.
pub fn versions(tx: &mut Tx, ids: Vec<ContractId>) -> QueryResult<Vec<(ContractId, i64)>> {
    let rows = contracts::table.filter(contracts::id.eq_any(ids)).order(contracts::id);
    rows.select((contracts::id, contracts::version)).load(tx)
}

/// Removes contracts with their deposits; the base refuses when anything else hangs under one.
pub fn remove_all(tx: &mut Tx, ids: Vec<ContractId>) -> QueryResult<Vec<ContractId>> {
    let filings = contract_filings::table.filter(contract_filings::contract_id.eq_any(ids.clone()));
    diesel::delete(filings).execute(tx)?;
    let gone =
        contracts::table.filter(contracts::id.eq_any(ids)).filter(contracts::state.ne(ContractState::Broken));
    diesel::delete(gone).returning(contracts::id).get_results(tx)
}

/// Everything agreed in some contracts, in two statements.
pub fn agreements(conn: &mut Tx, rows: &[Contract]) -> QueryResult<HashMap<ContractId, Agreement>> {
    let ids: Vec<ContractId> = rows.iter().map(|row| row.id).collect();
    let terms: Vec<(ContractId, ContractTerms)> = contract_terms::table
        .filter(contract_terms::contract_id.eq_any(ids.clone()))
        .select((contract_terms::contract_id, ContractTerms::as_select()))
        .load(conn)?;
    let mut terms: HashMap<_, _> = terms.into_iter().collect();
    let lines: Vec<(ContractId, AgreedPayLine)> = contract_pay_lines::table
        .filter(contract_pay_lines::contract_id.eq_any(ids))
        .order((contract_pay_lines::year, contract_pay_lines::line))
        .select((contract_pay_lines::contract_id, AgreedPayLine::as_select()))
        .load(conn)?;
    let mut tables: HashMap<ContractId, Vec<AgreedPayLine>> = HashMap::new();
    for (contract, line) in lines {
        tables.entry(contract).or_default().push(line);
    }
    let agreed = rows.iter().map(|row| {
        let terms = terms.remove(&row.id).unwrap_or_default();
        (row.id, Agreement { head: row.head(), terms, lines: tables.remove(&row.id).unwrap_or_default() })
    });
    Ok(agreed.collect())
}
