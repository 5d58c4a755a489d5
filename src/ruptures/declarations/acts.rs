//! Taking a rupture back.

use super::model::Rupture;
use super::store;
use crate::contracts::agreements::{self, Contract, reopening};
use crate::follow_up::visits;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::withdrawals::{About, RowScope, Withdrawal, WithdrawalKind, take_back};

/// Takes a rupture back: its contract, locked with it, runs again, and the visits it cancelled are planned again.
///
/// Refused when a contract signed since covers what follows, or when the rupture was told or the card handed back.
pub fn withdrawn(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    rupture: &Rupture,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    reopening::refuse_overlap(tx, contract, contract.ends_on)?;
    reopening::standing_on_rupture(tx, contract)?.refuse()?;
    let scopes = [
        RowScope::of("contracts", "id", contract.id.0),
        RowScope::of("ruptures", "id", rupture.id.0),
        RowScope::of("visits", "contract_id", contract.id.0),
    ];
    let about = About::record(WithdrawalKind::Rupture, rupture, reason);
    take_back(tx, asker, about.of(rupture.apprentice_id).under(contract.id), &scopes, |tx| {
        store::remove(tx, rupture.id)?;
        agreements::store::reopen(tx, contract.id)?;
        visits::store::revive(tx, contract.id, None)?;
        Ok(())
    })
}
