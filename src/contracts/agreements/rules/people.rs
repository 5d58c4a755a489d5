//! Who may sign: the guardian of a minor, an adult tutor, the derogation that fits the age, a day already past.

use chrono::NaiveDate;

use super::book;
use crate::law::calendar::french_day;
use crate::law::figures::AgeLaw;
use crate::law::findings::Finding;
use crate::law::identifiers::country_abroad;
use crate::platform::text::Sentence;
use crate::say;

/// Whether somebody signs for the apprentice on a day: a minor who is not emancipated.
pub fn needs_guardian(law: &AgeLaw, born_on: NaiveDate, emancipated: bool, on: NaiveDate) -> bool {
    law.is_minor(born_on, on) && !emancipated
}

/// A minor who is not emancipated signs with a legal representative.
pub fn check_guardian(
    law: &AgeLaw,
    born_on: NaiveDate,
    emancipated: bool,
    guardians: i64,
    signed_on: NaiveDate,
) -> Option<Finding> {
    let alone = needs_guardian(law, born_on, emancipated, signed_on) && guardians == 0;
    let facts = || {
        Sentence::new(
            format!(
                "L'apprenti est mineur à la signature, le {}, et non émancipé : enregistrez son représentant légal.",
                french_day(signed_on)
            ),
            format!(
                "The apprentice is a minor at the signature, on {signed_on}, and not emancipated: record a guardian."
            ),
        )
    };
    alone.then(|| book::GUARDIAN_MISSING.at("", facts()))
}

/// A company tutor is an adult when the contract starts; an unknown birth date says nothing.
pub fn check_tutor(
    law: &AgeLaw,
    pointer: &'static str,
    born_on: Option<NaiveDate>,
    starts_on: NaiveDate,
) -> Option<Finding> {
    let age = law.age_on(born_on?, starts_on);
    let facts = || {
        Sentence::new(
            format!("Le maître d'apprentissage aurait {age} ans au début du contrat : il doit être majeur."),
            format!("The tutor would be {age} when the contract starts: an adult is required."),
        )
    };
    (age < law.adult).then(|| book::TUTOR_NOT_ADULT.at(pointer, facts()))
}

/// Where the employer is established: abroad, other articles apply.
pub fn check_employer(country: &str) -> Option<Finding> {
    let abroad = country_abroad(country)?;
    let facts = say!(
        "L'employeur est établi à l'étranger ({abroad}) : l'apprentissage transfrontalier écarte une partie des articles \
         vérifiés ici, et un seul OPCO reçoit ces contrats. Compagnon n'en vérifie pas davantage.",
        "The employer is established abroad ({country}): cross-border apprenticeship sets aside some of the articles \
         checked here, and a single OPCO takes these contracts. Compagnon checks no more of it."
    );
    Some(book::CROSS_BORDER.at("/employer_id", facts))
}

/// The company is named or described, the tutor named or described or left for later: each once.
pub fn check_named_once(employer: (bool, bool), tutor: (bool, bool)) -> Vec<Finding> {
    let twice_or_never = |(named, described): (bool, bool)| named == described;
    let employer = twice_or_never(employer).then(|| {
        let pointer = if employer.0 { "/employer" } else { "/employer_id" };
        book::EMPLOYER_NAMED_ONCE
            .at(pointer, Sentence::new(book::EMPLOYER_NAMED_ONCE.fr, book::EMPLOYER_NAMED_ONCE.en))
    });
    let tutor = (tutor.0 && tutor.1).then(|| {
        book::TUTOR_NAMED_ONCE
            .at("/tutor", Sentence::new(book::TUTOR_NAMED_ONCE.fr, book::TUTOR_NAMED_ONCE.en))
    });
    employer.into_iter().chain(tutor).collect()
}

/// A signature that is recorded has taken place.
pub fn check_signed_by(signed_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    let facts = || {
        Sentence::new(
            format!(
                "Une signature s'enregistre une fois faite : au plus tard aujourd'hui, le {}.",
                french_day(today)
            ),
            format!("A signature is recorded once done: today, {today}, at the latest."),
        )
    };
    (signed_on > today).then(|| book::SIGNED_IN_FUTURE.at("/signed_on", facts()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn law() -> AgeLaw {
        crate::law::figures::Law::read(&[]).unwrap().contracts.on(day("2025-08-25")).age.clone()
    }

    #[test]
    fn a_minor_signs_with_a_guardian_until_the_eve_of_eighteen() {
        let missing = |emancipated, guardians, on: &str| {
            check_guardian(&law(), day("2008-03-14"), emancipated, guardians, day(on)).is_some()
        };
        assert!(missing(false, 0, "2026-03-13"));
        assert!(!missing(false, 0, "2026-03-14"));
        assert!(!missing(false, 1, "2026-03-13"));
        assert!(!missing(true, 0, "2026-03-13"));
    }

    #[test]
    fn a_tutor_is_adult_on_the_first_day() {
        let refused = |born_on: Option<&str>| {
            check_tutor(&law(), "/tutor_id", born_on.map(day), day("2025-08-25")).is_some()
        };
        assert!(refused(Some("2007-08-26")));
        assert!(!refused(Some("2007-08-25")));
        assert!(!refused(None));
    }
}
