//! Every query on amendments and on contracts as first signed.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::Value;

use super::model::{Amendment, AmendmentFacts};
use crate::contracts::agreements::{self, Contract};
use crate::ids::{AmendmentId, ContractId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{amendments, contract_originals};
use crate::trust::access::Reach;

/// An amendment and its contract, within reach as the contract is.
pub fn find(conn: &mut Tx, reach: &Reach, id: AmendmentId) -> QueryResult<Option<(Amendment, Contract)>> {
    let found: Option<Amendment> =
        amendments::table.find(id).select(Amendment::as_select()).first(conn).optional()?;
    let Some(amendment) = found else { return Ok(None) };
    let contract = agreements::store::find(conn, reach, amendment.contract_id)?;
    Ok(contract.map(|contract| (amendment, contract)))
}

/// An amendment, held with its contract and apprentice until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: AmendmentId) -> QueryResult<Option<(Amendment, Contract)>> {
    let Some((found, _)) = find(tx, reach, id)? else { return Ok(None) };
    let Some(contract) = agreements::store::lock(tx, reach, found.contract_id)? else { return Ok(None) };
    let locked: Option<Amendment> =
        amendments::table.find(id).for_no_key_update().select(Amendment::as_select()).first(tx).optional()?;
    Ok(locked.map(|amendment| (amendment, contract)))
}

/// The amendments of a contract already found within reach, drafts included, in the order they take effect.
pub fn of_contract(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<Amendment>> {
    amendments::table
        .filter(amendments::contract_id.eq(contract))
        .order((amendments::effective_on, amendments::id))
        .select(Amendment::as_select())
        .load(conn)
}

/// The signed amendments of contracts already found within reach, in the order of their signatures.
pub fn signed_of(conn: &mut Tx, contracts: &[ContractId]) -> QueryResult<Vec<(Amendment, NaiveDate)>> {
    amendments::table
        .filter(amendments::contract_id.eq(any_of(contracts.to_vec())))
        .filter(amendments::signed_on.is_not_null())
        .order((amendments::signed_on, amendments::id))
        .select((Amendment::as_select(), amendments::signed_on.assume_not_null()))
        .load(conn)
}

/// Writes a draft.
pub fn insert(tx: &mut Tx, contract: &Contract, facts: &AmendmentFacts) -> QueryResult<Amendment> {
    diesel::insert_into(amendments::table)
        .values((
            amendments::id.eq(AmendmentId::new()),
            amendments::site_id.eq(contract.site_id),
            amendments::contract_id.eq(contract.id),
            facts,
        ))
        .returning(Amendment::as_returning())
        .get_result(tx)
}

/// Raises the version of an amendment when something under it changed.
pub fn touch(tx: &mut Tx, amendment: &Amendment) -> QueryResult<Amendment> {
    diesel::update(amendments::table.find(amendment.id))
        .set(amendments::type_code.eq(amendment.facts.type_code))
        .returning(Amendment::as_returning())
        .get_result(tx)
}

/// Makes a draft a signed amendment.
pub fn sign(
    tx: &mut Tx,
    id: AmendmentId,
    signed_on: NaiveDate,
    confirmation: Option<&str>,
) -> QueryResult<Amendment> {
    diesel::update(amendments::table.find(id))
        .set((amendments::signed_on.eq(Some(signed_on)), amendments::confirmation.eq(confirmation)))
        .returning(Amendment::as_returning())
        .get_result(tx)
}

/// The contract as first signed, once it was amended.
pub fn find_original(conn: &mut Tx, contract: ContractId) -> QueryResult<Option<Value>> {
    contract_originals::table.find(contract).select(contract_originals::agreed).first(conn).optional()
}

/// The contracts of a list that were amended, each as first signed.
pub fn originals_of(conn: &mut Tx, contracts: &[ContractId]) -> QueryResult<HashMap<ContractId, Value>> {
    let rows: Vec<(ContractId, Value)> = contract_originals::table
        .filter(contract_originals::contract_id.eq(any_of(contracts.to_vec())))
        .select((contract_originals::contract_id, contract_originals::agreed))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Keeps the contract as first signed; what is already kept stays.
pub fn store_original(tx: &mut Tx, contract: &Contract, agreed: &Value) -> QueryResult<()> {
    diesel::insert_into(contract_originals::table)
        .values((
            contract_originals::contract_id.eq(contract.id),
            contract_originals::site_id.eq(contract.site_id),
            contract_originals::agreed.eq(agreed),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .map(drop)
}
