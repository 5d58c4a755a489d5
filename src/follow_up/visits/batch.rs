//! The visits of many contracts at once: whether they are as planned, and taking them away.

use diesel::prelude::*;

use crate::ids::{ContractId, VisitId};
use crate::platform::db::Tx;
use crate::schema::visits;

/// The first of these contracts with a visit that changed since it was planned.
pub fn changed_under(tx: &mut Tx, contracts: Vec<ContractId>) -> QueryResult<Option<ContractId>> {
    let changed = visits::table.filter(visits::contract_id.eq_any(contracts)).filter(visits::version.gt(1));
    changed.select(visits::contract_id).order(visits::id).first(tx).optional()
}

/// Removes the visits of some contracts; the base refuses when anything hangs under one.
pub fn remove_under(tx: &mut Tx, contracts: Vec<ContractId>) -> QueryResult<Vec<VisitId>> {
    let gone = diesel::delete(visits::table.filter(visits::contract_id.eq_any(contracts)));
    gone.returning(visits::id).get_results(tx)
}
