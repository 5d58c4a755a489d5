//! What is due for a whole cohort: its mock exams get their days, take place, and receive their marks.

use super::book::MOCK_EXAMS;
use super::exams::facts_of;
use crate::desk::obligations::gathering::{CohortFile, ExamSeen, MarksSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind};
use crate::law::calendar::add_days;
use crate::law::figures::{Law, ObligationLaw};
use crate::learning::mock_exams::model::MockExamState;

/// What is due for the mock exams of a cohort.
pub fn of(file: &CohortFile, law: &Law) -> Vec<Derived> {
    let delays = law.obligations.on(file.cycle.from);
    file.exams.iter().filter_map(|(exam, marks)| of_exam(file, exam, *marks, delays)).collect()
}

fn of_exam(file: &CohortFile, exam: &ExamSeen, marks: MarksSeen, delays: &ObligationLaw) -> Option<Derived> {
    let (first, last) = exam.days;
    match (exam.state, exam.fixed) {
        (MockExamState::Planned, false) => {
            let due_on = add_days(first, -delays.exam_days);
            let days = (add_days(due_on, -delays.exam_notice_days), due_on);
            Some(about(file, exam, ObligationKind::MockExamToPrepare, days))
        }
        (MockExamState::Planned, true) => {
            let days = (last, add_days(last, delays.exam_held_days));
            Some(about(file, exam, ObligationKind::MockExamToHold, days))
        }
        (state, _) if state.took_place() && marks.awaited > 0 => {
            let complete = marks.entered >= marks.awaited;
            let derived =
                about(file, exam, ObligationKind::MockExamToMark, (last, add_days(last, delays.mark_days)));
            let facts =
                ObligationFacts { count: Some(marks.entered), out_of: Some(marks.awaited), ..facts_of(exam) };
            Some(derived.done(marks.last_on.filter(|_| complete)).because(facts))
        }
        _ => None,
    }
    .map(|derived| derived.known_since(file.cycle.from).until(add_days(file.cycle.to, delays.lapse_days)))
}

fn about(
    file: &CohortFile,
    exam: &ExamSeen,
    kind: ObligationKind,
    days: (chrono::NaiveDate, chrono::NaiveDate),
) -> Derived {
    Derived::new(kind, InFile::Cohort(file.id), exam.id.0, &MOCK_EXAMS, days).because(facts_of(exam))
}
