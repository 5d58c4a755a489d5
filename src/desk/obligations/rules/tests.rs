//! Files in, what is due out.

use chrono::NaiveDate;

use super::*;
use crate::desk::obligations::gathering::{ApprenticeSeen, EnrolmentFile, ExamSeen, FollowedSeen, MarksSeen};
use crate::desk::obligations::model::{ObligationKind as Kind, ObligationState as State, SettlingReason};
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, SiteId};
use crate::law::calendar::Period;
use crate::law::deadlines::model::SiteMonths;
use crate::law::holidays::HolidayZone;
use crate::learning::mock_exams::model::MockExamState;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn law() -> Law {
    Law::embedded().unwrap()
}

fn a_file(born_on: &str, nationality: Option<char>) -> ApprenticeFile {
    let apprentice = ApprenticeSeen {
        id: ApprenticeId::new(),
        site_id: SiteId::new(),
        born_on: day(born_on),
        nationality,
        emancipated: false,
    };
    let training = EnrolmentFile {
        enrolment_id: EnrolmentId::new(),
        cohort_id: CohortId::new(),
        cycle: Period { from: day("2025-08-25"), to: day("2027-08-24") },
        exam_session: 2027,
        entered_on: day("2025-08-25"),
        enrolled_on: day("2025-06-02"),
        excluded_on: None,
        documents: Vec::new(),
        visits_per_year: 2,
        site_window: Some(SiteMonths { before: 2, after: 2 }),
        places: [(day("2025-08-25"), HolidayZone::default())],
    };
    ApprenticeFile {
        stay_steps: Vec::new(),
        difficulties: Vec::new(),
        apprentice,
        trainings: vec![training],
        contracts: Vec::new(),
        visits: Vec::new(),
        reports: Vec::new(),
        commitments: Vec::new(),
        calls: Vec::new(),
        followed: Vec::new(),
        exams: Vec::new(),
        invitations: Vec::new(),
        documents: Vec::new(),
    }
}

fn due_days(file: &ApprenticeFile, kind: Kind) -> Vec<(String, String, Option<String>)> {
    let all = derive(file, &law());
    let of_kind = all.into_iter().filter(|one| one.kind == kind);
    of_kind
        .map(|one| (one.step.clone(), one.due_on.to_string(), one.done_on.map(|on| on.to_string())))
        .collect()
}

#[test]
fn the_same_file_gives_the_same_list_with_the_same_identifiers() {
    let file = a_file("2006-03-14", None);
    assert_eq!(derive(&file, &law()), derive(&file.clone(), &law()));
    let ids = |file| derive(file, &law()).iter().map(Derived::id).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(ids(&file).len(), derive(&file, &law()).len());
}

#[test]
fn documents_are_asked_of_whom_they_concern() {
    for (born_on, nationality, expected) in [
        (
            "2006-03-14",
            Some('1'),
            vec!["school_record", "identity", "bank_details", "last_diploma", "civic_day"],
        ),
        (
            "2008-03-14",
            Some('2'),
            vec!["school_record", "identity", "guardian_authorization", "bank_details", "last_diploma"],
        ),
        (
            "2001-01-02",
            Some('3'),
            vec!["school_record", "identity", "residence_permit", "bank_details", "last_diploma"],
        ),
        ("2001-01-01", None, vec!["school_record", "identity", "bank_details", "last_diploma"]),
    ] {
        let file = a_file(born_on, nationality);
        let mut steps: Vec<_> = due_days(&file, Kind::Document).into_iter().map(|one| one.0).collect();
        let mut expected = expected;
        steps.sort();
        expected.sort_unstable();
        assert_eq!(steps, expected, "{born_on} {nationality:?}");
    }
    let mut file = a_file("2006-03-14", None);
    file.documents.push(("identity".into(), day("2025-06-10")));
    let identity = due_days(&file, Kind::Document).into_iter().find(|one| one.0 == "identity").unwrap();
    assert_eq!(identity, ("identity".into(), "2025-07-02".into(), Some("2025-06-10".into())));
}

#[test]
fn windows_close_for_whoever_has_no_contract() {
    let file = a_file("2006-03-14", None);
    assert_eq!(
        due_days(&file, Kind::WindowClosing),
        [
            ("site".into(), "2025-10-25".into(), None),
            ("dashboard".into(), "2025-11-22".into(), None),
            ("without_contract".into(), "2025-11-25".into(), None)
        ]
    );
}

#[test]
fn each_gap_in_the_follow_up_is_told_until_somebody_follows() {
    let mut file = a_file("2006-03-14", None);
    assert_eq!(due_days(&file, Kind::ReferentMissing), [("2025-08-25".into(), "2025-09-09".into(), None)]);
    let period = |from_on: &str, to_on: Option<&str>, disabled_on: Option<&str>| FollowedSeen {
        from_on: day(from_on),
        to_on: to_on.map(day),
        disabled_on: disabled_on.map(day),
    };
    for (followed, expected) in [
        (vec![period("2025-08-01", None, None)], vec![]),
        (vec![period("2025-09-01", None, None)], vec![("2025-08-25", Some("2025-09-01"))]),
        (vec![period("2025-08-25", None, Some("2026-01-10"))], vec![("2026-01-10", None)]),
        (
            vec![period("2025-08-25", Some("2025-12-31"), None), period("2026-02-01", None, None)],
            vec![("2026-01-01", Some("2026-02-01"))],
        ),
        (vec![period("2025-08-25", Some("2025-12-31"), None), period("2026-01-01", None, None)], vec![]),
    ] {
        file.followed = followed;
        let gaps =
            due_days(&file, Kind::ReferentMissing).into_iter().map(|one| (one.0, one.2)).collect::<Vec<_>>();
        let expected: Vec<_> =
            expected.into_iter().map(|(from, to)| (from.to_owned(), to.map(str::to_owned))).collect();
        assert_eq!(gaps, expected);
    }
}

#[test]
fn a_mock_exam_is_prepared_then_held_then_marked() {
    let exam = |state, fixed| ExamSeen {
        id: crate::ids::MockExamId::new(),
        cohort_id: CohortId::new(),
        ordinal: 1,
        month_on: day("2026-03-01"),
        days: if fixed {
            (day("2026-03-16"), day("2026-03-20"))
        } else {
            (day("2026-03-01"), day("2026-03-31"))
        },
        fixed,
        tutors_invited: false,
        state,
    };
    let marks = |entered| MarksSeen { entered, awaited: 8, last_on: Some(day("2026-04-02")) };
    for (seen, entered, expected) in [
        (exam(MockExamState::Planned, false), 0, Some((Kind::MockExamToPrepare, "2026-01-30", None))),
        (exam(MockExamState::Planned, true), 0, Some((Kind::MockExamToHold, "2026-03-27", None))),
        (exam(MockExamState::Held, true), 3, Some((Kind::MockExamToMark, "2026-04-10", None))),
        (exam(MockExamState::Held, true), 8, Some((Kind::MockExamToMark, "2026-04-10", Some("2026-04-02")))),
        (exam(MockExamState::Cancelled, true), 0, None),
    ] {
        let file = CohortFile {
            id: CohortId::new(),
            site_id: SiteId::new(),
            cycle: Period { from: day("2025-08-25"), to: day("2027-08-24") },
            exam_session: 2027,
            candidates: Vec::new(),
            exams: vec![(seen, marks(entered))],
        };
        let found = derive_cohort(&file, &law()).pop().map(|one| (one.kind, one.due_on, one.done_on));
        assert_eq!(found, expected.map(|(kind, due, done)| (kind, day(due), done.map(day))));
    }
}

#[test]
fn a_state_follows_from_the_days_alone() {
    let days = |done_on: Option<&str>| Days {
        from_on: day("2026-01-10"),
        due_on: day("2026-01-20"),
        done_on: done_on.map(day),
        closed_on: done_on.map_or(day("2026-03-01"), day),
    };
    for (as_of, done_on, waived, expected) in [
        ("2026-01-09", None, false, State::Upcoming),
        ("2026-01-10", None, false, State::Due),
        ("2026-01-20", None, false, State::Due),
        ("2026-01-21", None, false, State::Late),
        ("2026-03-01", None, false, State::Lapsed),
        ("2026-01-21", None, true, State::Waived),
        ("2026-01-14", Some("2026-01-15"), false, State::Due),
        ("2026-01-15", Some("2026-01-15"), false, State::Done),
        ("2026-01-15", Some("2026-01-15"), true, State::Done),
    ] {
        assert_eq!(state_on(day(as_of), days(done_on), waived), expected, "{as_of} {done_on:?} {waived}");
    }
}

#[test]
fn only_what_is_open_is_settled_and_a_snooze_is_short() {
    for (state, expected) in [
        (State::Late, None),
        (State::Upcoming, None),
        (State::Done, Some("obligation.already_done")),
        (State::Lapsed, Some("obligation.already_done")),
        (State::Waived, Some("obligation.already_waived")),
    ] {
        assert_eq!(check_open(state).map(|finding| finding.code), expected, "{state}");
    }
    let law = law();
    let delays = law.obligations.on(day("2025-09-02"));
    for (until_on, refused) in
        [("2025-09-02", true), ("2025-09-03", false), ("2025-11-01", false), ("2025-11-02", true)]
    {
        assert_eq!(check_snooze(day(until_on), day("2025-09-02"), delays).is_some(), refused, "{until_on}");
    }
    assert!(check_words(SettlingReason::Other, None).is_some());
    assert!(check_words(SettlingReason::Other, Some(" ")).is_some());
    assert!(check_words(SettlingReason::Agreed, None).is_none());
}

#[test]
fn every_kind_has_a_sentence_in_both_languages_and_a_way_to_clear_it() {
    let facts = crate::desk::obligations::model::ObligationFacts::default();
    for kind in Kind::ALL {
        let codes = sentence(*kind, "1", day("2026-01-20"), &facts);
        assert!(codes.fr.contains("20/01/2026") && codes.en.contains("2026-01-20"), "{kind}: {codes:?}");
        let about = ObligationSubject {
            kind: *kind,
            step: "1",
            subject: uuid::Uuid::nil(),
            contract: None,
            apprentice: None,
            cohort: None,
            facts: &facts,
            due_on: day("2026-01-20"),
            today: day("2026-01-20"),
        };
        let clears = clears_with(about);
        assert!(clears.href.starts_with("/v1/"), "{kind}");
        if clears.href.ends_with("/milestones") {
            assert_eq!(
                clears.body.unwrap()["kind"],
                kind.as_str(),
                "a fact bears the name of what it clears"
            );
        }
    }
}
