//! Every query on deposits.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{AmendmentFiling, ContractFiling, FilingFacts, FilingState};
use crate::ids::{AmendmentFilingId, AmendmentId, ContractFilingId, ContractId, SiteId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{amendment_filings, contract_filings};

/// The deposits of some contracts, each in the order of its attempts.
pub fn of_contracts(conn: &mut Tx, ids: &[ContractId]) -> QueryResult<Vec<ContractFiling>> {
    contract_filings::table
        .filter(contract_filings::contract_id.eq(any_of(ids.to_vec())))
        .order((contract_filings::contract_id, contract_filings::attempt))
        .select(ContractFiling::as_select())
        .load(conn)
}

/// The last deposit of each of some contracts, those refused left out.
pub fn last_of_contracts(
    conn: &mut Tx,
    ids: &[ContractId],
) -> QueryResult<HashMap<ContractId, ContractFiling>> {
    let made = of_contracts(conn, ids)?.into_iter();
    let standing = made.filter(|one| one.facts.state != FilingState::Refused);
    Ok(standing.map(|one| (one.contract_id, one)).collect())
}

/// The deposits of some amendments, each in the order of its attempts.
pub fn of_amendments(conn: &mut Tx, ids: &[AmendmentId]) -> QueryResult<Vec<AmendmentFiling>> {
    amendment_filings::table
        .filter(amendment_filings::amendment_id.eq(any_of(ids.to_vec())))
        .order((amendment_filings::amendment_id, amendment_filings::attempt))
        .select(AmendmentFiling::as_select())
        .load(conn)
}

/// Writes a deposit of a contract.
pub fn insert_of_contract(
    tx: &mut Tx,
    site: SiteId,
    contract: ContractId,
    sent: &FilingFacts,
) -> QueryResult<()> {
    diesel::insert_into(contract_filings::table)
        .values((
            contract_filings::id.eq(ContractFilingId::new()),
            contract_filings::site_id.eq(site),
            contract_filings::contract_id.eq(contract),
            sent,
        ))
        .execute(tx)
        .map(drop)
}

/// Writes a deposit of an amendment.
pub fn insert_of_amendment(
    tx: &mut Tx,
    site: SiteId,
    contract: ContractId,
    amendment: AmendmentId,
    sent: &FilingFacts,
) -> QueryResult<()> {
    diesel::insert_into(amendment_filings::table)
        .values((
            amendment_filings::id.eq(AmendmentFilingId::new()),
            amendment_filings::site_id.eq(site),
            amendment_filings::contract_id.eq(contract),
            amendment_filings::amendment_id.eq(amendment),
            sent,
        ))
        .execute(tx)
        .map(drop)
}

/// Writes what became of a deposit of a contract.
pub fn change_of_contract(tx: &mut Tx, filing: &ContractFiling) -> QueryResult<()> {
    diesel::update(contract_filings::table.find(filing.id))
        .set((
            contract_filings::complete_on.eq(filing.facts.complete_on),
            contract_filings::state.eq(filing.facts.state),
            contract_filings::decided_on.eq(filing.facts.decided_on),
            contract_filings::deca_number.eq(&filing.deca_number),
            contract_filings::reason_code.eq(filing.facts.reason_code),
            contract_filings::reason_note.eq(&filing.facts.reason_note),
        ))
        .execute(tx)
        .map(drop)
}

/// Writes what became of a deposit of an amendment.
pub fn change_of_amendment(tx: &mut Tx, filing: &AmendmentFiling) -> QueryResult<()> {
    diesel::update(amendment_filings::table.find(filing.id))
        .set((
            amendment_filings::complete_on.eq(filing.facts.complete_on),
            amendment_filings::state.eq(filing.facts.state),
            amendment_filings::decided_on.eq(filing.facts.decided_on),
            amendment_filings::amendment_number.eq(&filing.amendment_number),
            amendment_filings::reason_code.eq(filing.facts.reason_code),
            amendment_filings::reason_note.eq(&filing.facts.reason_note),
        ))
        .execute(tx)
        .map(drop)
}

/// Removes a deposit of a contract.
pub fn remove_of_contract(tx: &mut Tx, id: ContractFilingId) -> QueryResult<()> {
    diesel::delete(contract_filings::table.find(id)).execute(tx).map(drop)
}

/// Removes a deposit of an amendment.
pub fn remove_of_amendment(tx: &mut Tx, id: AmendmentFilingId) -> QueryResult<()> {
    diesel::delete(amendment_filings::table.find(id)).execute(tx).map(drop)
}
