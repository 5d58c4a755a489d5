//! Visits: those planned are held, and every slot of a training year has one.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::book::VISITS;
use crate::desk::obligations::gathering::{ApprenticeFile, ContractFile, EnrolmentFile, VisitSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::follow_up::visits::rules::{
    CancelReason, DUE_NOTICE_DAYS, PlanInput, PlannedVisit, VisitState, plan,
};
use crate::law::calendar::add_days;
use crate::law::figures::Law;

/// Days after a contract during which a visit may still be reported.
const REPORTED_AFTER_DAYS: i64 = 31;

/// The visits planned or held.
pub fn to_hold(file: &ApprenticeFile) -> Vec<Derived> {
    let standing = file.visits.iter().filter(|visit| visit.state != VisitState::Cancelled);
    standing.filter_map(|visit| of_visit(file, visit)).collect()
}

fn of_visit(file: &ApprenticeFile, visit: &VisitSeen) -> Option<Derived> {
    let contract_file =
        file.contracts.iter().find(|contract_file| contract_file.contract.id == visit.contract_id)?;
    let from_on = visit.planned_on.min(add_days(visit.due_on, -DUE_NOTICE_DAYS));
    let (training_year, ordinal) = visit.slot;
    let derived = Derived::new(
        ObligationKind::VisitToHold,
        InFile::Apprentice(file.apprentice.id),
        visit.id.0,
        &VISITS,
        (from_on, visit.due_on),
    );
    let derived = derived
        .under(visit.contract_id, Some(visit.tutor_id))
        .owned_by(Owner::Referent)
        .shown_to_apprentice()
        .known_since(contract_file.contract.signed_on.unwrap_or(contract_file.drafted_on))
        .done(visit.held_on)
        .until(listed_until(contract_file).max(visit.due_on));
    Some(derived.because(ObligationFacts {
        training_year: Some(training_year),
        ordinal: Some(ordinal),
        planned_on: Some(visit.planned_on),
        ..ObligationFacts::default()
    }))
}

/// Last day on which a visit under a contract may still be reported.
fn listed_until(contract_file: &ContractFile) -> NaiveDate {
    add_days(contract_file.contract.effective_ends_on(), REPORTED_AFTER_DAYS)
}

/// The slots of a training that no visit serves: never planned, or cancelled and not replaced. A visit promised stays
/// asked when its time is over, late, for as long as one may be reported: whoever gives it up says why.
pub fn to_plan(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let serving: Vec<&ContractFile> =
        file.contracts.iter().filter(|contract_file| serves(contract_file, training)).collect();
    let theirs = |visit: &&VisitSeen| {
        serving.iter().any(|contract_file| contract_file.contract.id == visit.contract_id)
    };
    let visits: Vec<&VisitSeen> = file.visits.iter().filter(theirs).collect();
    let anywhere = BTreeSet::new();
    let mut deserved: Vec<(&ContractFile, PlannedVisit)> = Vec::new();
    for contract_file in &serving {
        for slot in plan(&input_of(training, contract_file, &anywhere, law)) {
            deserved.retain(|(_, other)| {
                (other.training_year, other.ordinal) != (slot.training_year, slot.ordinal)
            });
            deserved.push((contract_file, slot));
        }
    }
    let unserved = unserved(&deserved, &visits);
    unserved
        .into_iter()
        .map(|(contract_file, slot)| of_slot(file, training, contract_file, slot, law))
        .collect()
}

/// The slots left once each visit has served its own, and extra ones another of the same year.
fn unserved<'a>(
    deserved: &[(&'a ContractFile, PlannedVisit)],
    visits: &[&VisitSeen],
) -> Vec<(&'a ContractFile, PlannedVisit)> {
    let place = |slot: &PlannedVisit| (slot.training_year, slot.ordinal);
    let standing: Vec<_> =
        visits.iter().filter(|visit| serves_a_slot(visit)).map(|visit| visit.slot).collect();
    let own = |slot: &PlannedVisit| standing.contains(&place(slot));
    let mut extra: Vec<i16> = standing
        .iter()
        .filter(|slot| !deserved.iter().any(|(_, one)| place(one) == **slot))
        .map(|(year, _)| *year)
        .collect();
    let mut left: Vec<_> = deserved.iter().copied().filter(|(_, slot)| !own(slot)).collect();
    left.sort_by_key(|(_, slot)| slot.due_on);
    left.retain(|(_, slot)| match extra.iter().position(|year| *year == slot.training_year) {
        Some(found) => {
            extra.swap_remove(found);
            false
        }
        None => true,
    });
    left
}

/// A cancelled visit serves nothing, unless it should never have been planned.
fn serves_a_slot(visit: &VisitSeen) -> bool {
    visit.state != VisitState::Cancelled || visit.cancelled_reason == Some(CancelReason::PlannedByMistake)
}

fn serves(contract_file: &ContractFile, training: &EnrolmentFile) -> bool {
    contract_file.contract.state.is_concluded()
        && contract_file.contract.enrolment_id == training.enrolment_id
}

fn input_of<'a>(
    training: &'a EnrolmentFile,
    contract_file: &ContractFile,
    barred: &'a BTreeSet<NaiveDate>,
    law: &'a Law,
) -> PlanInput<'a> {
    PlanInput {
        cycle_starts_on: training.cycle.from,
        cycle_ends_on: training.cycle.to,
        visits_per_year: training.visits_per_year,
        contract_starts_on: contract_file.contract.starts_on,
        contract_ends_on: contract_file.contract.effective_ends_on(),
        prolonged: false,
        places: &training.places,
        holidays: &law.holidays,
        barred,
        already: &[],
    }
}

fn of_slot(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    contract_file: &ContractFile,
    slot: PlannedVisit,
    law: &Law,
) -> Derived {
    let delays = law.obligations.on(training.cycle.from);
    let due_on = add_days(slot.due_on, -delays.plan_days);
    let days = (add_days(due_on, -delays.plan_notice_days), due_on);
    let (year, ordinal) = (slot.training_year, slot.ordinal);
    let derived = Derived::new(
        ObligationKind::VisitToPlan,
        InFile::Apprentice(file.apprentice.id),
        training.enrolment_id.0,
        &VISITS,
        days,
    );
    derived
        .step(format!("{year}-{ordinal}"))
        .under(contract_file.contract.id, None)
        .owned_by(Owner::Referent)
        .known_since(contract_file.contract.signed_on.unwrap_or(contract_file.drafted_on))
        .until(listed_until(contract_file).max(slot.due_on))
        .because(ObligationFacts {
            training_year: Some(year),
            ordinal: Some(ordinal),
            ends_on: Some(slot.due_on),
            ..ObligationFacts::default()
        })
}
