//! The civil calendar: days, months, years and ages.
//! Civil dates in, civil dates out: no clock, no time zone. Arithmetic stops at the ends of the calendar
//! instead of failing.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use crate::platform::text::{Lang, Sentence};
use crate::text_enum;

/// A period, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// A single day.
    pub fn of_day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }
}

/// Months in a year, for anniversaries.
pub const MONTHS_A_YEAR: i32 = 12;

/// The day `days` calendar days later (earlier when negative), start day not counted.
pub fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    TimeDelta::try_days(days).and_then(|delta| date.checked_add_signed(delta)).unwrap_or(if days < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    })
}

/// The same day number `months` later (earlier when negative), clamped to the end of the month: 31/08 + 6 = 28/02.
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    let count = Months::new(months.unsigned_abs());
    if months < 0 {
        date.checked_sub_months(count).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_months(count).unwrap_or(NaiveDate::MAX)
    }
}

/// The first day of the year that begins so many years after a day, counted as contracts and cycles count theirs.
///
/// A year lasts until the eve of its anniversary; one begun on a 29 February ends on the last day of the February of the
/// next, so that its anniversary is 1 March in ordinary years (our reading, from the Code de procédure civile, art. 641: a
/// delay without an identical day number runs to the end of the last day of the month).
pub fn anniversary(from: NaiveDate, years: i32) -> NaiveDate {
    let day = add_months(from, MONTHS_A_YEAR.saturating_mul(years));
    if day.day() < from.day() && day != NaiveDate::MIN { add_days(day, 1) } else { day }
}

/// The last day of a period of whole months: 25/08 and 6 months end on 24/02, 29/02 and a year on 28/02.
pub fn last_day_after(starts_on: NaiveDate, months: u32) -> NaiveDate {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    let over = match months % MONTHS_A_YEAR {
        0 => anniversary(starts_on, months / MONTHS_A_YEAR),
        _ => add_months(starts_on, months),
    };
    add_days(over, -1)
}

/// The calendar days of a period, both ends counted; 0 when it ends before it starts.
pub fn days_inclusive(from: NaiveDate, to: NaiveDate) -> i64 {
    (to.signed_duration_since(from).num_days() + 1).max(0)
}

text_enum!(
    /// When who is born on a 29 February reaches an age in the years that have none: no text fixes it.
    #[derive(Default)]
    LeapBirthday {
        /// On 28 February: what an age gives is given sooner.
        #[default]
        Eve = "28_february" => "Le 28 février" / "On 28 February",
        /// On 1 March.
        DayAfter = "1_march" => "Le 1er mars" / "On 1 March",
    }
);

/// The day somebody reaches an age: the birthday itself.
pub fn birthday(born_on: NaiveDate, age: u32, leap: LeapBirthday) -> NaiveDate {
    let years = i32::try_from(age).unwrap_or(i32::MAX);
    match leap {
        LeapBirthday::Eve => add_months(born_on, MONTHS_A_YEAR.saturating_mul(years)),
        LeapBirthday::DayAfter => anniversary(born_on, years),
    }
}

/// Completed years on a day; 0 before birth.
pub fn age_on(born_on: NaiveDate, on: NaiveDate, leap: LeapBirthday) -> u32 {
    let years = on.years_since(born_on).unwrap_or(0);
    let reached = on >= born_on && birthday(born_on, years + 1, leap) <= on;
    years + u32::from(reached)
}

/// Years beyond which nothing is counted: longer than any training or life.
const LONGEST_YEARS: i32 = 200;

/// One more than the anniversaries of a day passed on another: 1 during the first year, 1 before it too.
pub fn years_begun(from: NaiveDate, day: NaiveDate) -> u32 {
    let passed =
        (1..).take_while(|years: &i32| anniversary(from, *years) <= day && *years < LONGEST_YEARS).count();
    u32::try_from(passed).unwrap_or(u32::MAX).saturating_add(1)
}

/// The Monday of the week of a day.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    add_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The day itself if it is a Monday to Friday, otherwise the Monday after.
pub fn next_weekday(date: NaiveDate) -> NaiveDate {
    match date.weekday() {
        Weekday::Sat => add_days(date, 2),
        Weekday::Sun => add_days(date, 1),
        _ => date,
    }
}

/// The months as French readers write them.
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A month without its day, as readers write it: `novembre 2027`, `November 2027`.
pub fn month_in_words(date: NaiveDate) -> Sentence {
    let rank = usize::try_from(date.month0()).unwrap_or_default();
    let month = FRENCH_MONTHS.get(rank).copied().unwrap_or_default();
    Sentence::new(format!("{month} {}", date.year()), date.format("%B %Y").to_string())
}

/// A day as French readers write it: `25/08/2025`.
pub fn french_day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// A day as people of a language read it: `30/11/2026` in French, `2026-11-30` in English.
pub fn day_in(date: NaiveDate, lang: Lang) -> String {
    if lang == Lang::Fr { french_day(date) } else { date.to_string() }
}

/// The months as people name them, in French and in English.
const MONTH_NAMES: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// The name of a month, from 1 to 12; nothing else has one.
pub fn month_name(month: u32) -> Sentence {
    let index = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    let (fr, en) = index.and_then(|index| MONTH_NAMES.get(index)).copied().unwrap_or_default();
    Sentence::new(fr, en)
}

/// The same after a French "de", elided where it has to be: `d'avril`, `de février`.
pub fn of_month_fr(month: u32) -> String {
    let name = month_name(month).fr;
    if name.starts_with(['a', 'o']) { format!("d'{name}") } else { format!("de {name}") }
}

#[cfg(test)]
mod tests;
