//! Ruptures as whoever asks reads them, and taking one back.

use super::model::Rupture;
use super::store::{self, RuptureFilter};
use super::wire::RuptureOut;
use crate::contracts::agreements::{self, Contract, reopening};
use crate::follow_up::visits;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Day, Page, Rows};
use crate::trust::door::Asker;
use crate::trust::withdrawals::{About, RowScope, Withdrawal, WithdrawalKind, take_back};

/// One page of the ruptures whoever asks reaches, each with the people it is about.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &RuptureFilter,
    page: &Rows<Day>,
) -> Result<Page<Peopled<RuptureOut>>, Problem> {
    let rows = store::list(conn, &asker.reach, filter, asker.today, page)?;
    let found = Page::of(rows, page.limit, |row| Day { on: row.facts.effective_on, id: row.id.0 })
        .counted(page, || store::count(conn, &asker.reach, filter, asker.today))?;
    Ok(peopled(conn, asker, found.map(|row| RuptureOut::of(row, &asker.law)))?)
}

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
