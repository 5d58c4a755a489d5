//! Ruptures as whoever asks reads them, the act that ends a contract, and taking it back.

use chrono::NaiveDate;

use super::model::{Rupture, RuptureFacts};
use super::rules::book::DIFFICULTY_OF_THE_APPRENTICE;
use super::rules::book::ONE_CASE;
use super::rules::{SignedAmendment, check_lapsed};
use super::store::{self, RuptureFilter};
use super::wire::RuptureOut;
use crate::contracts::agreements::{self, Contract, reopening};
use crate::contracts::amendments;
use crate::follow_up::visits;
use crate::ids::{ContractId, RuptureId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
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

/// Ends a contract, locked by then: its rupture is written, it closes, the visits planned from then on are cancelled.
pub fn broken(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    (id, facts): (RuptureId, &RuptureFacts),
    last_day: NaiveDate,
) -> Result<Rupture, Problem> {
    let rupture = store::insert(tx, id, contract, facts)?;
    asker.record(tx, Event::RuptureDeclared, &rupture)?;
    close(tx, asker, contract, last_day)?;
    cancel_visits(tx, asker, &rupture)?;
    Ok(rupture)
}

/// Refuses a rupture declared at once while its procedure goes on.
pub fn refuse_open_case(tx: &mut Tx, contract: ContractId) -> Result<(), Problem> {
    match store::open_case(tx, contract)? {
        None => Ok(()),
        Some(id) => Err(ONE_CASE.conflict(say!(
            "Une procédure de rupture de ce contrat est en cours ({id}) : menez-la à son terme, ou mettez-y fin.",
            "A rupture procedure of this contract is under way ({id}): bring it to its end, or give it up."
        ))),
    }
}

/// Refuses a rupture that a signed amendment outlives unknown to whoever records it, and the name of one that does not.
///
/// The contract is locked by then, as by whoever signs an amendment: of the two recorded at once, the second is told.
pub fn refuse_outlived(tx: &mut Tx, contract: &Contract, facts: &RuptureFacts) -> Result<(), Problem> {
    let signed = amendments::store::signed_of(tx, &[contract.id])?;
    let signed: Vec<SignedAmendment> = signed
        .into_iter()
        .map(|(one, signed_on)| SignedAmendment {
            id: one.id,
            signed_on,
            effective_on: one.facts.effective_on,
        })
        .collect();
    let (unnamed, strangers) = check_lapsed(&signed, facts.effective_on, &facts.lapsed_amendments);
    refuse_errors(strangers)?;
    unnamed.map_or(Ok(()), |found| Err(found.into_conflict()))
}

/// Closes a contract on its last day.
pub fn close(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    last_day: NaiveDate,
) -> Result<Contract, Problem> {
    let closed = agreements::store::close(tx, contract.id, last_day)?;
    asker.record_fields(tx, Event::ContractBroken, &closed, &["closed_on"])?;
    Ok(closed)
}

/// Cancels the visits of a broken contract that were planned from the rupture on.
pub fn cancel_visits(tx: &mut Tx, asker: &Asker, rupture: &Rupture) -> Result<(), Problem> {
    for visit in visits::store::cancel_from(tx, rupture.contract_id, rupture.facts.effective_on)? {
        asker.record_fields(tx, Event::VisitCancelled, &visit, &["cancelled_reason"])?;
    }
    Ok(())
}

/// A rupture with the people it is about, and what the rules noticed.
pub fn shown(
    conn: &mut Tx,
    asker: &Asker,
    rupture: Rupture,
    warnings: Vec<Finding>,
) -> Result<Peopled<RuptureOut>, Problem> {
    let told = RuptureOut::of(seen_by(asker, rupture), &asker.law).warned(warnings, asker.lang);
    Ok(with_people(conn, asker, told)?)
}
