//! Tables of cases for visits, around the seed cohort 25/08/2025 - 24/08/2027 and its two visits a year.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;

use super::*;
use crate::law::calendar::add_days;
use crate::law::holidays::HolidayZone;
use crate::law::holidays::samples::{GOOD_FRIDAY, holidays_at, lasting_holiday_law};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

static NO_DAY: BTreeSet<NaiveDate> = BTreeSet::new();

fn seed(contract_starts_on: &str, contract_ends_on: &str) -> PlanInput<'static> {
    PlanInput {
        cycle_starts_on: day("2025-08-25"),
        cycle_ends_on: day("2027-08-24"),
        visits_per_year: 2,
        contract_starts_on: day(contract_starts_on),
        contract_ends_on: day(contract_ends_on),
        prolonged: false,
        places: &[],
        holidays: lasting_holiday_law(),
        barred: &NO_DAY,
        already: &[],
    }
}

fn visit(training_year: i16, ordinal: i16, planned_on: &str, due_on: &str) -> PlannedVisit {
    PlannedVisit { training_year, ordinal, planned_on: day(planned_on), due_on: day(due_on) }
}

/// Training year and ordinal.
type Slot = (i16, i16);

fn slots(input: &PlanInput<'_>) -> Vec<Slot> {
    plan(input).iter().map(|visit| (visit.training_year, visit.ordinal)).collect()
}

#[test]
fn the_seed_contract_has_two_visits_a_year() {
    assert_eq!(
        plan(&seed("2025-08-25", "2027-08-24")),
        [
            // a Sunday moves to Monday 24/11; Whit Monday 25/05 moves to Tuesday
            visit(1, 1, "2025-11-24", "2026-02-22"),
            visit(1, 2, "2026-05-26", "2026-08-24"),
            visit(2, 1, "2026-11-23", "2027-02-22"),
            visit(2, 2, "2027-05-25", "2027-08-24"),
        ]
    );
}

#[test]
fn a_slot_covered_less_than_thirty_days_has_no_visit() {
    // the first slot runs from 25/08/2025 to 22/02/2026
    let cases: [(&str, &str, &[Slot]); 7] = [
        ("2026-01-24", "2026-08-24", &[(1, 1), (1, 2)]),
        ("2026-01-25", "2026-08-24", &[(1, 2)]),
        ("2025-08-25", "2025-09-23", &[(1, 1)]),
        ("2025-08-25", "2025-09-22", &[]),
        ("2025-08-25", "2026-02-09", &[(1, 1)]),
        ("2024-01-01", "2025-08-24", &[]),
        ("2026-03-01", "2026-01-01", &[]),
    ];
    for (starts_on, ends_on, expected) in cases {
        assert_eq!(slots(&seed(starts_on, ends_on)), expected, "{starts_on} - {ends_on}");
    }
}

#[test]
fn a_late_contract_is_visited_in_the_middle_of_what_it_covers() {
    let first = plan(&seed("2025-11-25", "2027-08-24"))[0];
    assert_eq!(first, visit(1, 1, "2026-01-08", "2026-02-22"));
    let broken = plan(&seed("2025-08-25", "2026-02-09"))[0];
    assert_eq!(broken, visit(1, 1, "2025-11-17", "2026-02-09"));
}

#[test]
fn slots_already_served_are_skipped() {
    let already = &[(1, 1), (2, 2), (9, 9)];
    assert_eq!(slots(&PlanInput { already, ..seed("2025-08-25", "2027-08-24") }), [(1, 2), (2, 1)]);
}

#[test]
fn a_shorter_last_year_is_cut_in_as_many_slots() {
    let eighteen_months = PlanInput { cycle_ends_on: day("2027-02-24"), ..seed("2025-08-25", "2027-02-24") };
    assert_eq!(slots(&eighteen_months), [(1, 1), (1, 2), (2, 1), (2, 2)]);
    assert_eq!(plan(&eighteen_months)[2].due_on, day("2026-11-24"));
    let one_month_more = PlanInput { cycle_ends_on: day("2026-09-24"), ..seed("2025-08-25", "2026-09-24") };
    assert_eq!(slots(&one_month_more), [(1, 1), (1, 2)]);
}

#[test]
fn other_rhythms_are_data() {
    let with =
        |visits_per_year| slots(&PlanInput { visits_per_year, ..seed("2025-08-25", "2027-08-24") }).len();
    assert_eq!([0, 1, 3, 12].map(with), [0, 2, 6, 24]);
    assert_eq!(with(255), 0, "slots of a day or two never cover thirty days");
}

#[test]
fn a_company_in_moselle_has_its_own_holidays() {
    let around_good_friday = |place| {
        let contract = seed("2026-03-18", "2026-04-20");
        plan(&PlanInput { places: &[(NaiveDate::MIN, place)], ..contract })[0].planned_on
    };
    assert_eq!(around_good_friday(HolidayZone::default()), day("2026-04-03"));
    assert_eq!(around_good_friday(GOOD_FRIDAY.into()), day("2026-04-07"));
}

#[test]
fn a_visit_avoids_the_days_barred_and_comes_after_rather_than_before() {
    let barred =
        |from: &str, days: usize| -> BTreeSet<NaiveDate> { day(from).iter_days().take(days).collect() };
    let first = |barred: &BTreeSet<NaiveDate>| {
        plan(&PlanInput { barred, ..seed("2025-08-25", "2027-08-24") })[0].planned_on
    };
    assert_eq!(first(&NO_DAY), day("2025-11-24"));
    assert_eq!(first(&barred("2025-11-24", 5)), day("2025-12-01"), "the week-end is over");
    assert_eq!(first(&barred("2025-11-24", 200)), day("2025-11-21"), "nothing is left after");
    assert_eq!(first(&barred("2025-08-25", 400)), day("2025-11-24"), "no day is left at all");
    let wednesdays: BTreeSet<NaiveDate> =
        day("2025-08-25").iter_days().take(800).filter(|day| day.weekday() != Weekday::Wed).collect();
    assert!(
        plan(&PlanInput { barred: &wednesdays, ..seed("2025-08-25", "2027-08-24") })
            .iter()
            .all(|visit| visit.planned_on.weekday() == Weekday::Wed)
    );
    let early = |from_on: &str| {
        let barred = barred(from_on, 200);
        plan(&PlanInput { barred: &barred, ..seed("2025-08-25", "2025-10-05") })[0].planned_on
    };
    assert_eq!(early("2025-09-09"), day("2025-09-08"), "the first day after two weeks to settle in");
    assert_eq!(early("2025-09-08"), day("2025-09-15"), "rather a day barred than one of the first two weeks");
}

#[test]
fn a_prolonged_contract_is_visited_past_its_cycle() {
    let prolonged = |ends_on| {
        slots(&PlanInput {
            prolonged: true,
            already: &[(1, 1), (1, 2), (2, 1), (2, 2)],
            ..seed("2025-08-25", ends_on)
        })
    };
    assert_eq!(prolonged("2027-08-24"), []);
    assert_eq!(prolonged("2027-09-22"), [], "under thirty days");
    assert_eq!(prolonged("2027-11-24"), [(3, 1)]);
    assert_eq!(prolonged("2028-08-24"), [(3, 1), (3, 2)]);
    assert_eq!(slots(&seed("2025-08-25", "2028-08-24")).len(), 4, "unless nobody prolonged it");
}

#[test]
fn an_endless_cycle_is_planned_for_a_few_years_only() {
    let endless = PlanInput { cycle_ends_on: NaiveDate::MAX, ..seed("2025-08-25", "9999-12-31") };
    assert_eq!(slots(&endless).len(), 16);
}

#[test]
fn a_planned_visit_is_upcoming_then_due_then_late() {
    let cases = [
        ("2026-02-07", DueState::Upcoming),
        ("2026-02-08", DueState::Due),
        ("2026-02-22", DueState::Due),
        ("2026-02-23", DueState::Late),
    ];
    for (today, expected) in cases {
        assert_eq!(due_state(VisitState::Planned, day("2026-02-22"), day(today)), expected, "{today}");
        assert_eq!(due_state(VisitState::Held, day("2026-02-22"), day(today)), DueState::Done);
        assert_eq!(due_state(VisitState::Cancelled, day("2026-02-22"), day(today)), DueState::Cancelled);
    }
}

#[test]
fn only_a_planned_visit_may_be_held_or_cancelled() {
    use VisitState::{Cancelled, Held, Planned};
    let cancel = VisitAct::Cancel(CancelReason::TutorUnavailable);
    let table = [
        (Planned, VisitAct::Hold, Ok(Held)),
        (Planned, cancel, Ok(Cancelled)),
        (Held, VisitAct::Hold, Err("visit.already_held")),
        (Held, cancel, Err("visit.already_held")),
        (Cancelled, VisitAct::Hold, Err("visit.cancelled")),
        (Cancelled, cancel, Err("visit.cancelled")),
    ];
    for (state, act, expected) in table {
        assert_eq!(transition(state, act).map_err(|finding| finding.code), expected, "{state:?} {act:?}");
    }
}

#[test]
fn a_report_is_of_a_day_of_the_contract_already_past_with_somebody_met() {
    let today = day("2027-12-01");
    let cases: [(&str, usize, &[&str]); 7] = [
        ("2025-08-24", 2, &["visit.held_before_contract"]),
        ("2025-08-25", 2, &[]),
        ("2027-09-24", 1, &[]),
        ("2027-09-25", 1, &["visit.held_after_contract"]),
        ("2027-12-02", 1, &["visit.held_in_future", "visit.held_after_contract"]),
        ("2026-01-15", 0, &["visit.nobody_present"]),
        ("2025-08-01", 0, &["visit.held_before_contract", "visit.nobody_present"]),
    ];
    for (held_on, persons_present, expected) in cases {
        let meeting = Meeting {
            held_on: day(held_on),
            persons_present,
            contract_starts_on: day("2025-08-25"),
            contract_ends_on: day("2027-08-24"),
        };
        let codes: Vec<_> = check_report(&meeting, today).iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{held_on}");
    }
}

#[test]
fn a_visit_held_today_is_not_in_the_future() {
    let meeting = Meeting {
        held_on: day("2026-01-15"),
        persons_present: 1,
        contract_starts_on: day("2025-08-25"),
        contract_ends_on: day("2027-08-24"),
    };
    assert!(check_report(&meeting, day("2026-01-15")).is_empty());
    assert_eq!(check_report(&meeting, day("2026-01-14"))[0].code, "visit.held_in_future");
}

proptest! {
    #[test]
    fn a_plan_keeps_its_promises(
        cycle_days in 30i64..1200,
        offset in -120i64..900,
        length in 0i64..1100,
        visits_per_year in 0u8..14,
    ) {
        let cycle_starts_on = day("2025-08-25");
        let contract_starts_on = add_days(cycle_starts_on, offset);
        let input = PlanInput {
            cycle_starts_on,
            cycle_ends_on: add_days(cycle_starts_on, cycle_days),
            visits_per_year,
            contract_starts_on,
            contract_ends_on: add_days(contract_starts_on, length),
            prolonged: false,
            places: &[(NaiveDate::MIN, GOOD_FRIDAY.into())],
            holidays: lasting_holiday_law(),
            barred: &NO_DAY,
            already: &[],
        };
        let visits = plan(&input);
        for visit in &visits {
            let weekend = matches!(visit.planned_on.weekday(), Weekday::Sat | Weekday::Sun);
            prop_assert!(!weekend && !holidays_at(GOOD_FRIDAY).is_off(visit.planned_on));
            prop_assert!(visit.planned_on >= add_days(contract_starts_on, SETTLING_IN_DAYS));
            prop_assert!(visit.planned_on <= visit.due_on);
            prop_assert!(visit.due_on <= input.contract_ends_on && visit.due_on <= input.cycle_ends_on);
        }
        prop_assert!(visits.windows(2).all(|pair| pair[0].due_on < pair[1].planned_on));
        let half: Vec<_> = visits.iter().step_by(2).map(|visit| (visit.training_year, visit.ordinal)).collect();
        prop_assert_eq!(plan(&PlanInput { already: &half, ..input }).len(), visits.len() - half.len());
    }
}
