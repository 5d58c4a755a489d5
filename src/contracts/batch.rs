//! Many contracts at once: those of some apprentices, the next of a list, drafts removed together.

use diesel::prelude::*;

use super::model::{Contract, ContractState};
use super::store::reachable;
use crate::access::Reach;
use crate::ids::{ApprenticeId, ContractId, SiteId};
use crate::platform::db::Tx;
use crate::schema::contracts;

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

/// The next contracts in the order they were written.
pub fn next(
    conn: &mut Tx,
    reach: &Reach,
    site: Option<SiteId>,
    after: Option<ContractId>,
    limit: i64,
) -> QueryResult<Vec<Contract>> {
    let mut rows = reachable(reach);
    if let Some(site) = site {
        rows = rows.filter(contracts::site_id.eq(site));
    }
    if let Some(after) = after {
        rows = rows.filter(contracts::id.gt(after));
    }
    rows.select(Contract::as_select()).order(contracts::id).limit(limit).load(conn)
}

/// The apprentices of some contracts.
pub fn apprentices_of(tx: &mut Tx, ids: Vec<ContractId>) -> QueryResult<Vec<ApprenticeId>> {
    contracts::table.filter(contracts::id.eq_any(ids)).select(contracts::apprentice_id).distinct().load(tx)
}

/// The first of these contracts that changed since it was drafted, its signature included.
pub fn changed(tx: &mut Tx, ids: Vec<ContractId>) -> QueryResult<Option<ContractId>> {
    let touched = contracts::version.gt(1).or(contracts::state.ne(ContractState::Draft));
    let changed = contracts::table.filter(contracts::id.eq_any(ids)).filter(touched);
    changed.select(contracts::id).order(contracts::id).first(tx).optional()
}

/// Removes drafts; the base refuses when anything hangs under one.
pub fn remove_all(tx: &mut Tx, ids: Vec<ContractId>) -> QueryResult<Vec<ContractId>> {
    let drafts =
        contracts::table.filter(contracts::id.eq_any(ids)).filter(contracts::state.eq(ContractState::Draft));
    diesel::delete(drafts).returning(contracts::id).get_results(tx)
}
