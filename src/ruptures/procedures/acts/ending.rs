//! How a procedure ends: the contract with it, the parties giving it up, or the whole case taken back.

use super::{locked, no_procedure, refuse_ended, situation_of};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::rules::life;
use crate::ids::RuptureId;
use crate::law::figures::GroundPeriod;
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::clock::eve;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::ruptures::declarations::acts::{broken, refuse_other_difficulty, refuse_outlived};
use crate::ruptures::declarations::model::{Rupture, RuptureFacts};
use crate::ruptures::declarations::rules::{
    ContractFacts, EMPLOYER_INFORMED_STEP, MEDIATOR_SEIZED, check_effect, not_in_future,
};
use crate::ruptures::procedures::model::{RuptureCase, RuptureStep};
use crate::ruptures::procedures::rules::book::{NOTICE_RECEIVED, RUPTURE_FIRST};
use crate::ruptures::procedures::rules::{DoneStep, against_effect, no_breach, unconfirmed};
use crate::ruptures::procedures::store;
use crate::ruptures::procedures::wire::{RuptureAbandonmentIn, RuptureCompletionIn};
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{About, RowScope, Withdrawal, WithdrawalKind, remove, take_back};

/// Ends the contract by its procedure: the same act as a declaration, under the identifier of the case.
///
/// Refused when a compulsory step is missing, a delay still runs or the ground is out of its period, unless somebody says that
/// it did end so.
pub fn complete(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: RuptureId,
    request: &RuptureCompletionIn,
) -> Result<Rupture, Problem> {
    let (contract, case) = locked(tx, asker, id)?;
    refuse_ended(tx, &case)?;
    if let Some(refusal) = life::check_breakable(contract.state) {
        return Err(refusal.into_conflict());
    }
    let steps = store::steps_of(tx, &[id])?;
    let against = against(tx, asker, catalogue, (&contract, &case, &steps), request)?;
    let of_contract = ContractFacts { starts_on: contract.starts_on, ends_on: contract.ends_on };
    let notice = request.notice_received_on.or(case.facts.notice_received_on);
    let needed =
        || NOTICE_RECEIVED.at("/notice_received_on", Sentence::new(NOTICE_RECEIVED.fr, NOTICE_RECEIVED.en));
    let found = [
        check_effect(&of_contract, request.effective_on),
        notice.is_none().then(needed),
        not_in_future("/notice_received_on", notice, asker.today),
    ];
    let breach = request.breach.as_ref().map(|breach| breach.reason.as_str());
    let open = match (against.is_empty(), breach) {
        (true, Some(_)) => vec![no_breach("/breach")],
        (false, Some(_)) => Vec::new(),
        _ => against,
    };
    refuse_errors(found.into_iter().flatten().chain(open).collect())?;
    let Some(notice) = notice else { return Err(Problem::internal("a notice that was checked")) };
    let facts = facts_of(asker, &case, &steps, (request, notice));
    refuse_other_difficulty(tx, &contract, &facts)?;
    refuse_outlived(tx, &contract, &facts)?;
    let rupture = broken(tx, asker, &contract, (id, &facts), eve(request.effective_on))?;
    let case = store::complete(tx, id, notice, breach)?;
    asker.record(tx, Event::RuptureCaseCompleted, &case)?;
    Ok(rupture)
}

/// What the procedure has against the contract ending so, and that somebody may confirm.
fn against(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (contract, case, steps): (&Contract, &RuptureCase, &[RuptureStep]),
    request: &RuptureCompletionIn,
) -> Result<Vec<Finding>, Problem> {
    let situation = situation_of(tx, asker, catalogue, contract)?;
    let done: Vec<DoneStep> = steps.iter().map(RuptureStep::as_done).collect();
    let found = situation.with_procedure((case.ground, case.opened_on), &done, asker.today, |procedure| {
        let mut found = unconfirmed(procedure);
        for one in &mut found {
            one.pointer = "/effective_on".into();
        }
        found.extend(against_effect(procedure, request.effective_on));
        found
    });
    found.ok_or_else(no_procedure)
}

/// The rupture that a case declares: its three days, and those of a resignation.
fn facts_of(
    asker: &Asker,
    case: &RuptureCase,
    steps: &[RuptureStep],
    (request, notice): (&RuptureCompletionIn, chrono::NaiveDate),
) -> RuptureFacts {
    let day = |code: &str| steps.iter().find(|step| step.step == code).map(|step| step.facts.done_on);
    let law = asker.law.ruptures.on(case.opened_on).ground(case.ground.as_str());
    let free = law.is_some_and(|ground| ground.period == GroundPeriod::Free);
    let breach = request.breach.as_ref().map(|breach| breach.reason.clone());
    RuptureFacts {
        effective_on: request.effective_on,
        initiator: case.initiator,
        ground: case.ground,
        notice_received_on: notice,
        mediator_seized_on: day(MEDIATOR_SEIZED),
        employer_informed_on: day(EMPLOYER_INFORMED_STEP),
        confirmation: breach.filter(|_| free),
        difficulty_id: request.difficulty_id,
        lapsed_amendments: request.lapsed_amendments.clone(),
    }
}

/// Ends a procedure that the parties give up: the contract goes on, what was done stays readable.
pub fn abandon(
    tx: &mut Tx,
    asker: &Asker,
    id: RuptureId,
    request: &RuptureAbandonmentIn,
) -> Result<RuptureCase, Problem> {
    let (_, case) = locked(tx, asker, id)?;
    refuse_ended(tx, &case)?;
    let case = store::abandon(tx, id, asker.today, &request.reason)?;
    asker.record(tx, Event::RuptureCaseAbandoned, &case)?;
    Ok(case)
}

/// Takes back that the parties gave it up: the procedure goes on.
pub fn resume(tx: &mut Tx, asker: &Asker, id: RuptureId, reason: &str) -> Result<Withdrawal, Problem> {
    let (contract, case) = locked(tx, asker, id)?;
    if case.abandoned_on.is_none() {
        return Err(nothing_to_take_back());
    }
    // broken without it since, the contract has nothing left to end
    if let Some(refusal) = life::check_breakable(contract.state) {
        return Err(refusal.into_conflict());
    }
    let about = About::record(WithdrawalKind::RuptureAbandonment, &case, reason);
    let about = about.of(case.apprentice_id).under(contract.id);
    take_back(tx, asker, about, &[RowScope::of("rupture_cases", "id", id.0)], |tx| store::resume(tx, id))
}

/// Takes back a case opened by mistake, with its steps; a rupture that took place is taken back before.
pub fn withdraw(tx: &mut Tx, asker: &Asker, id: RuptureId, reason: &str) -> Result<Withdrawal, Problem> {
    let (contract, case) = locked(tx, asker, id)?;
    if !store::ended_on(tx, &[id])?.is_empty() {
        return Err(RUPTURE_FIRST.conflict(Sentence::new(RUPTURE_FIRST.fr, RUPTURE_FIRST.en)));
    }
    let about = About::record(WithdrawalKind::RuptureCase, &case, reason);
    remove(tx, asker, about.of(case.apprentice_id).under(contract.id), &[])
}
