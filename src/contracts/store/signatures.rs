//! Queries on the signatures of contracts.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use crate::contracts::model::{Contract, ContractSignature, Party};
use crate::ids::ContractId;
use crate::platform::db::Tx;
use crate::schema::contract_signatures;

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
