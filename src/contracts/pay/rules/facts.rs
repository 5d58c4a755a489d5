//! Facts that cannot stand together are refused before anything is computed.

use super::PayFigures;
use super::declared as rule;
use crate::contracts::pay::model::{PayFacts, PayReference};
use crate::law::calendar::{french_day, last_day_after};
use crate::law::findings::Finding;
use crate::say;

/// Longest training to a related diploma, in months (Code du travail, art. D6222-30, read 23/11/2026).
const MONTHS_OF_A_RELATED_DIPLOMA: u32 = 12;

/// Everything the rules say of the facts, lines apart.
pub fn check_facts(facts: &PayFacts, figures: &PayFigures<'_>) -> Vec<Finding> {
    let period = check_period(facts, figures);
    let cases = [check_birth(facts), check_extension(facts), check_cases(facts), check_related(facts)];
    let others = [check_previous(facts), check_conventional_minimums(facts)];
    period.into_iter().chain(check_cycle(facts)).chain(cases.into_iter().chain(others).flatten()).collect()
}

fn check_period(facts: &PayFacts, figures: &PayFigures<'_>) -> Option<Finding> {
    let (from, known_from) = (facts.starts_on, figures.smic.known_from());
    let (du, connu) = (french_day(from), french_day(known_from));
    if facts.ends_on <= from {
        let text = say!(
            "Le contrat doit finir après le {du}, jour de son début.",
            "The contract must end after {from}, the day it starts."
        );
        return Some(rule::UPSIDE_DOWN.at("/ends_on", text));
    }
    if from < known_from {
        let text = say!(
            "Le SMIC n'est connu ici qu'à partir du {connu}.",
            "The minimum wage is only known here from {known_from} on."
        );
        return Some(rule::BEFORE_KNOWN_BASE.at("/starts_on", text));
    }
    check_length(facts, figures)
}

fn check_length(facts: &PayFacts, figures: &PayFigures<'_>) -> Option<Finding> {
    let longest = &figures.longest;
    let months = longest.contract + facts.extension.map_or(0, |_| longest.extension);
    let last = last_day_after(facts.starts_on, months);
    let au = french_day(last);
    let text = || {
        say!(
            "Un contrat dure au plus {months} mois, toutes dérogations comptées : jusqu'au {au}.",
            "A contract lasts at most {months} months, all derogations counted: until {last}."
        )
    };
    (facts.ends_on > last).then(|| rule::TOO_LONG.at("/ends_on", text()))
}

fn check_birth(facts: &PayFacts) -> Option<Finding> {
    let text = || {
        say!(
            "L'apprenti naîtrait après le début du contrat.",
            "The apprentice would be born after the contract starts."
        )
    };
    (facts.born_on >= facts.starts_on).then(|| rule::NOT_BORN.at("/born_on", text()))
}

fn check_cycle(facts: &PayFacts) -> Option<Finding> {
    match facts.cycle {
        None if facts.reference != PayReference::Execution => {
            let text = say!(
                "Les années de ce contrat se comptent depuis le cycle de formation : indiquez ses dates.",
                "The years of this contract are counted from the training cycle: give its dates."
            );
            Some(rule::CYCLE_MISSING.at("/cycle", text))
        }
        Some((from, to)) if to <= from || from > facts.ends_on || to < facts.starts_on => {
            let (du, au) = (french_day(from), french_day(to));
            let text = say!(
                "Le cycle, du {du} au {au}, finit avant de commencer ou ne rencontre pas le contrat.",
                "The cycle, from {from} to {to}, ends before it starts or does not meet the contract."
            );
            Some(rule::CYCLE_APART.at("/cycle", text))
        }
        _ => None,
    }
}

fn check_extension(facts: &PayFacts) -> Option<Finding> {
    let extension = facts.extension?;
    let (from, to) = (facts.starts_on, facts.ends_on);
    let (du, au) = (french_day(from), french_day(to));
    let inside = extension.starts_on > from && extension.starts_on <= to;
    let text = || {
        say!(
            "La prolongation commence dans le contrat, après le {du} et au plus tard le {au}.",
            "The extension starts within the contract, after {from} and by {to}."
        )
    };
    (!inside).then(|| rule::EXTENSION_OUTSIDE.at("/extension/starts_on", text()))
}

/// What fixes the pay year, and where it is said.
fn check_cases(facts: &PayFacts) -> Option<Finding> {
    let fixing = [
        (facts.repeated_year.is_some(), "/repeated_year"),
        (facts.related_diploma, "/related_diploma"),
        (facts.licence_professionnelle, "/licence_professionnelle"),
    ];
    let mut given = fixing.into_iter().filter_map(|(is_told, pointer)| is_told.then_some(pointer));
    let (first, second) = (given.next()?, given.next()?);
    let text = say!(
        "{first} et {second} fixent chacun l'année de rémunération : un seul à la fois.",
        "{first} and {second} each fix the pay year: one at a time."
    );
    Some(rule::CASES_EXCLUDE.at(second, text))
}

fn check_related(facts: &PayFacts) -> Option<Finding> {
    let last = last_day_after(facts.starts_on, MONTHS_OF_A_RELATED_DIPLOMA);
    let au = french_day(last);
    let text = || {
        say!(
            "La majoration est réservée aux contrats d'un an au plus : celui-ci irait jusqu'au {au}.",
            "The addition is for contracts of a year at most: until {last} for this one."
        )
    };
    (facts.related_diploma && facts.ends_on > last)
        .then(|| rule::RELATED_TOO_LONG.at("/related_diploma", text()))
}

fn check_previous(facts: &PayFacts) -> Option<Finding> {
    let previous = facts.previous.filter(|previous| previous.diploma_obtained)?;
    let given = previous.percent.is_some() || previous.monthly.is_some();
    let text = || {
        say!(
            "Indiquez la part ou le montant mensuel de la dernière année du contrat précédent.",
            "Give the share or the monthly amount of the last year of the previous contract."
        )
    };
    (!given).then(|| rule::PREVIOUS_MISSING.at("/previous", text()))
}

fn check_conventional_minimums(facts: &PayFacts) -> Option<Finding> {
    let minimums = &facts.conventional_minimums;
    let from = |index: usize| minimums[index].from_on.unwrap_or(facts.starts_on);
    let again = (1..minimums.len()).find(|index| (0..*index).any(|earlier| from(earlier) == from(*index)))?;
    let (day, jour) = (from(again), french_day(from(again)));
    let text = say!(
        "Deux minimums conventionnels commencent le {jour}.",
        "Two conventional minimums start on {day}."
    );
    Some(rule::SMC_REPEATED.at(format!("/conventional_minimums/{again}"), text))
}
