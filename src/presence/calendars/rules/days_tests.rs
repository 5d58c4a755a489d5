//! Situations of the calendar, as tables.

use std::sync::Arc;

use chrono::NaiveDate;

use super::days::{ApprenticeDays, Why};
use crate::ids::{ApprenticeId, CalendarOverrideId, CohortId, ContractId, EmployerId, SiteId};
use crate::law::holidays::samples::{GOOD_FRIDAY, holiday_law};
use crate::law::holidays::{HolidayList, HolidayZone};
use crate::law::territories::WorkLocation;
use crate::presence::calendars::model::{
    CalendarOverride, CalendarOverrideFacts, CohortCalendar, Cycle, DayKind, Exception, ExceptionKind, Week,
    Weekdays, WorkPeriod,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn week(company: &[i16], centre: &[i16]) -> Week {
    Week { company: Weekdays::of(company.iter().copied()), centre: Weekdays::of(centre.iter().copied()) }
}

fn exception(kind: ExceptionKind, from: &str, to: &str) -> Exception {
    let weekdays = Weekdays::of(1..=5);
    Exception { kind, label: kind.to_string(), from_on: day(from), to_on: day(to), weekdays }
}

fn cohort(exceptions: Vec<Exception>) -> CohortCalendar {
    CohortCalendar {
        cohort_id: CohortId::new(),
        starts_on: day("2025-08-25"),
        ends_on: day("2027-08-24"),
        centre: HolidayZone::default(),
        weeks: vec![(day("2025-08-25"), week(&[3, 4, 5], &[1, 2]).into())],
        proposed: None,
        exceptions,
    }
}

fn days(exceptions: Vec<Exception>) -> ApprenticeDays {
    ApprenticeDays::of_cohort(&holiday_law(), Arc::new(cohort(exceptions)))
}

fn override_of(
    from: &str,
    to: Option<&str>,
    week: Option<(&[i16], &[i16])>,
    holidays: Option<HolidayList>,
) -> CalendarOverride {
    let at = "2025-08-25T08:00:00Z".parse().unwrap();
    CalendarOverride {
        id: CalendarOverrideId::new(),
        site_id: SiteId::new(),
        apprentice_id: ApprenticeId::new(),
        facts: CalendarOverrideFacts {
            from_on: day(from),
            to_on: to.map(day),
            company_weekdays: week.map(|(company, _)| company.to_vec()),
            centre_weekdays: week.map(|(_, centre)| centre.to_vec()),
            public_holidays: holidays,
        },
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn check(days: &ApprenticeDays, expected: &[(&str, DayKind)]) {
    for (on, kind) in expected {
        assert_eq!(days.on(day(on)), *kind, "{on}");
    }
}

#[test]
fn a_week_gives_company_centre_and_rest_and_a_holiday_takes_its_day() {
    let days = days(Vec::new());
    check(
        &days,
        &[
            ("2025-08-25", DayKind::Centre),
            ("2025-08-27", DayKind::Company),
            ("2025-08-30", DayKind::Rest),
            ("2025-11-11", DayKind::Holiday), // a Tuesday at the centre
            ("2026-05-01", DayKind::Holiday), // a Friday in the company
            ("2025-11-01", DayKind::Rest),    // a Saturday: nothing to take
        ],
    );
    assert!(
        matches!(days.explained(day("2026-05-01")).why, Why::Holiday(holiday) if holiday.name_en == "Labour Day")
    );
}

#[test]
fn before_any_week_a_day_is_unknown_and_never_guessed() {
    let mut calendar = cohort(Vec::new());
    calendar.weeks[0].0 = day("2025-09-01");
    let days = ApprenticeDays::of_cohort(&holiday_law(), Arc::new(calendar));
    check(
        &days,
        &[
            ("2025-08-27", DayKind::Unknown),
            ("2025-09-03", DayKind::Company),
            ("2028-01-05", DayKind::Company),
        ],
    );
    assert_eq!(ApprenticeDays::under(&holiday_law()).on(day("2025-09-03")), DayKind::Unknown);
    assert_eq!(ApprenticeDays::under(&holiday_law()).on(day("2025-11-11")), DayKind::Holiday);
}

#[test]
fn a_week_may_change_from_a_day() {
    let mut calendar = cohort(Vec::new());
    calendar.weeks.push((day("2026-09-01"), week(&[1, 2, 3], &[4, 5]).into()));
    let days = ApprenticeDays::of_cohort(&holiday_law(), Arc::new(calendar));
    check(
        &days,
        &[("2026-08-31", DayKind::Centre), ("2026-09-01", DayKind::Company), ("2026-09-03", DayKind::Centre)],
    );
}

#[test]
fn exceptions_yield_to_shorter_ones_and_everything_to_exams() {
    use ExceptionKind::{Centre, Closure, Company, Exam};
    let days = days(vec![
        exception(Closure, "2026-07-06", "2026-08-21"),
        exception(Centre, "2026-07-06", "2026-07-10"),
        exception(Company, "2026-04-20", "2026-04-24"),
        exception(Exam, "2026-04-13", "2026-04-24"),
        exception(Company, "2026-02-16", "2026-02-20"),
        exception(Centre, "2026-02-16", "2026-02-20"),
    ]);
    check(
        &days,
        &[
            ("2026-07-08", DayKind::Centre),  // the short week in the long closure
            ("2026-07-13", DayKind::Closed),  // a Monday of the closure
            ("2026-07-14", DayKind::Closed),  // closed already: no holiday to tell
            ("2026-07-15", DayKind::Company), // the company does not close
            ("2026-04-22", DayKind::Exam),    // exams over the shorter company week
            ("2026-04-18", DayKind::Rest),    // a Saturday
            ("2026-02-18", DayKind::Centre),  // of equals, the last listed
        ],
    );
}

#[test]
fn what_is_said_of_one_apprentice_wins_over_the_cohort_but_not_over_exams_and_closures() {
    use ExceptionKind::{Closure, Company, Exam};
    let mut days = days(vec![
        exception(Company, "2026-03-02", "2026-03-06"),
        exception(Exam, "2026-03-09", "2026-03-10"),
        exception(Closure, "2026-03-16", "2026-03-20"),
    ]);
    days.overrides = vec![override_of("2026-03-01", Some("2026-03-31"), Some((&[1], &[2, 3])), None)];
    check(
        &days,
        &[
            ("2026-02-27", DayKind::Company),
            ("2026-03-02", DayKind::Company),
            ("2026-03-03", DayKind::Centre), // though the cohort is in the company
            ("2026-03-05", DayKind::Rest),
            ("2026-03-10", DayKind::Exam),
            ("2026-03-17", DayKind::Closed),
            ("2026-03-16", DayKind::Company),
            ("2026-04-01", DayKind::Company), // the day after
        ],
    );
}

#[test]
fn holidays_are_those_of_the_place_of_work_on_company_days_only() {
    let mut days = days(Vec::new());
    assert_eq!(days.on(day("2026-04-03")), DayKind::Company); // Good Friday in Troyes
    days.workplaces = vec![WorkPeriod {
        contract_id: ContractId::new(),
        employer_id: EmployerId::new(),
        from_on: day("2025-08-25"),
        to_on: day("2026-06-30"),
        place: GOOD_FRIDAY.into(),
    }];
    assert_eq!(days.on(day("2026-04-03")), DayKind::Holiday);
    assert_eq!(days.on(day("2027-03-26")), DayKind::Company); // Good Friday after that contract
    days.overrides = vec![override_of("2026-04-01", None, None, Some(HolidayList::Standard))];
    assert_eq!(days.on(day("2026-04-03")), DayKind::Company);
    assert_eq!(days.on(day("2025-12-26")), DayKind::Holiday);
    days.overrides.clear();
    days.workplaces[0].place = HolidayZone::of(&WorkLocation::from((Some("57000".to_owned()), None)));
    assert_eq!(days.on(day("2026-04-03")), DayKind::Company); // nobody said whether it is off there
    assert_eq!(days.on(day("2025-12-26")), DayKind::Holiday);
}

#[test]
fn days_of_one_reason_are_told_together() {
    let days = days(Vec::new());
    let info: Vec<_> = days
        .stretches(day("2025-11-03"), day("2025-11-12"))
        .iter()
        .map(|one| (one.from_on.to_string(), one.to_on.to_string(), one.info.kind))
        .collect();
    let expected = [
        ("2025-11-03", "2025-11-04", DayKind::Centre),
        ("2025-11-05", "2025-11-07", DayKind::Company),
        ("2025-11-08", "2025-11-09", DayKind::Rest),
        ("2025-11-10", "2025-11-10", DayKind::Centre),
        ("2025-11-11", "2025-11-11", DayKind::Holiday),
        ("2025-11-12", "2025-11-12", DayKind::Company),
    ];
    assert_eq!(info, expected.map(|(from, to, kind)| (from.to_owned(), to.to_owned(), kind)));
}

#[test]
fn weeks_take_turns_from_the_monday_of_the_day_they_begin() {
    let all = [1, 2, 3, 4, 5];
    let cycle = Cycle::of(week(&[], &all), vec![week(&all, &[]), week(&all, &[])]);
    let calendar = CohortCalendar { weeks: vec![(day("2025-08-27"), cycle)], ..cohort(Vec::new()) };
    let days = ApprenticeDays::of_cohort(&holiday_law(), Arc::new(calendar));
    for (on, expected) in [
        ("2025-08-26", DayKind::Unknown),
        ("2025-08-27", DayKind::Centre),
        ("2025-08-29", DayKind::Centre),
        ("2025-09-01", DayKind::Company),
        ("2025-09-12", DayKind::Company),
        ("2025-09-13", DayKind::Rest),
        ("2025-09-15", DayKind::Centre),
        ("2025-09-22", DayKind::Company),
        ("2025-10-06", DayKind::Centre),
        // 53 weeks later: a cycle does not begin anew with the year
        ("2026-08-31", DayKind::Company),
        ("2026-09-07", DayKind::Centre),
        ("2026-09-21", DayKind::Company),
    ] {
        assert_eq!(days.on(day(on)), expected, "{on}");
    }
}
