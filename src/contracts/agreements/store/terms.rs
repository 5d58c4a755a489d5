//! Queries on the boxes of a contract, on its pay table, and on who employs under it.

use diesel::prelude::*;

use crate::contracts::agreements::model::{AgreedPayLine, Agreement, Contract, ContractTerms, Employment};
use crate::ids::{ContractId, EmployerId};
use crate::platform::db::Tx;
use crate::schema::{contract_employments, contract_pay_lines, contract_terms};

/// Everything the parties of a contract agreed on: one query for the boxes, one for the pay table.
pub fn find_agreement(conn: &mut Tx, contract: &Contract) -> QueryResult<Agreement> {
    let terms = contract_terms::table
        .find(contract.id)
        .select(ContractTerms::as_select())
        .first(conn)
        .optional()?
        .unwrap_or_default();
    let lines = contract_pay_lines::table
        .filter(contract_pay_lines::contract_id.eq(contract.id))
        .order((contract_pay_lines::year, contract_pay_lines::line))
        .select(AgreedPayLine::as_select())
        .load(conn)?;
    Ok(Agreement { head: contract.head(), terms, lines })
}

/// Writes the boxes and the pay table of a contract, whatever was there.
pub fn write_agreement(tx: &mut Tx, contract: &Contract, agreed: &Agreement) -> QueryResult<()> {
    let key = (contract_terms::contract_id.eq(contract.id), contract_terms::site_id.eq(contract.site_id));
    diesel::insert_into(contract_terms::table)
        .values((key, &agreed.terms))
        .on_conflict(contract_terms::contract_id)
        .do_update()
        .set(&agreed.terms)
        .execute(tx)?;
    let lines = contract_pay_lines::table.filter(contract_pay_lines::contract_id.eq(contract.id));
    diesel::delete(lines).execute(tx)?;
    let rows: Vec<_> = agreed
        .lines
        .iter()
        .map(|line| {
            let contract_id = contract_pay_lines::contract_id.eq(contract.id);
            (contract_id, contract_pay_lines::site_id.eq(contract.site_id), line)
        })
        .collect();
    diesel::insert_into(contract_pay_lines::table).values(rows).execute(tx)?;
    write_employments(tx, contract, &[Employment::whole(agreed)])
}

/// The employer of the first day of a contract, whatever amendments make of it later.
pub fn first_employer(conn: &mut Tx, contract: ContractId) -> QueryResult<EmployerId> {
    contract_employments::table
        .filter(contract_employments::contract_id.eq(contract))
        .order(contract_employments::from_on)
        .select(contract_employments::employer_id)
        .first(conn)
}

/// Writes who employs under a contract and where, period by period, whatever was there.
pub fn write_employments(tx: &mut Tx, contract: &Contract, employments: &[Employment]) -> QueryResult<()> {
    let rows = contract_employments::table.filter(contract_employments::contract_id.eq(contract.id));
    diesel::delete(rows).execute(tx)?;
    let key = (
        contract_employments::contract_id.eq(contract.id),
        contract_employments::site_id.eq(contract.site_id),
    );
    let rows: Vec<_> = employments.iter().map(|employment| (key, employment)).collect();
    diesel::insert_into(contract_employments::table).values(rows).execute(tx).map(drop)
}
