//! The acts on a procedure of rupture, each in one transaction: opening, steps, the end, giving up, taking back.

mod ending;
mod reading;
mod steps;

pub use ending::{abandon, complete, resume, withdraw};
pub use reading::{detailed, detailed_many, listed, simulated};
pub use steps::{change_step, record_step, withdraw_step};

use super::model::{RuptureCase, RuptureCaseFacts};
use super::rules::book::CASE_IS_OPEN;
use super::situation::RuptureSituation;
use super::store;
use super::wire::{RuptureCaseIn, RuptureCasePatch};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::rules::life;
use crate::contracts::agreements::{self, Contract};
use crate::ids::RuptureId;
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::ruptures::declarations::rules::{check_initiator, not_in_future};
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Opens the case of a rupture on a signed contract that no other procedure is about.
pub fn open(tx: &mut Tx, asker: &Asker, request: RuptureCaseIn) -> Result<RuptureCase, Problem> {
    let contract =
        agreements::store::lock(tx, &asker.reach, request.contract_id)?.ok_or_else(contract_unknown)?;
    if let Some(refusal) = life::check_breakable(contract.state) {
        return Err(refusal.into_conflict());
    }
    let law = asker.law.ruptures.on(asker.today);
    let facts = RuptureCaseFacts {
        planned_on: request.planned_on,
        notice_received_on: request.notice_received_on,
        note: request.note,
    };
    let found = check_initiator(request.ground, request.initiator, law);
    refuse_errors(found.into_iter().chain(check_notice(&facts, asker)).collect())?;
    let case = store::insert(tx, &contract, (request.ground, request.initiator), asker.today, &facts)?;
    asker.record(tx, Event::RuptureCaseOpened, &case)?;
    Ok(case)
}

/// Changes what is said of an open case.
pub fn change(
    tx: &mut Tx,
    asker: &Asker,
    id: RuptureId,
    patch: &Body<RuptureCasePatch>,
) -> Result<RuptureCase, Problem> {
    let (_, case) = locked(tx, asker, id)?;
    asker.expects(case.version)?;
    refuse_ended(tx, &case)?;
    let facts = patch.applied_to(&case.facts)?;
    refuse_errors(check_notice(&facts, asker).into_iter().collect())?;
    let case = store::change(tx, id, &facts)?;
    asker.record_fields(tx, Event::RuptureCaseChanged, &case, &patch.fields())?;
    Ok(case)
}

/// A case and its contract, both locked: the contract first, as everywhere.
fn locked(tx: &mut Tx, asker: &Asker, id: RuptureId) -> Result<(Contract, RuptureCase), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("rupture")?;
    let contract = agreements::store::lock(tx, &asker.reach, found.contract_id)?.or_not_found("rupture")?;
    let case = store::lock(tx, &asker.reach, id)?.or_not_found("rupture")?;
    Ok((contract, case))
}

/// What is known of one contract.
fn situation_of<'a>(
    tx: &mut Tx,
    asker: &'a Asker,
    catalogue: &Catalogue,
    contract: &Contract,
) -> Result<RuptureSituation<'a>, Problem> {
    let all = RuptureSituation::of_all(tx, catalogue, &asker.law, vec![contract.clone()], asker.today)?;
    all.into_values().next().ok_or_else(|| Problem::internal("a contract without facts"))
}

/// Refuses to change a case that ended, one way or the other.
fn refuse_ended(tx: &mut Tx, case: &RuptureCase) -> Result<(), Problem> {
    match against_ended(tx, case)? {
        None => Ok(()),
        Some(found) => Err(found.into_conflict()),
    }
}

/// What stands against changing a case: that it ended.
pub fn against_ended(conn: &mut Tx, case: &RuptureCase) -> Result<Option<Finding>, Problem> {
    let over = case.abandoned_on.is_some() || !store::ended_on(conn, &[case.id])?.is_empty();
    Ok(over.then(|| CASE_IS_OPEN.at("", Sentence::new(CASE_IS_OPEN.fr, CASE_IS_OPEN.en))))
}

fn check_notice(facts: &RuptureCaseFacts, asker: &Asker) -> Option<Finding> {
    not_in_future("/notice_received_on", facts.notice_received_on, asker.today)
}

/// The refusal of a contract that a body names and nobody reaches.
fn contract_unknown() -> Problem {
    let message = say!(
        "Aucun contrat à votre portée n'a cet identifiant.",
        "No contract within your reach has this identifier."
    );
    Problem::fault("/contract_id", "contract.unknown", message)
}

/// The fault of a ground without procedure, which a test forbids.
fn no_procedure() -> Problem {
    Problem::internal("a ground without procedure")
}
