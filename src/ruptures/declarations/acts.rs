//! Ruptures as whoever asks reads them, and taking one back.

use super::model::{Rupture, RuptureFacts};
use super::rules::book::DIFFICULTY_OF_THE_APPRENTICE;
use super::store::{self, RuptureFilter};
use super::wire::RuptureOut;
use crate::contracts::agreements::{self, Contract, reopening};
use crate::follow_up::visits;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Day, Page, Rows};
use crate::ruptures::difficulties;
use crate::say;
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
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
    Ok(peopled(conn, asker, found.map(|row| RuptureOut::of(seen_by(asker, row), &asker.law)))?)
}

/// A rupture as whoever asks reads it: which difficulty it comes from is for the office.
pub fn seen_by(asker: &Asker, mut rupture: Rupture) -> Rupture {
    if !matches!(asker.caller.role, Role::Administrator | Role::Manager) {
        rupture.facts.difficulty_id = None;
    }
    rupture
}

/// Refuses a difficulty that is not of the apprentice.
pub fn refuse_other_difficulty(
    conn: &mut Tx,
    contract: &Contract,
    facts: &RuptureFacts,
) -> Result<(), Problem> {
    let Some(id) = facts.difficulty_id else { return Ok(()) };
    if difficulties::store::is_about(conn, id, (contract.site_id, contract.apprentice_id))? {
        return Ok(());
    }
    let told = say!(
        "Aucune difficulté suivie de cet apprenti n'a cet identifiant.",
        "No difficulty of this apprentice has this id."
    );
    Err(DIFFICULTY_OF_THE_APPRENTICE.fault("/difficulty_id", told))
}

/// Writes down that a rupture was corrected; partners are not told of the difficulty it comes from.
pub fn record_change(
    tx: &mut Tx,
    asker: &Asker,
    rupture: &Rupture,
    fields: &[String],
) -> diesel::QueryResult<()> {
    let told: Vec<&str> =
        fields.iter().map(String::as_str).filter(|field| *field != "difficulty_id").collect();
    if told.is_empty() {
        return asker.record_untold(tx, Event::RuptureChanged, rupture, &["difficulty_id"]);
    }
    asker.record_fields(tx, Event::RuptureChanged, rupture, &told)
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
