//! Tables of cases for the public holidays; the dates come from the Ministry's lists and the worked deadlines.

use proptest::prelude::*;

use super::samples::{GOOD_FRIDAY, holiday_law, holidays_at};
use super::*;

const STANDARD: HolidayList = HolidayList::Standard;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn counting_stops_at_the_ends_of_the_calendar() {
    assert_eq!(add_ouvrables(NaiveDate::MAX, 5, holidays_at(STANDARD)), NaiveDate::MAX);
    assert_eq!(next_open_weekday(NaiveDate::MAX, holidays_at(STANDARD)), NaiveDate::MAX);
    assert_eq!(easter_sunday(i32::MAX), None);
    assert!(!holidays_at(GOOD_FRIDAY).is_off(NaiveDate::MAX));
}

#[test]
fn easter_and_the_days_that_follow_it() {
    // year, Good Friday, Easter Monday, Ascension, Whit Monday
    let cases = [
        (2024, "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20"),
        (2025, "2025-04-18", "2025-04-21", "2025-05-29", "2025-06-09"),
        (2026, "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25"),
    ];
    for (year, friday, monday, ascension, whit_monday) in cases {
        let easter = easter_sunday(year).unwrap();
        assert_eq!(easter, add_days(day(friday), 2));
        for (on, name) in
            [(monday, "Easter Monday"), (ascension, "Ascension Day"), (whit_monday, "Whit Monday")]
        {
            assert_eq!(holidays_at(STANDARD).on(day(on)).unwrap().name_en, name);
        }
        assert!(!holidays_at(STANDARD).is_off(day(friday)));
        assert_eq!(holidays_at(GOOD_FRIDAY).on(day(friday)).unwrap().name_fr, "Vendredi saint");
    }
}

#[test]
fn easter_reaches_its_earliest_and_latest_days() {
    for (year, on) in [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2038, "2038-04-25")]
    {
        assert_eq!(easter_sunday(year).unwrap(), day(on));
    }
}

#[test]
fn the_year_2026_has_eleven_holidays_and_thirteen_in_alsace_moselle() {
    let expected = [
        "2026-01-01",
        "2026-04-06",
        "2026-05-01",
        "2026-05-08",
        "2026-05-14",
        "2026-05-25",
        "2026-07-14",
        "2026-08-15",
        "2026-11-01",
        "2026-11-11",
        "2026-12-25",
    ];
    assert_eq!(days_of_2026(STANDARD), expected.map(day));
    assert_eq!(days_of_2026(HolidayList::SaintPierreEtMiquelon), expected.map(day));
    let more = days_of_2026(GOOD_FRIDAY);
    assert_eq!(more.len(), 13);
    assert!(more.contains(&day("2026-12-26")) && more.contains(&day("2026-04-03")));
    let without_a_church = days_of_2026(HolidayList::AlsaceMoselle);
    assert_eq!(without_a_church.len(), 12);
    assert!(without_a_church.contains(&day("2026-12-26")));
}

fn days_of_2026(list: HolidayList) -> Vec<NaiveDate> {
    let year = day("2026-01-01").iter_days().take_while(|on| on.year() == 2026);
    year.filter(|on| holidays_at(list).is_off(*on)).collect()
}

#[test]
fn overseas_each_territory_has_the_day_of_the_abolition_of_slavery() {
    for (code, list, on, unverified) in [
        ("97600", HolidayList::Mayotte, "2026-04-27", false),
        ("97200", HolidayList::Martinique, "2026-05-22", false),
        ("97110", HolidayList::Guadeloupe, "2026-05-27", false),
        ("97150", HolidayList::SaintMartin, "2026-05-27", true),
        ("97300", HolidayList::Guyane, "2026-06-10", false),
        ("97133", HolidayList::SaintBarthelemy, "2026-10-09", false),
        ("97400", HolidayList::LaReunion, "2026-12-20", false),
    ] {
        let zone = HolidayZone::of(&WorkLocation::from((Some(code.to_owned()), None)));
        assert_eq!((zone, zone.list()), (list.into(), list), "{code}");
        let holiday = holidays_at(zone).on(day(on)).unwrap();
        assert_eq!((holiday.name_en, holiday.unverified), ("Abolition of slavery", unverified), "{code}");
        assert_eq!(days_of_2026(list).len(), 12, "{code}");
    }
}

#[test]
fn every_list_is_that_of_its_zone() {
    for list in HolidayList::ALL {
        assert_eq!(HolidayZone::from(*list).list(), *list);
    }
}

#[test]
fn good_friday_is_a_doubt_where_nobody_said() {
    let (friday, law) = (day("2026-04-03"), holiday_law());
    for (code, off, is_off, in_doubt) in [
        ("57000", None, false, true),
        ("57000", Some(true), true, false),
        ("57000", Some(false), false, false),
        ("10000", None, false, false),
    ] {
        let there = HolidayZone::of(&WorkLocation::from((Some(code.to_owned()), off))).under(&law);
        assert_eq!(
            (there.is_off(friday), there.doubt_on(friday).is_some()),
            (is_off, in_doubt),
            "{code} {off:?}"
        );
        assert!(there.doubt_on(day("2026-04-06")).is_none());
    }
}

#[test]
fn the_employer_has_five_ouvrables_to_file() {
    let cases = [
        ("2025-08-25", STANDARD, "2025-08-30"),
        ("2025-08-14", STANDARD, "2025-08-21"),
        ("2026-04-02", STANDARD, "2026-04-09"),
        ("2026-04-02", HolidayList::AlsaceMoselle, "2026-04-09"),
        ("2026-04-02", GOOD_FRIDAY, "2026-04-10"),
        ("2026-05-18", HolidayList::Martinique, "2026-05-26"),
        ("2026-06-05", HolidayList::Guyane, "2026-06-12"),
    ];
    for (start, place, deadline) in cases {
        assert_eq!(add_ouvrables(day(start), 5, holidays_at(place)), day(deadline), "{start} {place:?}");
    }
    assert_eq!(add_ouvrables(day("2025-08-24"), 0, holidays_at(STANDARD)), day("2025-08-24"));
}

#[test]
fn saturdays_are_ouvrables_sundays_and_holidays_are_not() {
    assert!(is_working_day_ouvrable(day("2025-08-30"), holidays_at(STANDARD)));
    assert!(!is_working_day_ouvrable(day("2025-08-31"), holidays_at(STANDARD)));
    assert!(!is_working_day_ouvrable(day("2025-08-15"), holidays_at(STANDARD)));
    assert!(is_working_day_ouvrable(day("2025-12-26"), holidays_at(STANDARD)));
    assert!(!is_working_day_ouvrable(day("2025-12-26"), holidays_at(GOOD_FRIDAY)));
}

#[test]
fn a_holiday_moves_to_the_next_open_weekday() {
    assert_eq!(next_open_weekday(day("2026-05-23"), holidays_at(STANDARD)), day("2026-05-26"));
    assert_eq!(next_open_weekday(day("2026-04-03"), holidays_at(GOOD_FRIDAY)), day("2026-04-07"));
    assert_eq!(next_open_weekday(day("2026-12-25"), holidays_at(GOOD_FRIDAY)), day("2026-12-28"));
}

proptest! {
    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april(year in 1583i32..9999) {
        let easter = easter_sunday(year).unwrap();
        prop_assert_eq!(easter.weekday(), Weekday::Sun);
        prop_assert!(easter >= NaiveDate::from_ymd_opt(year, 3, 22).unwrap());
        prop_assert!(easter <= NaiveDate::from_ymd_opt(year, 4, 25).unwrap());
    }

    #[test]
    fn a_delay_in_ouvrables_ends_on_one_and_counts_them_all(offset in 0i64..20_000, count in 1u16..40) {
        let start = add_days(day("2000-01-01"), offset);
        let end = add_ouvrables(start, count, holidays_at(GOOD_FRIDAY));
        let between = start.iter_days().skip(1).take_while(|on| *on <= end);
        let counted = between.filter(|on| is_working_day_ouvrable(*on, holidays_at(GOOD_FRIDAY))).count();
        prop_assert!(is_working_day_ouvrable(end, holidays_at(GOOD_FRIDAY)));
        prop_assert_eq!(counted, usize::from(count));
    }
}
