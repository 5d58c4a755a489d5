//! Queries on the deposits of contracts.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::contracts::agreements::model::{ContractFiling, FilingRefusal, FilingState, NewContractFiling};
use crate::ids::{ContractFilingId, ContractId};
use crate::platform::db::Tx;
use crate::schema::contract_filings;

/// The deposits of a contract, the first attempt first.
pub fn list_filings(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<ContractFiling>> {
    contract_filings::table
        .filter(contract_filings::contract_id.eq(contract))
        .order(contract_filings::attempt)
        .select(ContractFiling::as_select())
        .load(conn)
}

/// Writes a deposit.
pub fn insert_filing(tx: &mut Tx, filing: &NewContractFiling) -> QueryResult<()> {
    diesel::insert_into(contract_filings::table).values(filing).execute(tx).map(drop)
}

/// Says when the complete file of a deposit was received.
pub fn complete_filing(tx: &mut Tx, id: ContractFilingId, complete_on: NaiveDate) -> QueryResult<()> {
    let complete = contract_filings::complete_on.eq(complete_on);
    diesel::update(contract_filings::table.find(id)).set(complete).execute(tx).map(drop)
}

/// Writes the acceptance of a deposit.
pub fn accept_filing(
    tx: &mut Tx,
    id: ContractFilingId,
    decided_on: NaiveDate,
    number: &str,
) -> QueryResult<()> {
    diesel::update(contract_filings::table.find(id))
        .set((
            contract_filings::state.eq(FilingState::Accepted),
            contract_filings::decided_on.eq(decided_on),
            contract_filings::deca_number.eq(number),
        ))
        .execute(tx)
        .map(drop)
}

/// Writes the refusal of a deposit.
pub fn refuse_filing(
    tx: &mut Tx,
    id: ContractFilingId,
    decided_on: NaiveDate,
    reason_code: FilingRefusal,
    reason_note: Option<&str>,
) -> QueryResult<()> {
    diesel::update(contract_filings::table.find(id))
        .set((
            contract_filings::state.eq(FilingState::Refused),
            contract_filings::decided_on.eq(decided_on),
            contract_filings::reason_code.eq(reason_code),
            contract_filings::reason_note.eq(reason_note),
        ))
        .execute(tx)
        .map(drop)
}
