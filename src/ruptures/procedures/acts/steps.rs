//! Recording the steps of a procedure as they happened, correcting one, taking one back.

use super::{locked, no_procedure, refuse_ended, situation_of};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::ids::{RuptureId, RuptureStepId};
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::ruptures::declarations::rules::not_in_future;
use crate::ruptures::procedures::model::{RuptureCase, RuptureStep, RuptureStepFacts};
use crate::ruptures::procedures::rules::book::{STEP_NOT_FOLLOWED, STEP_ONCE};
use crate::ruptures::procedures::rules::{
    DoneStep, breach_of, check_step, newly_unconfirmed, no_breach, unconfirmed_codes,
};
use crate::ruptures::procedures::situation::RuptureSituation;
use crate::ruptures::procedures::store;
use crate::ruptures::procedures::wire::{RuptureStepIn, RuptureStepPatch};
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{About, RowScope, Withdrawal, WithdrawalKind, take_back};

/// A case whose steps change: what it is computed from.
struct OpenCase<'a> {
    case: RuptureCase,
    contract: Contract,
    situation: RuptureSituation<'a>,
    steps: Vec<RuptureStep>,
}

impl<'a> OpenCase<'a> {
    /// Locks a case that goes on.
    fn locked(tx: &mut Tx, asker: &'a Asker, catalogue: &Catalogue, id: RuptureId) -> Result<Self, Problem> {
        let (contract, case) = locked(tx, asker, id)?;
        refuse_ended(tx, &case)?;
        let situation = situation_of(tx, asker, catalogue, &contract)?;
        let steps = store::steps_of(tx, &[id])?;
        Ok(Self { case, contract, situation, steps })
    }

    fn done(&self) -> Vec<DoneStep> {
        self.steps.iter().map(RuptureStep::as_done).collect()
    }

    /// Its steps once one of them is as given.
    fn with(&self, step: DoneStep) -> Vec<DoneStep> {
        let mut all = self.done();
        all.retain(|done| done.code != step.code);
        all.push(step);
        all
    }

    /// What stands against its steps becoming others, of which one is named: that one, and those it makes unlawful.
    fn check(&self, asker: &Asker, steps: &[DoneStep], named: &str) -> Result<StepVerdict, Problem> {
        let of = (self.case.ground, self.case.opened_on);
        let before = self.situation.with_procedure(of, &self.done(), asker.today, unconfirmed_codes);
        let before = before.ok_or_else(no_procedure)?;
        let verdict = self.situation.with_procedure(of, steps, asker.today, |procedure| {
            let own = procedure.step(named);
            let breach = own.and_then(|state| breach_of(state, "/done_on"));
            let facts = &procedure.facts;
            StepVerdict {
                unknown: check_step(facts.ground, facts.minor, named),
                breach,
                others: newly_unconfirmed(&before, procedure),
            }
        });
        verdict.ok_or_else(no_procedure)
    }
}

/// What stands against a step.
struct StepVerdict {
    /// It is not of this procedure.
    unknown: Option<Finding>,
    /// How it is against the procedure itself.
    breach: Option<Finding>,
    /// Every step that the change makes unlawful, itself unless somebody said why.
    others: Vec<Finding>,
}

/// Records a step that happened: refused out of order or out of its delays, unless somebody says that it did happen so.
pub fn record_step(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: RuptureId,
    request: RuptureStepIn,
) -> Result<RuptureStep, Problem> {
    let open = OpenCase::locked(tx, asker, catalogue, id)?;
    if open.steps.iter().any(|step| step.step == request.step) {
        return Err(STEP_ONCE.conflict(Sentence::new(STEP_ONCE.fr, STEP_ONCE.en)));
    }
    let confirmed = request.breach.is_some();
    let done = DoneStep { code: request.step.clone(), on: request.done_on, confirmed };
    let verdict = open.check(asker, &open.with(done), &request.step)?;
    let future = not_in_future("/done_on", Some(request.done_on), asker.today);
    let own = match (&verdict.breach, confirmed) {
        (None, true) if verdict.unknown.is_none() => Some(no_breach("/breach")),
        (Some(_), false) => verdict.breach,
        _ => None,
    };
    refuse_errors(verdict.unknown.into_iter().chain(future).chain(own).collect())?;
    let facts = RuptureStepFacts {
        done_on: request.done_on,
        document: request.document,
        note: request.note,
        breach_reason: request.breach.map(|breach| breach.reason),
    };
    let step = store::insert_step(tx, &open.case, &request.step, &facts)?;
    store::touch(tx, id, asker.now)?;
    asker.record(tx, Event::RuptureStepRecorded, &step)?;
    Ok(step)
}

/// Corrects a step: refused when it, or one that followed, would be against the procedure with nobody saying why.
pub fn change_step(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: RuptureStepId,
    patch: &Body<RuptureStepPatch>,
) -> Result<RuptureStep, Problem> {
    let found = store::find_step(tx, &asker.reach, id)?.or_not_found("rupture_step")?;
    let open = OpenCase::locked(tx, asker, catalogue, found.case_id)?;
    let current = open.steps.iter().find(|step| step.id == id).or_not_found("rupture_step")?;
    asker.expects(current.version)?;
    let facts = patch.applied_to(&current.facts)?;
    let confirmed = facts.breach_reason.is_some();
    let done = DoneStep { code: current.step.clone(), on: facts.done_on, confirmed };
    let verdict = open.check(asker, &open.with(done), &current.step)?;
    let future = not_in_future("/done_on", Some(facts.done_on), asker.today);
    let needless = (confirmed && verdict.breach.is_none()).then(|| no_breach("/breach_reason"));
    refuse_errors(verdict.others.into_iter().chain(future).chain(needless).collect())?;
    let step = store::change_step(tx, id, &facts)?;
    store::touch(tx, step.case_id, asker.now)?;
    asker.record_fields(tx, Event::RuptureStepChanged, &step, &patch.fields())?;
    Ok(step)
}

/// Takes back a step recorded by mistake; those that followed it are taken back first.
pub fn withdraw_step(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: RuptureStepId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let found = store::find_step(tx, &asker.reach, id)?.or_not_found("rupture_step")?;
    let open = OpenCase::locked(tx, asker, catalogue, found.case_id)?;
    let step = open.steps.iter().find(|step| step.id == id).or_not_found("rupture_step")?;
    let mut left = open.done();
    left.retain(|done| done.code != step.step);
    if let Some(followed) = open.check(asker, &left, &step.step)?.others.into_iter().next() {
        return Err(STEP_NOT_FOLLOWED.conflict(Sentence::new(followed.fr, followed.en)));
    }
    let about = About::record(WithdrawalKind::RuptureStep, step, reason);
    let about = about.of(open.case.apprentice_id).under(open.contract.id);
    let withdrawal = take_back(tx, asker, about, &[RowScope::of("rupture_steps", "id", id.0)], |tx| {
        Ok(store::remove_step(tx, id)?)
    })?;
    store::touch(tx, open.case.id, asker.now)?;
    Ok(withdrawal)
}
