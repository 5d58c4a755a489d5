//! Each signal shows on its day, goes with its facts, moves with its threshold.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::book::{check_thresholds, check_until};
use super::*;
use crate::ids::{
    AbsenceId, ApprenticeId, ContractId, DifficultyId, MockExamId, SignalAcknowledgementId, SiteId, VisitId,
};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::learning::voices::Voice;
use crate::ruptures::watch::model::{
    LastContact, OpenDifficulty, SessionMean, SkillDrop, TutorWait, TutorWaitKind, WatchedFacts,
};
use crate::trust::journal::AuthorKind;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The days on which a signal shows, first and last, over two years; with a threshold when one is given.
fn shown(facts: &WatchedFacts, code: SignalCode, threshold: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
    let law = Law::embedded().unwrap();
    let set: BTreeMap<String, i32> =
        threshold.into_iter().map(|value| (code.as_str().to_owned(), value)).collect();
    let thresholds = Thresholds { law: law.watch.newest(), set: &set };
    let days = (0..730).map(|n| add_days(day("2025-09-01"), n));
    let on: Vec<NaiveDate> = days
        .filter(|today| signals_of(facts, thresholds, *today).iter().any(|signal| signal.code == code))
        .collect();
    Some((*on.first()?, *on.last()?))
}

const END: &str = "2027-08-31";

#[test]
fn a_late_visit_shows_a_week_after_its_last_day_or_as_the_site_says() {
    let facts =
        WatchedFacts { visits_to_hold: vec![(VisitId::new(), day("2025-11-24"))], ..Default::default() };
    let code = SignalCode::LateVisit;
    assert_eq!(shown(&facts, code, None), Some((day("2025-12-02"), day(END))));
    assert_eq!(shown(&facts, code, Some(0)), Some((day("2025-11-25"), day(END))));
    assert_eq!(shown(&WatchedFacts::default(), code, None), None);
}

#[test]
fn no_contact_shows_weeks_after_the_last_one_or_the_start_and_never_without_a_contract() {
    let code = SignalCode::NoContact;
    let begun = WatchedFacts { contract_since: Some(day("2025-09-01")), ..Default::default() };
    assert_eq!(shown(&begun, code, None), Some((day("2025-11-10"), day(END))));
    assert_eq!(shown(&begun, code, Some(1)), Some((day("2025-09-08"), day(END))));
    let contact = LastContact { on: day("2025-11-03"), href: String::new() };
    let called = WatchedFacts { contacts: vec![contact], ..begun.clone() };
    assert_eq!(shown(&called, code, None), Some((day("2026-01-12"), day(END))));
    assert_eq!(shown(&WatchedFacts { contract_since: None, ..called }, code, None), None);
}

#[test]
fn unjustified_absences_show_at_the_third_and_go_as_they_leave_the_window() {
    let code = SignalCode::UnjustifiedAbsences;
    let absent = |days: &[&str]| WatchedFacts {
        unjustified: days.iter().map(|on| (AbsenceId::new(), day(on))).collect(),
        ..Default::default()
    };
    let three = absent(&["2025-10-01", "2025-10-08", "2025-10-15"]);
    assert_eq!(shown(&three, code, None), Some((day("2025-10-15"), day("2025-10-30"))));
    assert_eq!(shown(&three, code, Some(1)), Some((day("2025-10-01"), day("2025-11-13"))));
    assert_eq!(shown(&absent(&["2025-10-01", "2025-10-08"]), code, None), None);
    assert_eq!(shown(&absent(&["2025-10-01", "2025-11-08", "2025-12-15"]), code, None), None);
}

#[test]
fn the_end_of_the_free_days_shows_two_weeks_ahead_and_goes_with_the_last_one() {
    let facts =
        WatchedFacts { free_until: Some((ContractId::new(), day("2025-12-05"))), ..Default::default() };
    let code = SignalCode::FreeDaysEnd;
    assert_eq!(shown(&facts, code, None), Some((day("2025-11-21"), day("2025-12-05"))));
    assert_eq!(shown(&facts, code, Some(1)), Some((day("2025-12-04"), day("2025-12-05"))));
}

#[test]
fn a_tutor_is_silent_three_weeks_after_the_first_thing_that_waits() {
    let code = SignalCode::SilentTutor;
    for kind in [TutorWaitKind::Invitation, TutorWaitKind::Report, TutorWaitKind::Link] {
        let wait = TutorWait { kind, since: day("2025-11-01"), href: None };
        let facts = WatchedFacts { waiting: vec![wait], ..Default::default() };
        assert_eq!(shown(&facts, code, None), Some((day("2025-11-22"), day(END))), "{kind:?}");
        assert_eq!(shown(&facts, code, Some(3)), Some((day("2025-11-04"), day(END))), "{kind:?}");
    }
}

#[test]
fn marks_fall_between_the_last_two_sessions_released() {
    let code = SignalCode::MarksFalling;
    let sessions = |means: &[i64]| WatchedFacts {
        sessions: means
            .iter()
            .map(|hundredths| SessionMean {
                exam: MockExamId::new(),
                released_on: day("2026-02-02"),
                hundredths: *hundredths,
            })
            .collect(),
        ..Default::default()
    };
    for (means, falls) in
        [(&[1200_i64][..], false), (&[1200, 1001], false), (&[1200, 1000], true), (&[1200, 900, 900], false)]
    {
        assert_eq!(shown(&sessions(means), code, None).is_some(), falls, "{means:?}");
    }
    assert!(shown(&sessions(&[1200, 1150]), code, Some(50)).is_some());
}

#[test]
fn a_skill_put_lower_shows_from_its_day_for_two_months() {
    let drop = SkillDrop { skill: "bc01-3".into(), voice: Voice::Centre, seen_on: day("2025-11-10") };
    let facts = WatchedFacts { drops: vec![drop], ..Default::default() };
    let code = SignalCode::PositionDown;
    assert_eq!(shown(&facts, code, None), Some((day("2025-11-10"), day("2026-01-09"))));
    assert_eq!(shown(&facts, code, Some(7)), Some((day("2025-11-10"), day("2025-11-17"))));
}

#[test]
fn a_difficulty_without_a_step_ahead_shows_a_week_after_the_last_thing_done() {
    let code = SignalCode::DifficultyWithoutStep;
    let case = OpenDifficulty {
        id: DifficultyId::new(),
        opened_on: day("2025-11-03"),
        last_step_on: None,
        next_step_on: None,
    };
    let of = |case| WatchedFacts { cases: vec![case], ..Default::default() };
    assert_eq!(shown(&of(case), code, None), Some((day("2025-11-10"), day(END))));
    let met = OpenDifficulty { last_step_on: Some(day("2025-11-20")), ..case };
    assert_eq!(shown(&of(met), code, None), Some((day("2025-11-27"), day(END))));
    let planned = OpenDifficulty { next_step_on: Some(day("2027-12-01")), ..met };
    assert_eq!(shown(&of(planned), code, None), None);
}

#[test]
fn what_was_noted_covers_a_signal_until_its_day_and_none_that_shows_later() {
    let law = Law::embedded().unwrap();
    let thresholds = Thresholds { law: law.watch.newest(), set: &BTreeMap::new() };
    let signal = Signal { code: SignalCode::LateVisit, since: day("2025-12-02"), facts: Vec::new() };
    let noted = |on: &str, until: &str| SignalAcknowledgement {
        id: SignalAcknowledgementId::new(),
        site_id: SiteId::new(),
        apprentice_id: ApprenticeId::new(),
        signal: SignalCode::LateVisit,
        reason: "Fixée".into(),
        acknowledged_on: day(on),
        until_on: day(until),
        author_kind: AuthorKind::Account,
        author_id: None,
    };
    let today = day("2025-12-10");
    for (noted, covers) in [
        (noted("2025-12-02", "2025-12-10"), true),
        (noted("2025-12-02", "2025-12-09"), false),
        (noted("2025-12-01", "2025-12-31"), false),
    ] {
        let noted = [noted];
        assert_eq!(covering(&signal, &noted, today).is_some(), covers, "{noted:?}");
        let sum = sum_of(std::slice::from_ref(&signal), &noted, thresholds, today);
        assert_eq!(sum, if covers { 0 } else { 2 });
    }
}

#[test]
fn thresholds_stay_within_their_bounds_and_a_note_within_half_a_year() {
    let law = Law::embedded().unwrap();
    let law = law.watch.newest();
    let codes = |sent: &[(SignalCode, i32)]| {
        let found = check_thresholds(sent, law).err().unwrap_or_default();
        found.into_iter().map(|one| format!("{} {}", one.pointer, one.code)).collect::<Vec<_>>()
    };
    assert!(codes(&[(SignalCode::LateVisit, 0), (SignalCode::NoContact, 52)]).is_empty());
    assert_eq!(
        codes(&[(SignalCode::NoContact, 53), (SignalCode::NoContact, 4)]),
        [
            "/thresholds/0/threshold watch.threshold_out_of_bounds",
            "/thresholds/1/signal watch.signal_repeated"
        ]
    );
    let today = day("2026-01-01");
    for (until, refused) in
        [("2025-12-31", true), ("2026-01-01", false), ("2026-06-30", false), ("2026-07-01", true)]
    {
        assert_eq!(check_until(day(until), today).is_some(), refused, "{until}");
    }
}

proptest! {
    /// A greater threshold never shows a visit, a silence or an absence sooner.
    #[test]
    fn a_greater_threshold_never_shows_more(offset in 0_i64..700, least in 3_i32..30, more in 0_i32..20) {
        let facts = WatchedFacts {
            contract_since: Some(day("2025-09-01")),
            visits_to_hold: vec![(VisitId::new(), day("2025-11-24"))],
            waiting: vec![TutorWait { kind: TutorWaitKind::Report, since: day("2025-11-24"), href: None }],
            ..Default::default()
        };
        let law = Law::embedded().unwrap();
        let today = add_days(day("2025-09-01"), offset);
        for code in [SignalCode::LateVisit, SignalCode::NoContact, SignalCode::SilentTutor] {
            let with = |value: i32| {
                let set = BTreeMap::from([(code.as_str().to_owned(), value)]);
                let thresholds = Thresholds { law: law.watch.newest(), set: &set };
                signals_of(&facts, thresholds, today).iter().any(|signal| signal.code == code)
            };
            prop_assert!(with(least) || !with(least + more), "{code}");
        }
    }
}
