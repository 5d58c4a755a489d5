//! What the law asks of a company tutor, as far as the person alone can tell.

use chrono::NaiveDate;

use crate::calendar::age_on;
use crate::findings::Finding;

/// Age from which one may be a tutor.
///
/// Source: Code du travail, art. L6223-8-1 (read 23/11/2026).
pub const TUTOR_ADULT_AGE: u32 = 18;

/// What is to be said of a tutor's birth date today.
pub fn check_tutor(born_on: Option<NaiveDate>, today: NaiveDate) -> Vec<Finding> {
    let Some(born_on) = born_on else { return Vec::new() };
    let age = age_on(born_on, today);
    if born_on <= today && age >= TUTOR_ADULT_AGE {
        return Vec::new();
    }
    vec![Finding::error(
        "tutor.not_adult",
        "/born_on",
        "Code du travail, art. L6223-8-1",
        (
            format!("Un maître d'apprentissage est majeur ; né le {born_on}, cette personne a {age} ans."),
            format!("A company tutor is an adult; born on {born_on}, this person is {age}."),
        ),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tutor_is_an_adult() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-23");
        for (born_on, accepted) in
            [("2008-11-23", true), ("2008-11-24", false), ("1980-01-01", true), ("2030-01-01", false)]
        {
            assert_eq!(check_tutor(Some(day(born_on)), today).is_empty(), accepted, "{born_on}");
        }
        assert!(check_tutor(None, today).is_empty());
    }
}
