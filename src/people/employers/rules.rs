//! What is asked of an establishment by itself, and of a company tutor as far as the person alone can tell.

use chrono::NaiveDate;

use crate::law::calendar::french_day;
use crate::law::figures::{AgeLaw, Forms};
use crate::law::findings::Finding;
use crate::law::identifiers::is_france;
use crate::{rules, say};

rules! {
    /// A SIRET is one employer.
    SIRET_IS_ONE_EMPLOYER = error "employer.siret_taken", "Règle du site";
        "Un SIRET est celui d'un seul employeur du site." /
        "A SIRET is that of one employer of the site only.";
    /// An establishment in France has a SIRET.
    SIRET_UNLESS_ABROAD = error "employer.siret_required", "Règle du site";
        "Un employeur établi en France a un SIRET." / "An employer established in France has a SIRET.";
    /// The unemployment scheme is a choice of public employers.
    SCHEME_IS_PUBLIC = error "employer.unemployment_scheme_private", "Formulaire FA13 (10103)";
        "L'adhésion au régime spécifique d'assurance chômage ne se dit que d'un employeur public." /
        "Joining the specific unemployment insurance scheme is said of public employers only.";
    /// A tutor stays with the employer of the contracts they follow.
    TUTOR_STAYS = error "tutor.follows_contracts", "Code du travail, art. L6223-8-1";
        "Un maître d'apprentissage reste chez l'employeur des contrats qu'il suit." /
        "A company tutor stays with the employer of the contracts they follow.";
    /// A tutor is an adult.
    TUTOR_IS_ADULT = error "tutor.not_adult", "Code du travail, art. L6223-8-1";
        "Un maître d'apprentissage est majeur." / "A company tutor is an adult.";
}

/// What is to be said of an employer without SIRET.
pub fn check_siret(siret: Option<&str>, country: &str) -> Option<Finding> {
    let missing = siret.is_none() && is_france(country);
    missing.then(|| {
        SIRET_UNLESS_ABROAD.at(
            "/siret",
            say!(
                "Donnez le SIRET ; un employeur établi à l'étranger s'en passe, avec son pays (`country`), par exemple BE.",
                "Give the SIRET; an employer established abroad does without, with its `country`, for example BE."
            ),
        )
    })
}

/// What is to be said of what an employer declares of the unemployment scheme.
pub fn check_scheme(kind_code: Option<&str>, joined: Option<bool>, forms: &Forms) -> Vec<Finding> {
    if joined.is_none() || forms.is_public(kind_code) {
        return Vec::new();
    }
    let kind = kind_code.unwrap_or("-");
    vec![SCHEME_IS_PUBLIC.at(
        "/public_unemployment_scheme",
        say!(
            "Cette adhésion ne se dit que d'un employeur public ; type d'employeur : {kind}.",
            "This is said of public employers only; type of employer: {kind}."
        ),
    )]
}

/// What is to be said of a tutor's birth date today.
pub fn check_tutor(born_on: Option<NaiveDate>, today: NaiveDate, law: &AgeLaw) -> Vec<Finding> {
    let Some(born_on) = born_on else { return Vec::new() };
    let age = law.age_on(born_on, today);
    if born_on <= today && age >= law.adult {
        return Vec::new();
    }
    let day = french_day(born_on);
    vec![TUTOR_IS_ADULT.at(
        "/born_on",
        say!(
            "Un maître d'apprentissage est majeur ; né le {day}, cette personne a {age} ans.",
            "A company tutor is an adult; born on {born_on}, this person is {age}."
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
        let law = crate::law::figures::Law::embedded().unwrap();
        let ages = &law.contracts.on(today).age;
        for (born_on, accepted) in
            [("2008-11-23", true), ("2008-11-24", false), ("1980-01-01", true), ("2030-01-01", false)]
        {
            assert_eq!(check_tutor(Some(day(born_on)), today, ages).is_empty(), accepted, "{born_on}");
        }
        assert!(check_tutor(None, today, ages).is_empty());
    }

    #[test]
    fn only_an_employer_abroad_has_no_siret() {
        for (siret, country, accepted) in [
            (Some("73282932000074"), "FR", true),
            (Some("73282932000074"), "BE", true),
            (None, "BE", true),
            (None, "FR", false),
        ] {
            assert_eq!(check_siret(siret, country).is_none(), accepted, "{siret:?} {country}");
        }
    }

    #[test]
    fn only_a_public_employer_speaks_of_the_unemployment_scheme() {
        let forms = crate::law::figures::Law::embedded().unwrap().forms;
        for (kind, joined, accepted) in [
            (Some("21"), Some(true), true),
            (Some("30"), Some(false), true),
            (Some("12"), Some(false), false),
            (None, Some(true), false),
            (Some("12"), None, true),
            (None, None, true),
        ] {
            assert_eq!(check_scheme(kind, joined, &forms).is_empty(), accepted, "{kind:?} {joined:?}");
        }
    }
}
