//! What a birth date says of an apprentice: whether it can be right, and whether a guardian is needed.

use chrono::NaiveDate;

use crate::law::calendar::french_day;
use crate::law::figures::AgeLaw;
use crate::law::findings::Finding;
use crate::people::apprentices::rules::book::{AGE_IS_LIKELY, BORN_ALREADY};
use crate::platform::text::Sentence;

/// Ages a file may be opened at. Contracts start at 15 or 16, and have no upper limit for some (Code du travail,
/// art. L6222-1 and L6222-2): these bounds only catch slips of the keyboard.
pub const LIKELY_AGES: std::ops::RangeInclusive<u32> = 14..=70;

/// What is to be said of a birth date written today.
pub fn check_born_on(born_on: NaiveDate, today: NaiveDate, ages: &AgeLaw) -> Vec<Finding> {
    let (day, age) = (french_day(born_on), ages.age_on(born_on, today));
    let (youngest, oldest) = (LIKELY_AGES.start(), LIKELY_AGES.end());
    if born_on >= today {
        return vec![BORN_ALREADY.at(
            "/born_on",
            Sentence::new(
                format!("Une date de naissance est passée ; {day} ne l'est pas."),
                format!("A birth date is in the past; {born_on} is not."),
            ),
        )];
    }
    if LIKELY_AGES.contains(&age) {
        return Vec::new();
    }
    vec![AGE_IS_LIKELY.at(
        "/born_on",
        Sentence::new(
            format!("Née le {day}, cette personne a {age} ans ; attendu : de {youngest} à {oldest} ans."),
            format!("Born on {born_on}, this person is {age}; expected: from {youngest} to {oldest}."),
        ),
    )]
}

/// Whether somebody is a minor on a day.
pub fn is_minor(born_on: NaiveDate, on: NaiveDate, ages: &AgeLaw) -> bool {
    ages.is_minor(born_on, on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_birth_date_is_past_and_likely() {
        let today = day("2026-11-23");
        let law = crate::law::figures::Law::embedded().unwrap();
        let ages = &law.contracts.on(today).age;
        for (born_on, code) in [
            ("2026-11-23", Some("apprentice.not_born_yet")),
            ("2206-03-14", Some("apprentice.not_born_yet")),
            ("2026-11-22", Some("apprentice.age_unlikely")),
            ("2012-11-24", Some("apprentice.age_unlikely")),
            ("2012-11-23", None),
            ("1955-11-24", None),
            ("1955-11-23", Some("apprentice.age_unlikely")),
            ("0206-03-14", Some("apprentice.age_unlikely")),
        ] {
            let found = check_born_on(day(born_on), today, ages);
            assert_eq!(found.first().map(|finding| finding.code), code, "{born_on}");
        }
    }

    #[test]
    fn one_is_a_minor_until_the_eve_of_the_eighteenth_birthday() {
        let born_on = day("2008-11-23");
        let law = crate::law::figures::Law::embedded().unwrap();
        let ages = &law.contracts.on(born_on).age;
        assert!(is_minor(born_on, day("2026-11-22"), ages));
        assert!(!is_minor(born_on, day("2026-11-23"), ages));
    }
}
