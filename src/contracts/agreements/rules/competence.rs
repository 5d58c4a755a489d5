//! Whether a tutor has the diploma or the years of practice the law asks for.

use super::book;
use crate::law::figures::TutorLaw;
use crate::law::findings::Finding;
use crate::law::identifiers::full_name;
use crate::people::employers::Tutor;
use crate::platform::text::Sentence;
use crate::say;

/// A diploma of the level prepared and a year of practice, or two years (R6223-22): refused at the signature unless the
/// employer attests it, which a branch agreement may allow; before, it is only told.
pub fn check(
    law: &TutorLaw,
    pointer: &'static str,
    tutor: &Tutor,
    level_prepared: u8,
    refuse: bool,
) -> Option<Finding> {
    let name = full_name(&tutor.facts.given_name, &tutor.facts.family_name);
    let Some(years) = tutor.facts.experience_years.and_then(|years| u32::try_from(years).ok()) else {
        let facts = say!(
            "L'expérience de {name} n'est pas connue : indiquez ses années de pratique en lien avec le diplôme.",
            "The experience of {name} is unknown: record the years of practice related to the diploma."
        );
        return Some(book::TUTOR_COMPETENCE_TO_PROVE.at(pointer, facts));
    };
    let graduated = tutor.facts.diploma_level.is_some_and(|level| level >= i16::from(level_prepared));
    let enough = years >= law.experience_years_without_diploma
        || graduated && years >= law.experience_years_with_diploma;
    (!enough).then(|| {
        let rule = if refuse { &book::TUTOR_COMPETENCE } else { &book::TUTOR_COMPETENCE_TO_PROVE };
        rule.at(pointer, missing(law, &name, years, level_prepared))
    })
}

fn missing(law: &TutorLaw, name: &str, years: u32, level: u8) -> Sentence {
    let (with, without) = (law.experience_years_with_diploma, law.experience_years_without_diploma);
    say!(
        "{name} a {years} an(s) de pratique : il en faut {without}, ou {with} avec un diplôme de niveau {level} au moins.",
        "{name} has {years} year(s) of practice: {without} are needed, or {with} with a diploma of level {level} at least."
    )
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::ids::{EmployerId, SiteId, TutorId};
    use crate::people::employers::model::TutorFacts;

    fn tutor(diploma_level: Option<i16>, experience_years: Option<i16>) -> Tutor {
        Tutor {
            id: TutorId::new(),
            site_id: SiteId::new(),
            facts: TutorFacts {
                employer_id: EmployerId::new(),
                family_name: "Lovelace".into(),
                given_name: "Ada".into(),
                single_name: false,
                born_on: None,
                email: None,
                phone: None,
                job_title: None,
                diploma_level,
                diploma_title: None,
                experience_years,
            },
            search_name: String::new(),
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_year_with_the_diploma_or_two_without() {
        let law = crate::law::figures::Law::read(&[]).unwrap();
        let figures = &law.contracts.on("2025-08-25".parse().unwrap()).tutor;
        let code = |level, years, refuse| {
            check(figures, "/tutor_id", &tutor(level, years), 5, refuse).map(|finding| finding.code)
        };
        let (refused, expected) =
            (Some("contract.tutor_competence"), Some("contract.tutor_competence_to_prove"));
        assert_eq!(code(Some(5), Some(1), true), None);
        assert_eq!(code(Some(4), Some(1), true), refused);
        assert_eq!(code(Some(4), Some(1), false), expected);
        assert_eq!(code(None, Some(2), true), None);
        assert_eq!(code(Some(8), Some(0), true), refused);
        assert_eq!(code(Some(8), None, true), expected);
    }
}
