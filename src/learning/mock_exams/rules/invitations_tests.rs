//! Cases of invitations: what is offered, until when, and when somebody is reminded.

use chrono::Utc;

use super::*;
use crate::ids::{CohortId, MockExamId, SiteId, SittingSlotId};
use crate::learning::mock_exams::model::{MockExamFacts, MockExamState};
use crate::learning::mock_exams::wire::TutorAnswer;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn exam(starts_on: Option<&str>, ends_on: Option<&str>, answer_days_before: i16) -> MockExam {
    let at: chrono::DateTime<Utc> = "2026-10-05T08:00:00Z".parse().unwrap();
    MockExam {
        id: MockExamId::new(),
        site_id: SiteId::new(),
        cohort_id: CohortId::new(),
        ordinal: 3,
        training_year: 2,
        month_on: day("2026-11-01"),
        facts: MockExamFacts { starts_on: starts_on.map(day), ends_on: ends_on.map(day) },
        tutors_invited: true,
        answer_days_before,
        state: MockExamState::Planned,
        released_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn slot(at: &str) -> OfferedSlot {
    OfferedSlot {
        id: SittingSlotId::new(),
        apprentice_id: ApprenticeId::new(),
        name: "Léa Martin".to_owned(),
        unit_code: "E3".to_owned(),
        unit_label: "Management".to_owned(),
        starts_at: at.parse().unwrap(),
    }
}

fn answer(answer: TutorAnswer) -> InvitationAnswerIn {
    InvitationAnswerIn {
        answer,
        apprentices: None,
        sitting_slot_id: None,
        comes_on: None,
        half_day: None,
        comment: None,
    }
}

#[test]
fn an_answer_is_taken_until_the_day_the_programme_gives() {
    for (before, today, taken) in [
        (1, "2026-11-15", true),
        (1, "2026-11-16", false),
        (0, "2026-11-16", true),
        (0, "2026-11-17", false),
        (7, "2026-11-09", true),
        (7, "2026-11-10", false),
    ] {
        let exam = exam(Some("2026-11-16"), Some("2026-11-20"), before);
        assert_eq!(refuse_late(&exam, day(today)).is_ok(), taken, "{before} {today}");
    }
    assert!(refuse_late(&exam(None, None, 1), day("2026-11-30")).is_ok(), "no day is fixed");
    let refused = refuse_late(&exam(Some("2026-11-16"), None, 1), day("2026-11-16")).unwrap_err();
    assert_eq!(refused.code(), "mock_exam_invitation.closed");
    assert!(refused.detail().fr.contains("15/11/2026"), "{}", refused.detail().fr);
}

#[test]
fn the_halves_of_working_days_are_offered_once_the_days_are_fixed() {
    let halves = |from, to| Offer::of(&exam(from, to, 1), Vec::new()).half_days;
    assert_eq!(halves(None, None), []);
    assert_eq!(
        halves(Some("2026-11-20"), Some("2026-11-23")),
        [
            (day("2026-11-20"), HalfDay::Morning),
            (day("2026-11-20"), HalfDay::Afternoon),
            (day("2026-11-23"), HalfDay::Morning),
            (day("2026-11-23"), HalfDay::Afternoon),
        ],
        "not on a Saturday nor a Sunday"
    );
    assert!(halves(Some("2026-01-01"), Some("2026-12-31")).len() <= 62);
}

#[test]
fn what_is_chosen_is_offered_and_said_once() {
    let known = slot("2026-11-16T12:30:00Z");
    let offer = Offer::of(&exam(Some("2026-11-16"), None, 1), vec![known.clone()]);
    let yes = || answer(TutorAnswer::Accepted);
    let chosen_twice = "mock_exam_invitation.chosen_twice";
    let half = |on, half| InvitationAnswerIn { comes_on: Some(day(on)), half_day: half, ..yes() };
    let taken = offer.choice(&InvitationAnswerIn { sitting_slot_id: Some(known.id), ..yes() }).unwrap();
    assert_eq!((taken.comes_on, taken.half_day), (Some(day("2026-11-16")), Some(HalfDay::Afternoon)));
    assert_eq!(offer.choice(&half("2026-11-16", Some(HalfDay::Morning))).unwrap().sitting_slot_id, None);
    assert_eq!(offer.choice(&answer(TutorAnswer::Declined)).unwrap(), InvitationChoice::default());
    for (given, pointer, code) in [
        (
            InvitationAnswerIn { sitting_slot_id: Some(SittingSlotId::new()), ..yes() },
            "/sitting_slot_id",
            "mock_exam_invitation.not_offered",
        ),
        (half("2026-11-17", Some(HalfDay::Morning)), "/comes_on", "mock_exam_invitation.not_offered"),
        (half("2026-11-16", None), "/half_day", chosen_twice),
        (InvitationAnswerIn { half_day: Some(HalfDay::Morning), ..yes() }, "/comes_on", chosen_twice),
        (
            InvitationAnswerIn {
                sitting_slot_id: Some(known.id),
                ..half("2026-11-16", Some(HalfDay::Morning))
            },
            "/half_day",
            chosen_twice,
        ),
        (
            InvitationAnswerIn {
                answer: TutorAnswer::Declined,
                ..half("2026-11-16", Some(HalfDay::Morning))
            },
            "/answer",
            "mock_exam_invitation.not_coming",
        ),
    ] {
        let found = offer.choice(&given).unwrap_err();
        assert_eq!((found[0].pointer.as_ref(), found[0].code), (pointer, code));
    }
}

#[test]
fn what_is_offered_is_named_to_whoever_chooses_otherwise() {
    let offer = Offer::of(&exam(Some("2026-11-16"), None, 1), vec![slot("2026-11-16T12:30:00Z")]);
    let otherwise = InvitationAnswerIn {
        comes_on: Some(day("2026-11-17")),
        half_day: Some(HalfDay::Morning),
        ..answer(TutorAnswer::Accepted)
    };
    let named = &offer.choice(&otherwise).unwrap_err()[0];
    assert!(named.fr.contains("16/11/2026") && named.fr.contains("13:30"), "{}", named.fr);
}

#[test]
fn whoever_is_silent_is_reminded_when_their_answer_is_due() {
    let unfixed = exam(None, None, 1);
    let exam = exam(Some("2026-11-16"), None, 1);
    for (today, invited_on, reminded) in [
        ("2026-11-08", "2026-10-05", false),
        ("2026-11-09", "2026-10-05", true),
        ("2026-11-15", "2026-10-05", true),
        ("2026-11-16", "2026-10-05", false),
        ("2026-11-12", "2026-11-12", false),
        ("2026-11-13", "2026-11-12", true),
    ] {
        assert_eq!(is_to_remind(&exam, day(invited_on), day(today), 7), reminded, "{today} {invited_on}");
    }
    assert!(!is_to_remind(&unfixed, day("2026-10-05"), day("2026-11-15"), 7));
}

#[test]
fn who_came_instead_is_named_and_only_then() {
    use InvitationAttendance::{Came, DidNotCome, Replaced};
    for (attendance, by, sound) in [
        (Came, None, true),
        (DidNotCome, None, true),
        (Replaced, Some("Grace Hopper"), true),
        (Replaced, None, false),
        (Came, Some("Grace Hopper"), false),
    ] {
        assert_eq!(check_replacement(attendance, by).is_none(), sound, "{attendance:?} {by:?}");
    }
}
