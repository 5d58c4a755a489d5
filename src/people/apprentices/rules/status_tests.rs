//! The dashboard's own cases, the seed cohort, and a day-by-day walk the period walk must equal.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::EnrolmentStatus::{Apprentice, Completed, DroppedOut, Registered, Rupturant};
use super::*;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().unwrap());

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn session(starts_on: &str, ends_on: &str) -> Course {
    Course { starts_on: day(starts_on), ends_on: day(ends_on) }
}

fn natural(starts_on: &str, ends_on: &str) -> ContractSpan {
    ContractSpan { starts_on: day(starts_on), ends_on: Some(day(ends_on)), broken_on: None }
}

fn broken(starts_on: &str, ends_on: &str, broken_on: &str) -> ContractSpan {
    ContractSpan { broken_on: Some(day(broken_on)), ..natural(starts_on, ends_on) }
}

#[track_caller]
fn follows(
    session: Course,
    contracts: &[ContractSpan],
    excluded: Option<&str>,
    expected: &[(&str, EnrolmentStatus)],
) {
    let expected: Vec<_> =
        expected.iter().map(|(on, status)| StatusOn { on: day(on), status: *status }).collect();
    let excluded_on = excluded.map(day);
    assert_eq!(history(session, contracts, excluded_on, &LAW), expected);
    assert_eq!(day_walk(session, contracts, excluded_on), expected, "the day walk");
}

#[test]
fn a_contract_to_the_end_of_the_session_ends_the_training_on_the_last_day() {
    let year = session("2024-09-01", "2025-08-31");
    let after_the_start = [natural("2024-10-01", "2025-08-31")];
    follows(
        year,
        &after_the_start,
        None,
        &[("2024-09-01", Registered), ("2024-10-01", Apprentice), ("2025-08-31", Completed)],
    );
    let before_the_start = [natural("2024-07-01", "2025-08-31")];
    follows(year, &before_the_start, None, &[("2024-07-01", Apprentice), ("2025-08-31", Completed)]);
    let without_an_end = [ContractSpan { ends_on: None, ..after_the_start[0] }];
    follows(
        year,
        &without_an_end,
        None,
        &[("2024-09-01", Registered), ("2024-10-01", Apprentice), ("2025-08-31", Completed)],
    );
}

#[test]
fn ninety_days_without_ever_a_contract_are_a_drop_out() {
    let never = |starts_on, ends_on, dropped_out_on| {
        follows(
            session(starts_on, ends_on),
            &[],
            None,
            &[(starts_on, Registered), (dropped_out_on, DroppedOut)],
        );
    };
    never("2024-09-01", "2025-08-31", "2024-11-30");
    never("2025-01-06", "2025-12-23", "2025-04-06");
    never("2025-08-25", "2027-08-24", "2025-11-23");
}

#[test]
fn a_contract_broken_before_it_starts_never_existed() {
    let year = session("2024-09-01", "2025-08-31");
    let contracts = [broken("2024-10-01", "2025-08-31", "2024-09-01")];
    follows(year, &contracts, None, &[("2024-09-01", Registered), ("2024-11-30", DroppedOut)]);
}

#[test]
fn a_rupture_then_a_drop_out_a_new_contract_or_an_exclusion() {
    let year = session("2024-09-01", "2025-08-31");
    let first = broken("2024-10-01", "2025-08-31", "2024-12-01");
    let second = natural("2025-04-01", "2025-08-31");
    let start = [("2024-09-01", Registered), ("2024-10-01", Apprentice), ("2024-12-01", Rupturant)];
    let then = |more: &[(&'static str, EnrolmentStatus)]| [&start[..], more].concat();

    follows(year, &[first], None, &then(&[("2025-05-30", DroppedOut)]));
    follows(year, &[first, second], None, &then(&[("2025-04-01", Apprentice), ("2025-08-31", Completed)]));
    follows(year, &[first, second], Some("2025-03-01"), &then(&[("2025-03-01", DroppedOut)]));
}

#[test]
fn real_histories_of_the_dashboard() {
    follows(
        session("2024-09-06", "2025-09-02"),
        &[natural("2023-09-25", "2025-09-12")],
        None,
        &[("2023-09-25", Apprentice), ("2025-09-02", Completed)],
    );
    let four = [
        natural("2022-12-05", "2023-05-29"),
        broken("2023-05-29", "2025-07-31", "2023-10-03"),
        broken("2023-12-04", "2024-12-03", "2024-08-13"),
        natural("2024-10-01", "2025-07-31"),
    ];
    follows(
        session("2022-10-25", "2025-07-11"),
        &four,
        None,
        &[
            ("2022-10-25", Registered),
            ("2022-12-05", Apprentice),
            ("2023-10-03", Rupturant),
            ("2023-12-04", Apprentice),
            ("2024-08-13", Rupturant),
            ("2024-10-01", Apprentice),
            ("2025-07-11", Completed),
        ],
    );
    let broken_after_the_end =
        [broken("2022-09-05", "2024-08-31", "2023-09-11"), broken("2024-01-08", "2024-09-04", "2024-07-12")];
    follows(
        session("2022-09-13", "2024-07-10"),
        &broken_after_the_end,
        None,
        &[
            ("2022-09-05", Apprentice),
            ("2023-09-11", Rupturant),
            ("2024-01-08", Apprentice),
            ("2024-07-10", Completed),
        ],
    );
}

const YEAR_2024: [(&str, EnrolmentStatus); 2] = [("2024-01-01", Registered), ("2024-02-01", Apprentice)];

#[track_caller]
fn in_2024(contracts: &[ContractSpan], excluded: Option<&str>, then: &[(&str, EnrolmentStatus)]) {
    follows(session("2024-01-01", "2024-12-15"), contracts, excluded, &[&YEAR_2024[..], then].concat());
}

#[test]
fn a_rupture_near_or_on_the_last_day_stays_a_rupture() {
    in_2024(&[broken("2024-02-01", "2024-12-15", "2024-12-15")], None, &[("2024-12-15", Rupturant)]);
    in_2024(&[broken("2024-02-01", "2024-12-15", "2024-12-05")], None, &[("2024-12-05", Rupturant)]);
    let last_one_broken =
        [natural("2024-02-01", "2024-06-30"), broken("2024-08-01", "2024-12-15", "2024-12-15")];
    in_2024(
        &last_one_broken,
        None,
        &[("2024-07-01", Rupturant), ("2024-08-01", Apprentice), ("2024-12-15", Rupturant)],
    );
}

#[test]
fn a_natural_end_within_sixty_days_of_the_session_end_is_the_end_of_the_training() {
    in_2024(&[natural("2024-02-01", "2024-10-31")], None, &[("2024-11-01", Completed)]);
    in_2024(&[natural("2024-02-01", "2024-10-16")], None, &[("2024-10-17", Completed)]);
    in_2024(
        &[natural("2024-02-01", "2024-10-15")],
        None,
        &[("2024-10-16", Rupturant), ("2024-12-15", Completed)],
    );
    follows(
        session("2023-09-01", "2024-08-31"),
        &[natural("2023-10-01", "2024-07-31")],
        None,
        &[("2023-09-01", Registered), ("2023-10-01", Apprentice), ("2024-08-01", Completed)],
    );
}

#[test]
fn a_natural_end_long_before_drops_out_yet_completes_on_the_last_day() {
    in_2024(
        &[natural("2024-02-01", "2024-04-30")],
        None,
        &[("2024-05-01", Rupturant), ("2024-10-28", DroppedOut), ("2024-12-15", Completed)],
    );
}

#[test]
fn twenty_days_between_two_contracts_are_a_rupture() {
    let contracts = [natural("2024-02-01", "2024-06-30"), natural("2024-07-21", "2024-12-15")];
    in_2024(
        &contracts,
        None,
        &[("2024-07-01", Rupturant), ("2024-07-21", Apprentice), ("2024-12-15", Completed)],
    );
}

#[test]
fn an_exclusion_is_never_hidden_by_the_tolerance() {
    in_2024(&[natural("2024-02-01", "2024-11-30")], Some("2024-12-01"), &[("2024-12-01", DroppedOut)]);
    in_2024(&[natural("2024-02-01", "2024-12-15")], Some("2024-12-15"), &[("2024-12-15", DroppedOut)]);
    let before_everything = session("2024-01-01", "2024-12-15");
    follows(before_everything, &[], Some("2023-01-01"), &[("2024-01-01", DroppedOut)]);
}

#[test]
fn of_overlapping_contracts_the_one_that_ends_last_decides_and_the_broken_one_on_a_tie() {
    let ends = |shorter| [broken("2024-02-01", "2024-12-15", "2024-11-01"), natural("2024-03-01", shorter)];
    in_2024(&ends("2024-05-31"), None, &[("2024-11-01", Rupturant)]);
    in_2024(&ends("2024-10-31"), None, &[("2024-11-01", Rupturant)]);
    let [first, second] = ends("2024-10-31");
    in_2024(&[second, first], None, &[("2024-11-01", Rupturant)]);
}

#[test]
fn a_contract_that_ends_before_it_starts_covers_no_day_and_revives_no_drop_out() {
    follows(
        session("2024-01-01", "2024-12-15"),
        &[natural("2024-12-20", "2024-11-01")],
        None,
        &[("2024-01-01", Registered), ("2024-03-31", DroppedOut), ("2024-12-15", Completed)],
    );
}

#[test]
fn a_session_that_ends_before_it_starts_has_no_history() {
    let upside_down = session("2025-01-01", "2024-01-01");
    assert_eq!(history(upside_down, &[], None, &LAW), []);
    assert_eq!(status_on(day("2025-06-01"), upside_down, &[], None, &LAW), None);
}

#[test]
fn the_statistic_ends_before_the_right_in_the_seed_cohort() {
    let cohort = session("2025-08-25", "2027-08-24");
    assert_eq!(status_on(day("2025-08-24"), cohort, &[], None, &LAW), None);
    let statuses = |contracts: &[ContractSpan], cases: &[(&str, EnrolmentStatus)]| {
        for (as_of, status) in cases {
            assert_eq!(status_on(day(as_of), cohort, contracts, None, &LAW), Some(*status), "{as_of}");
        }
    };
    statuses(
        &[],
        &[
            ("2025-08-25", Registered),
            ("2025-11-22", Registered),
            ("2025-11-23", DroppedOut),
            ("2027-08-24", DroppedOut),
            ("2030-01-01", DroppedOut),
        ],
    );
    assert_eq!(right_without_contract_until(cohort.starts_on, &LAW), day("2025-11-25"));

    statuses(
        &[broken("2025-08-25", "2027-08-24", "2026-02-10")],
        &[
            ("2025-08-25", Apprentice),
            ("2026-02-09", Apprentice),
            ("2026-02-10", Rupturant),
            ("2026-08-08", Rupturant),
            ("2026-08-09", DroppedOut),
        ],
    );
    assert_eq!(right_after_rupture_until(day("2026-02-10"), &LAW), day("2026-08-10"));
    statuses(
        &[natural("2025-08-25", "2027-08-24")],
        &[("2027-08-23", Apprentice), ("2027-08-24", Completed), ("2031-01-01", Completed)],
    );
}

#[test]
fn the_rights_are_clamped_to_the_end_of_the_month() {
    assert_eq!(right_after_rupture_until(day("2025-08-31"), &LAW), day("2026-02-28"));
    assert_eq!(right_after_rupture_until(day("2027-08-31"), &LAW), day("2028-02-29"));
    assert_eq!(right_without_contract_until(day("2025-11-30"), &LAW), day("2026-02-28"));
}

#[test]
fn dates_at_the_ends_of_the_calendar_come_to_an_end() {
    let endless = Course { starts_on: NaiveDate::MIN, ends_on: NaiveDate::MAX };
    let contract = ContractSpan { starts_on: NaiveDate::MIN, ends_on: None, broken_on: None };
    assert_eq!(status_on(day("2025-01-01"), endless, &[contract], None, &LAW), Some(Apprentice));
    assert_eq!(status_on(day("2025-01-01"), endless, &[], None, &LAW), Some(DroppedOut));
    assert_eq!(history(endless, &[], Some(NaiveDate::MIN), &LAW).len(), 1);
}

#[test]
fn codes_are_stable() {
    let codes: Vec<_> = EnrolmentStatus::ALL.iter().map(|status| status.as_str()).collect();
    assert_eq!(codes, ["registered", "apprentice", "rupturant", "dropped_out", "completed"]);
    let national: Vec<_> = EnrolmentStatus::ALL.iter().map(|status| status.national_code()).collect();
    assert_eq!(national, ["INSCRIT", "APPRENTI", "RUPTURANT", "ABANDON", "FIN_DE_FORMATION"]);
    assert_eq!("rupturant".parse(), Ok(Rupturant));
    assert!("INSCRIT".parse::<EnrolmentStatus>().is_err());
}

/// The algorithm as the dashboard writes it, one day after the other.
fn day_walk(session: Course, contracts: &[ContractSpan], excluded_on: Option<NaiveDate>) -> Vec<StatusOn> {
    let first = contracts.iter().map(|contract| contract.starts_on).fold(session.starts_on, NaiveDate::min);
    let mut days: BTreeMap<_, _> = each_day(first, session.ends_on).map(|on| (on, Registered)).collect();
    let set = |days: &mut BTreeMap<_, _>, from, to, status| {
        for on in each_day(from, to) {
            days.entry(on).and_modify(|current| *current = status);
        }
    };
    for contract in contracts {
        set(&mut days, contract.starts_on, day_walk_end(contract, session), Apprentice);
    }
    if let Some(excluded_on) = excluded_on {
        set(&mut days, excluded_on, session.ends_on, DroppedOut);
    }
    count_days_without_contract(&mut days);
    let at_the_end = days.values().next_back().copied();
    let mut terminal: Option<(NaiveDate, bool)> = None;
    for contract in contracts {
        let end = day_walk_end(contract, session);
        if terminal.is_none_or(|(last, _)| end > last || (end == last && contract.broken_on.is_some())) {
            terminal = Some((end, contract.broken_on.is_some()));
        }
    }
    let natural = terminal.filter(|(_, broken)| !broken && excluded_on.is_none()).map(|(end, _)| end);
    if let Some(end) = natural.filter(|end| (session.ends_on - *end).num_days() <= 60) {
        for on in each_day(end + chrono::Days::new(1), session.ends_on) {
            let current = days.get_mut(&on).filter(|status| matches!(status, Registered | Rupturant));
            current.into_iter().for_each(|status| *status = Completed);
        }
    }
    if matches!(at_the_end, Some(Apprentice | Registered)) || natural.is_some() {
        days.entry(session.ends_on).and_modify(|status| *status = Completed);
    }
    let mut changes: Vec<StatusOn> = days.into_iter().map(|(on, status)| StatusOn { on, status }).collect();
    changes.dedup_by_key(|change| change.status);
    changes
}

fn day_walk_end(contract: &ContractSpan, session: Course) -> NaiveDate {
    match contract.broken_on {
        Some(broken_on) => broken_on.pred_opt().unwrap(),
        None => contract.ends_on.unwrap_or(session.ends_on),
    }
}

fn count_days_without_contract(days: &mut BTreeMap<NaiveDate, EnrolmentStatus>) {
    let (mut without, mut had_contract) = (0, false);
    for status in days.values_mut() {
        if *status == Apprentice {
            (without, had_contract) = (0, true);
            continue;
        }
        without += 1;
        if *status == Registered && had_contract {
            *status = if without > 180 { DroppedOut } else { Rupturant };
        } else if *status == Registered && without > 90 {
            *status = DroppedOut;
        }
    }
}

fn each_day(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |on| *on <= to)
}

fn some_day(range: std::ops::Range<i64>) -> impl Strategy<Value = NaiveDate> {
    range.prop_map(|offset| day("2024-01-01") + chrono::TimeDelta::days(offset))
}

fn some_contract() -> impl Strategy<Value = ContractSpan> {
    let ends = (proptest::option::weighted(0.8, -20i64..500), proptest::option::weighted(0.4, -20i64..500));
    (some_day(-150..700), ends).prop_map(|(starts_on, (length, broken_after))| ContractSpan {
        starts_on,
        ends_on: length.map(|days| add_days(starts_on, days)),
        broken_on: broken_after.map(|days| add_days(starts_on, days)),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn periods_and_days_tell_the_same_history(
        starts_on in some_day(0..200),
        length in -10i64..760,
        contracts in proptest::collection::vec(some_contract(), 0..5),
        excluded_on in proptest::option::weighted(0.25, some_day(-200..900)),
    ) {
        let session = Course { starts_on, ends_on: add_days(starts_on, length) };
        let expected = day_walk(session, &contracts, excluded_on);
        prop_assert_eq!(&history(session, &contracts, excluded_on, &LAW), &expected);

        let mut status = None;
        let mut coming = expected.iter().peekable();
        for as_of in each_day(day("2023-06-01"), add_days(session.ends_on, 30)).step_by(3) {
            while let Some(change) = coming.next_if(|change| change.on <= as_of) {
                status = Some(change.status);
            }
            prop_assert_eq!(status_on(as_of, session, &contracts, excluded_on, &LAW), status);
        }
    }
}
