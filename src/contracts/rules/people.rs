//! Who may sign: the guardian of a minor, an adult tutor, the derogation that fits the age, a day already past.

use chrono::NaiveDate;

use super::dates::{AGE_LIMIT, UNCONDITIONAL_AGE};
use crate::calendar::{age_on, french_day};
use crate::contracts::model::Derogation;
use crate::employers::rules::TUTOR_ADULT_AGE;
use crate::findings::Finding;

/// Age from which nobody signs for the apprentice.
///
/// Source: Code civil, art. 388 and 414 (not read again; the official form asks for the representative of a minor).
pub const ADULT_AGE: u32 = 18;

const FORM_SOURCE: &str = "CERFA FA13 (10103)";
const TUTOR_SOURCE: &str = "Code du travail, art. L6223-8-1 ; CERFA FA13 (10103)";

/// A minor who is not emancipated signs with a legal representative.
pub fn check_guardian(
    born_on: NaiveDate,
    emancipated: bool,
    guardians: i64,
    signed_on: NaiveDate,
) -> Option<Finding> {
    let alone = age_on(born_on, signed_on) < ADULT_AGE && !emancipated && guardians == 0;
    let sentences = || {
        (
            format!(
                "L'apprenti est mineur à la signature, le {}, et non émancipé : enregistrez son représentant légal.",
                french_day(signed_on)
            ),
            format!(
                "The apprentice is a minor at the signature, on {signed_on}, and not emancipated: record a guardian."
            ),
        )
    };
    alone.then(|| Finding::error("contract.guardian_missing", "", FORM_SOURCE, sentences()))
}

/// A company tutor is an adult when the contract starts; an unknown birth date says nothing.
pub fn check_tutor(
    pointer: &'static str,
    born_on: Option<NaiveDate>,
    starts_on: NaiveDate,
) -> Option<Finding> {
    let age = age_on(born_on?, starts_on);
    let sentences = || {
        (
            format!("Le maître d'apprentissage aurait {age} ans au début du contrat : il doit être majeur."),
            format!("The tutor would be {age} when the contract starts: an adult is required."),
        )
    };
    (age < TUTOR_ADULT_AGE)
        .then(|| Finding::error("contract.tutor_not_adult", pointer, TUTOR_SOURCE, sentences()))
}

/// The derogations for age are for the ages they name.
pub fn check_derogation(
    derogation: Option<Derogation>,
    born_on: NaiveDate,
    starts_on: NaiveDate,
) -> Option<Finding> {
    let age = age_on(born_on, starts_on);
    let misplaced = match derogation? {
        Derogation::Under16 => age >= UNCONDITIONAL_AGE,
        Derogation::Over29 => age < AGE_LIMIT,
        _ => false,
    };
    let sentences = || {
        (
            format!("Cette dérogation ne convient pas à {age} ans, l'âge de l'apprenti au début du contrat."),
            format!(
                "This derogation does not fit {age}, the age of the apprentice when the contract starts."
            ),
        )
    };
    let code = "contract.derogation_does_not_fit";
    misplaced.then(|| Finding::error(code, "/derogation_code", FORM_SOURCE, sentences()))
}

/// Whether a derogation lifts the upper age.
pub fn lifts_age_limit(derogation: Option<Derogation>) -> bool {
    matches!(derogation, Some(Derogation::Over29 | Derogation::Several))
}

/// A signature that is recorded has taken place.
pub fn check_signed_by(signed_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    let sentences = || {
        (
            format!(
                "Une signature s'enregistre une fois faite : au plus tard aujourd'hui, le {}.",
                french_day(today)
            ),
            format!("A signature is recorded once done: today, {today}, at the latest."),
        )
    };
    let code = "contract.signed_in_future";
    (signed_on > today).then(|| Finding::error(code, "/signed_on", "Règle de Compagnon", sentences()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_minor_signs_with_a_guardian_until_the_eve_of_eighteen() {
        let missing = |emancipated, guardians, on: &str| {
            check_guardian(day("2008-03-14"), emancipated, guardians, day(on)).is_some()
        };
        assert!(missing(false, 0, "2026-03-13"));
        assert!(!missing(false, 0, "2026-03-14"));
        assert!(!missing(false, 1, "2026-03-13"));
        assert!(!missing(true, 0, "2026-03-13"));
    }

    #[test]
    fn a_tutor_is_adult_on_the_first_day() {
        let refused =
            |born_on: Option<&str>| check_tutor("/tutor_id", born_on.map(day), day("2025-08-25")).is_some();
        assert!(refused(Some("2007-08-26")));
        assert!(!refused(Some("2007-08-25")));
        assert!(!refused(None));
    }

    #[test]
    fn a_derogation_for_age_fits_the_age() {
        let refused =
            |code, born_on: &str| check_derogation(Some(code), day(born_on), day("2025-08-25")).is_some();
        assert!(refused(Derogation::Under16, "2009-08-25"));
        assert!(!refused(Derogation::Under16, "2009-08-26"));
        assert!(refused(Derogation::Over29, "1995-08-26"));
        assert!(!refused(Derogation::Over29, "1995-08-25"));
        assert!(!refused(Derogation::Several, "2006-01-01"));
        assert!(lifts_age_limit(Some(Derogation::Several)) && !lifts_age_limit(Some(Derogation::Other)));
    }
}
