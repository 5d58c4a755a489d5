//! What is told of the rows that change with a withdrawal or its return: the partner's feed and the journal learn of each.

use diesel::QueryResult;
use uuid::Uuid;

use super::model::{AnyRow, BareRecord, RowChange};
use crate::platform::db::Tx;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Tells of the rows that changed, but for the record itself, of which more precise words are told.
pub fn tell(tx: &mut Tx, asker: &Asker, changes: &[RowChange], record: Uuid) -> QueryResult<()> {
    for change in changes {
        let Some(event) = event_of(change) else { continue };
        let row = change.now.as_ref().or(change.before());
        let Some(about) = row.and_then(BareRecord::read).filter(|about| about.id != record) else { continue };
        let version = about.version + i64::from(change.now.is_none());
        let changed = change.now.as_ref().and(change.before());
        let fields: Vec<&String> = changed.into_iter().flat_map(AnyRow::keys).collect();
        asker.record_fields(tx, event, &BareRecord { version, ..about }, &fields)?;
    }
    Ok(())
}

/// What happened to a row; nothing for rows that are told with another.
fn event_of(change: &RowChange) -> Option<Event> {
    match (change.before(), change.now.as_ref()) {
        (Some(before), Some(now)) => changed(&change.step.table, before, now),
        (None, _) => appeared(&change.step.table),
        (Some(_), None) => vanished(&change.step.table),
    }
}

fn changed(table: &str, was: &AnyRow, now: &AnyRow) -> Option<Event> {
    let state =
        |row: &AnyRow| row.get("state").and_then(|state| state.as_str()).unwrap_or_default().to_owned();
    Some(match (table, state(was).as_str(), state(now).as_str()) {
        ("contracts", _, "broken") if state(was) == "signed" => Event::ContractBroken,
        ("contracts", "broken", _) => Event::ContractReopened,
        ("contracts", ..) => Event::ContractChanged,
        ("visits", "planned", "cancelled") => Event::VisitCancelled,
        ("visits", "cancelled", "planned") => Event::VisitRestored,
        ("visits", ..) => Event::VisitChanged,
        ("absences", ..) => Event::AbsenceChanged,
        ("amendments", ..) => Event::AmendmentChanged,
        ("apprentices", ..) => Event::ApprenticeChanged,
        ("calendar_overrides", ..) => Event::CalendarOverrideChanged,
        ("ceiling_derogations", ..) => Event::CeilingDerogationChanged,
        ("complaints", ..) => Event::ComplaintChanged,
        ("employers", ..) => Event::EmployerChanged,
        ("enrolments", ..) => Event::EnrolmentChanged,
        ("exam_accommodations", ..) => Event::ExamAccommodationChanged,
        ("exam_results", ..) => Event::ExamResultChanged,
        ("guardians", ..) => Event::GuardianChanged,
        ("kept_units", ..) => Event::KeptUnitChanged,
        ("milestones", ..) => Event::MilestoneChanged,
        ("mock_exam_marks", ..) => Event::MarkChanged,
        ("mock_exam_invitations", ..) => Event::MockExamInvitationChanged,
        ("phone_contacts", ..) => Event::PhoneContactChanged,
        ("referents", ..) => Event::ReferentChanged,
        ("rupture_cases", ..) => Event::RuptureCaseChanged,
        ("rupture_steps", ..) => Event::RuptureStepChanged,
        ("ruptures", ..) => Event::RuptureChanged,
        ("sittings", ..) => Event::SittingChanged,
        ("sitting_slots", ..) => Event::SittingSlotChanged,
        ("search_events", ..) => Event::SearchEventChanged,
        ("search_prospects", ..) => Event::SearchProspectChanged,
        ("stay_steps", ..) => Event::StayStepChanged,
        ("tutors", ..) => Event::TutorChanged,
        _ => return None,
    })
}

fn appeared(table: &str) -> Option<Event> {
    Some(match table {
        "exam_results" => Event::ExamResultRestored,
        "guardians" => Event::GuardianRestored,
        "mock_exam_marks" => Event::MarkRestored,
        "mock_exams" => Event::MockExamPlanned,
        "enrolments" => Event::EnrolmentRestored,
        "referents" => Event::ReferentRestored,
        "visits" => Event::VisitPlanned,
        _ => return None,
    })
}

fn vanished(table: &str) -> Option<Event> {
    Some(match table {
        "exam_results" => Event::ExamResultWithdrawn,
        "guardians" => Event::GuardianWithdrawn,
        "mock_exam_marks" => Event::MarkWithdrawn,
        "mock_exams" => Event::MockExamRemoved,
        "enrolments" => Event::EnrolmentWithdrawn,
        "referents" => Event::ReferentWithdrawn,
        "visits" => Event::VisitRemoved,
        _ => return None,
    })
}
