//! Tables of cases for the civil calendar; the dates come from the Ministry's lists and the worked deadlines.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn months_keep_the_day_number_or_clamp_to_the_end_of_the_month() {
    let cases = [
        ("2026-02-10", 6, "2026-08-10"),
        ("2025-08-25", 3, "2025-11-25"),
        ("2025-08-25", -3, "2025-05-25"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-12-15", 0, "2025-12-15"),
    ];
    for (from, months, expected) in cases {
        assert_eq!(add_months(day(from), months), day(expected), "{from} + {months} months");
    }
}

#[test]
fn arithmetic_stops_at_the_ends_of_the_calendar() {
    assert_eq!(add_months(NaiveDate::MAX, 1), NaiveDate::MAX);
    assert_eq!(add_months(NaiveDate::MIN, i32::MIN), NaiveDate::MIN);
    assert_eq!(add_days(NaiveDate::MAX, i64::MAX), NaiveDate::MAX);
    assert_eq!(add_days(NaiveDate::MIN, i64::MIN), NaiveDate::MIN);
}

#[test]
fn a_period_counts_both_its_ends() {
    assert_eq!(days_inclusive(day("2025-08-25"), day("2025-08-25")), 1);
    assert_eq!(days_inclusive(day("2025-08-25"), day("2026-08-24")), 365);
    assert_eq!(days_inclusive(day("2025-08-25"), day("2025-08-01")), 0);
}

#[test]
fn a_week_end_moves_to_monday() {
    assert_eq!(next_weekday(day("2025-08-30")), day("2025-09-01"));
    assert_eq!(next_weekday(day("2025-08-31")), day("2025-09-01"));
    assert_eq!(next_weekday(day("2025-08-29")), day("2025-08-29"));
    assert_eq!(next_weekday(day("2026-05-25")), day("2026-05-25"));
}

#[test]
fn an_age_is_reached_on_the_birthday() {
    let cases = [
        ("2007-03-10", "2025-03-09", 17),
        ("2007-03-10", "2025-03-10", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("1996-08-25", "2026-08-24", 29),
        ("1996-08-25", "2026-08-25", 30),
        ("2030-01-01", "2025-01-01", 0),
    ];
    for (born, on, age) in cases {
        assert_eq!(age_on(day(born), day(on), LeapBirthday::Eve), age, "born {born}, on {on}");
    }
    for (on, age) in [("2026-02-28", 17), ("2026-03-01", 18), ("2028-02-28", 19), ("2028-02-29", 20)] {
        assert_eq!(age_on(day("2008-02-29"), day(on), LeapBirthday::DayAfter), age, "{on}");
    }
    for (leap, reached) in [(LeapBirthday::Eve, "2026-02-28"), (LeapBirthday::DayAfter, "2026-03-01")] {
        assert_eq!(birthday(day("2008-02-29"), 18, leap), day(reached));
        assert_eq!(birthday(day("2008-02-29"), 20, leap), day("2028-02-29"));
    }
}

#[test]
fn a_year_begun_on_a_29_february_ends_with_the_next() {
    for (from, years, expected) in [
        ("2024-02-29", 1, "2025-03-01"),
        ("2024-02-29", 2, "2026-03-01"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2024-02-29", 0, "2024-02-29"),
        ("2023-02-28", 1, "2024-02-28"),
        ("2025-08-31", 1, "2026-08-31"),
    ] {
        assert_eq!(anniversary(day(from), years), day(expected), "{from} + {years}");
    }
    for (from, months, last) in [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 6, "2024-08-28"),
        ("2027-08-30", 6, "2028-02-28"),
        ("2027-08-30", 36, "2030-08-29"),
        ("2025-08-25", 24, "2027-08-24"),
    ] {
        assert_eq!(last_day_after(day(from), months), day(last), "{from} + {months} months");
    }
    assert_eq!(anniversary(NaiveDate::MAX, 1), NaiveDate::MAX);
}

#[test]
fn a_french_day_reads_day_month_year() {
    assert_eq!(french_day(day("2025-08-05")), "05/08/2025");
}

#[test]
fn a_month_has_its_name_and_takes_its_elision() {
    assert_eq!((month_name(2).fr, month_name(12).en), ("février".into(), "December".into()));
    assert_eq!([of_month_fr(4), of_month_fr(8), of_month_fr(10)], ["d'avril", "d'août", "d'octobre"]);
    assert_eq!([of_month_fr(1), of_month_fr(2)], ["de janvier", "de février"]);
    assert_eq!((month_name(0).fr, month_name(13).fr), ("".into(), "".into()));
}
