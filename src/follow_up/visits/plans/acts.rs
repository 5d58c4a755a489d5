//! The visits a training still lacks, planned for a contract; and what becomes of them when it changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::{self, Contract, Training, case};
use crate::contracts::tutorships::{Tutorship, rules::tutor_on};
use crate::follow_up::visits;
use crate::follow_up::visits::rules::{PlanInput, plan};
use crate::ids::CohortId;
use crate::learning::mock_exams::model::MockExamState;
use crate::learning::mock_exams::{self, MockExam};
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::presence::calendars::{self, DayKind};
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Plans the visits that no visit of the same training holds or plans yet, each with its journal line.
pub fn plan_visits(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    training: &Training,
    contract: &Contract,
) -> Result<(), Problem> {
    let programme = case::programme_of(catalogue, training)?;
    let already = visits::store::list_slots(tx, contract)?;
    let barred = barred_days(tx, asker, catalogue, training, contract)?;
    let places = calendars::store::places_of_contract(tx, contract.id)?;
    let places: Vec<_> = places.iter().map(|one| (one.from_on, one.place)).collect();
    let ends_on = contract.effective_ends_on();
    let (cycle_starts_on, cycle_ends_on) = (training.cycle().0, training.entry().expected_ends_on);
    let prolonged = ends_on > cycle_ends_on && agreements::store::is_amended(tx, contract.id)?;
    let planned = plan(&PlanInput {
        cycle_starts_on,
        cycle_ends_on,
        visits_per_year: programme.visits_per_year,
        contract_starts_on: contract.starts_on,
        contract_ends_on: ends_on,
        prolonged,
        places: &places,
        holidays: &asker.law.holidays,
        barred: &barred,
        already: &already,
    });
    for visit in &visits::store::insert(tx, contract, &planned)? {
        asker.record(tx, Event::VisitPlanned, visit)?;
    }
    Ok(())
}

/// Gives the visits still planned to whoever is tutor then, and plans those that a longer contract deserves.
pub fn follow(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    tutors: &[Tutorship],
) -> Result<(), Problem> {
    for visit in visits::store::lock_planned(tx, contract.id)? {
        // a visit already late is received by whoever is tutor today
        let day = visit.planned_on.max(asker.today);
        let Some(tutor) = tutor_on(tutors, day).filter(|tutor| *tutor != visit.tutor_id) else { continue };
        let given = visits::store::give(tx, visit.id, tutor)?;
        asker.record_fields(tx, Event::VisitGiven, &given, &["tutor_id"])?;
    }
    let training = case::training_of(tx, &asker.reach, contract)?;
    plan_visits(tx, asker, catalogue, &training, contract)
}

/// Days of a contract on which nobody is visited: at the centre, at an exam or a mock exam, away.
fn barred_days(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    training: &Training,
    contract: &Contract,
) -> Result<BTreeSet<NaiveDate>, Problem> {
    let enrolled = apprentices::store::find_enrolment(tx, &asker.reach, training.enrolment_id)?;
    let cohorts: Vec<CohortId> = enrolled.into_iter().map(|row| row.cohort.id).collect();
    let mut barred = exam_days(&mock_exams::store::exams_of(tx, &asker.reach, &cohorts)?);
    let days = calendars::store::days_of(tx, catalogue, &asker.law, &[training.apprentice_id])?;
    if let Some(days) = days.get(&training.apprentice_id) {
        let whole = contract.starts_on.iter_days().take_while(|day| *day <= contract.effective_ends_on());
        barred.extend(whole.filter(|day| !may_be_visited(days.on(*day))));
    }
    Ok(barred)
}

/// Whether somebody may be visited on a day of a kind; a day nothing is known of is not ruled out.
pub const fn may_be_visited(kind: DayKind) -> bool {
    match kind {
        DayKind::Company | DayKind::Unknown => true,
        DayKind::Centre | DayKind::Exam | DayKind::Closed | DayKind::Holiday | DayKind::Rest => false,
    }
}

/// The days of mock exams that are fixed.
pub fn exam_days(exams: &[MockExam]) -> BTreeSet<NaiveDate> {
    let fixed =
        exams.iter().filter(|exam| exam.facts.starts_on.is_some() && exam.state != MockExamState::Cancelled);
    fixed.flat_map(|exam| days_of_exam(exam.days())).collect()
}

fn days_of_exam((first, last): (NaiveDate, NaiveDate)) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |day| *day <= last)
}
