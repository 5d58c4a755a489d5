//! The days accepted from outside: those a person may mean. What is computed from them then keeps years of four digits.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate};

use super::text::Sentence;
use crate::say;

/// Years a day sent, typed or imported may have.
pub const YEARS: RangeInclusive<i32> = 1900..=2999;

/// Whether a day is one a person may mean.
pub fn is_accepted(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// The day of an ISO text, YYYY-MM-DD, when there is one and it is accepted.
pub fn read(text: &str) -> Option<NaiveDate> {
    existing(text).filter(|day| is_accepted(*day))
}

/// Whether a text is an instant of RFC 3339 whose day is accepted.
pub fn is_instant(text: &str) -> bool {
    DateTime::parse_from_rfc3339(text).is_ok_and(|at| is_accepted(at.date_naive()))
}

/// Why a text is not a day accepted: its code and its sentence.
pub fn fault(text: &str) -> (&'static str, Sentence) {
    let (first, last) = (YEARS.start(), YEARS.end());
    match existing(text) {
        Some(_) => (
            "date_out_of_range",
            say!(
                "Date attendue de l'année {first} à l'année {last}.",
                "A date from {first} to {last} is expected."
            ),
        ),
        None => (
            "date",
            say!(
                "Date attendue, qui existe, sous la forme AAAA-MM-JJ (par exemple 2025-08-25).",
                "A date that exists is expected, as YYYY-MM-DD (for example 2025-08-25)."
            ),
        ),
    }
}

/// The day of an ISO text, however far.
fn existing(text: &str) -> Option<NaiveDate> {
    let shape = text.len() == 10 && text.bytes().all(|one| one.is_ascii_digit() || one == b'-');
    text.parse().ok().filter(|_| shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_exists_and_is_one_a_person_may_mean() {
        for (text, code) in [
            ("2025-08-25", None),
            ("1900-01-01", None),
            ("2999-12-31", None),
            ("1899-12-31", Some("date_out_of_range")),
            ("3000-01-01", Some("date_out_of_range")),
            ("0001-01-01", Some("date_out_of_range")),
            ("2025-02-30", Some("date")),
            ("2025-8-25", Some("date")),
            ("25/08/2025", Some("date")),
            ("+10000-01-01", Some("date")),
            ("", Some("date")),
        ] {
            assert_eq!(read(text).is_none(), code.is_some(), "{text}");
            assert!(code.is_none_or(|code| fault(text).0 == code), "{text}");
        }
        for (text, accepted) in
            [("2026-11-29T12:00:00Z", true), ("3000-01-01T00:00:00+01:00", false), ("2026-11-29", false)]
        {
            assert_eq!(is_instant(text), accepted, "{text}");
        }
    }
}
