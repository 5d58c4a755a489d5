//! What was done to a visit by mistake, taken back: its report, what is said done or read, a note, its replacement.

use super::acts::{lock_held, readable};
use super::model::Acknowledger;
use super::rules::book::{CANCELLED_BY_RUPTURE, OF_THE_PLAN, READ_BY_ITS_AUTHOR, REPLACED_IN_TURN};
use super::rules::{CancelReason, ContractPeriod, VisitState, check_planned_on};
use super::{Visit, store};
use crate::contracts::agreements::Contract;
use crate::ids::{VisitCommitmentId, VisitId, VisitNoteId};
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Authors;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::model::{BareRecord, RowStep};
use crate::trust::withdrawals::{
    self, About, Dependents, RowScope, Withdrawal, WithdrawalKind, forget_noted, take_back,
};

/// Takes back a visit planned beside those of its contract: refused once it took place, or another replaces it.
pub fn withdraw_planned(
    tx: &mut Tx,
    asker: &Asker,
    visit: &Visit,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    if forget_noted(tx, WithdrawalKind::PlannedVisit, visit.id.0)?.is_none() {
        return Err(OF_THE_PLAN.conflict(Sentence::new(OF_THE_PLAN.fr, OF_THE_PLAN.en)));
    }
    refuse_built_on(tx, visit)?;
    withdrawals::remove(tx, asker, about(WithdrawalKind::PlannedVisit, visit, reason), &[])
}

/// Takes the report of a visit back, with its versions and all that hangs under them, by the side that wrote it first.
pub fn withdraw_report(tx: &mut Tx, asker: &Asker, id: VisitId, reason: &str) -> Result<Withdrawal, Problem> {
    let current = lock_held(tx, asker, id)?;
    asker.caller.may_correct(store::first_author(tx, &asker.caller, id)?.role)?;
    let under = |table: &'static str| RowScope::of(table, "visit_id", id.0);
    let below = ["visit_reports", "visit_acknowledgements", "visit_commitments", "visit_notes"].map(under);
    let scopes: Vec<_> = std::iter::once(scope_of(id)).chain(below.iter().cloned()).collect();
    take_back(tx, asker, about(WithdrawalKind::VisitReport, &current, reason), &scopes, |tx| {
        withdrawals::store::delete(tx, &below)?;
        store::plan_again(tx, id)?;
        Ok(())
    })
}

/// Takes back that what was agreed at a visit is done: it is to be done again.
pub fn withdraw_completion(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitCommitmentId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let (current, visit) = store::lock_commitment(tx, &asker.reach, id)?.or_not_found("visit_commitment")?;
    if current.done_on.is_none() {
        return Err(nothing_to_take_back());
    }
    let scopes = [scope_of(visit.id), RowScope::of("visit_commitments", "id", id.0)];
    let about = about(WithdrawalKind::CommitmentCompletion, &visit, reason).of_record(id.0);
    take_back(tx, asker, about, &scopes, |tx| {
        store::settle(tx, current.id, None)?;
        store::touch(tx, &visit)?;
        Ok(())
    })
}

/// Takes back the acknowledgement of the version that holds, by the party that gave it; whoever wrote it read it.
pub fn withdraw_acknowledgement(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let visit = lock_held(tx, asker, id)?;
    let (party, number) = (Acknowledger::of(asker.caller.role), visit.report_number.unwrap_or_default());
    let given = store::acknowledgements_of(tx, &[id])?;
    if !given.iter().any(|one| (one.party, one.number) == (party, number)) {
        return Err(nothing_to_take_back());
    }
    let author = store::author_in(tx, &asker.caller, id, number)?.role;
    if author.map(Acknowledger::of) == Some(party) {
        return Err(READ_BY_ITS_AUTHOR.conflict(say!(
            "Ce compte rendu vient de vous : corrigez-le (POST /v1/visits/{id}/corrections) ou retirez-le (POST \
             /v1/visits/{id}/report/withdrawal).",
            "This report comes from you: correct it (POST /v1/visits/{id}/corrections) or take it back (POST \
             /v1/visits/{id}/report/withdrawal)."
        )));
    }
    let scopes = [scope_of(id), RowScope::of("visit_acknowledgements", "visit_id", id.0)];
    take_back(tx, asker, about(WithdrawalKind::VisitAcknowledgement, &visit, reason), &scopes, |tx| {
        store::forget_acknowledgement(tx, id, number, party)?;
        store::touch(tx, &visit)?;
        Ok(())
    })
}

/// Takes a note back, by the side that wrote it; as when it was written, who may not read it learns nothing.
pub fn withdraw_note(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitNoteId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let found = store::lock_note(tx, &asker.reach, id)?;
    let found = found.filter(|(note, _)| readable(asker).contains(&note.facts.visibility));
    let (note, visit) = found.or_not_found("visit_note")?;
    let written_by = (note.author_kind, note.author_id);
    asker
        .caller
        .may_correct(Authors::find(tx, &asker.caller, [written_by])?.of(written_by.0, written_by.1).role)?;
    let record = BareRecord { site_id: visit.site_id, id: note.id.0, version: 1 };
    let about = About::record(WithdrawalKind::VisitNote, &record, reason);
    let about = about.of(visit.apprentice_id).under(visit.contract_id);
    withdrawals::remove(tx, asker, about.for_readers(note.facts.visibility.readers()), &[])
}

/// Takes back the replacement of a visit, held with its contract: the one that replaces it goes, and the one it cancelled is
/// planned again on its day.
pub fn withdraw_replacement(
    tx: &mut Tx,
    asker: &Asker,
    (contract, current): (&Contract, &Visit),
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let next = current.replaced_by_id.ok_or_else(nothing_to_take_back)?;
    let next = store::lock(tx, &asker.reach, next)?.or_not_found("visit")?;
    refuse_built_on(tx, &next)?;
    let steps = forget_noted(tx, WithdrawalKind::VisitReplacement, current.id.0)?;
    let cancelled = steps.is_some_and(|steps| steps.iter().any(cancels));
    if cancelled {
        let period = ContractPeriod { from: contract.starts_on, to: contract.effective_ends_on() };
        let outside = check_planned_on(current.planned_on, "", period);
        outside.map_or(Ok(()), |finding| Err(Finding::into_conflict(finding)))?;
    }
    let scopes = [scope_of(current.id), scope_of(next.id)];
    take_back(tx, asker, about(WithdrawalKind::VisitReplacement, current, reason), &scopes, |tx| {
        withdrawals::store::delete(tx, &scopes[1..])?;
        store::replace(tx, current.id, None)?;
        if cancelled {
            store::plan_again(tx, current.id)?;
        }
        Ok(())
    })
}

/// Whether a step cancelled a visit.
fn cancels(step: &RowStep) -> bool {
    let was = step.was.as_ref().and_then(|row| row.get("state")).and_then(|state| state.as_str());
    was == Some(VisitState::Planned.as_str())
}

/// Refuses while something stands on a visit that goes.
fn refuse_built_on(tx: &mut Tx, next: &Visit) -> Result<(), Problem> {
    if next.cancelled_reason == Some(CancelReason::ContractBroken) {
        let rule = &CANCELLED_BY_RUPTURE;
        return Err(rule.conflict(Sentence::new(rule.fr, rule.en)));
    }
    if next.replaced_by_id.is_some() {
        let id = next.id;
        return Err(REPLACED_IN_TURN.conflict(say!(
            "Une autre visite remplace celle-là ; d'abord : POST /v1/visits/{id}/replacement/withdrawal.",
            "Another visit replaces that one; first: POST /v1/visits/{id}/replacement/withdrawal."
        )));
    }
    Dependents(withdrawals::store::dependents(tx, "visits", next.id.0, &["visits"])?).refuse()
}

fn about<'a>(kind: WithdrawalKind, visit: &Visit, reason: &'a str) -> About<'a> {
    About::record(kind, visit, reason).of(visit.apprentice_id).under(visit.contract_id)
}

fn scope_of(id: VisitId) -> RowScope {
    RowScope::of("visits", "id", id.0)
}
