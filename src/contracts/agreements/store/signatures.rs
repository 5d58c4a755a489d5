//! Queries on the signatures of contracts, and on why some were given back.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use crate::contracts::agreements::model::{Contract, ContractSignature, Party, ReturnReason};
use crate::ids::ContractId;
use crate::platform::db::Tx;
use crate::schema::{contract_returns, contract_signatures};

/// The signatures of a contract, the oldest first.
pub fn list_signatures(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<ContractSignature>> {
    contract_signatures::table
        .filter(contract_signatures::contract_id.eq(contract))
        .order((contract_signatures::signed_on, contract_signatures::party))
        .select(ContractSignature::as_select())
        .load(conn)
}

/// Records the signatures of parties on a day.
pub fn insert_signatures(
    tx: &mut Tx,
    contract: &Contract,
    parties: &[Party],
    signed_on: NaiveDate,
    signatory: Option<&str>,
    recorded_by: Option<Uuid>,
) -> QueryResult<()> {
    let rows: Vec<_> = parties
        .iter()
        .map(|party| {
            (
                contract_signatures::contract_id.eq(contract.id),
                contract_signatures::site_id.eq(contract.site_id),
                contract_signatures::party.eq(*party),
                contract_signatures::signed_on.eq(signed_on),
                contract_signatures::signatory.eq(signatory),
                contract_signatures::recorded_by.eq(recorded_by),
            )
        })
        .collect();
    diesel::insert_into(contract_signatures::table).values(rows).execute(tx).map(drop)
}

/// Forgets the signatures of a contract that goes back to draft.
pub fn forget_signatures(tx: &mut Tx, contract: ContractId) -> QueryResult<()> {
    let rows = contract_signatures::table.filter(contract_signatures::contract_id.eq(contract));
    diesel::delete(rows).execute(tx).map(drop)
}

/// Keeps why a contract became a draft again.
pub fn insert_return(
    tx: &mut Tx,
    contract: &Contract,
    reason_code: ReturnReason,
    reason_note: Option<&str>,
    recorded_by: Uuid,
) -> QueryResult<()> {
    diesel::insert_into(contract_returns::table)
        .values((
            contract_returns::id.eq(Uuid::now_v7()),
            contract_returns::contract_id.eq(contract.id),
            contract_returns::site_id.eq(contract.site_id),
            contract_returns::reason_code.eq(reason_code),
            contract_returns::reason_note.eq(reason_note),
            contract_returns::recorded_by.eq(recorded_by),
        ))
        .execute(tx)
        .map(drop)
}
