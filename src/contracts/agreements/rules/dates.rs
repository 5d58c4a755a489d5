//! The dates of a contract against each other, its cohort and the age of the apprentice; every finding at once.

use chrono::NaiveDate;

use super::book;
use super::window::{self, SiteWindow};
use crate::law::calendar::{MONTHS_A_YEAR, french_day, last_day_after};
use crate::law::figures::{AgeLaw, ContractLaw, DurationLaw};
use crate::law::findings::Finding;
use crate::people::apprentices::rules::entry::Entry;
use crate::platform::text::Sentence;
use crate::say;

/// The dates that are checked together when a contract is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractDates {
    /// Signature by the parties, once signed.
    pub signed_on: Option<NaiveDate>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// The apprentice's own way through the cohort.
    pub entry: Entry,
    pub site_window: SiteWindow,
    /// Whether the contract follows a rupture, to finish the same training.
    pub after_rupture: bool,
    /// Birth date of the apprentice, when known.
    pub born_on: Option<NaiveDate>,
    /// Whether one of the exemptions from the age limit applies, or has to be proved.
    pub age_exempt: bool,
    /// Whether it goes on with a training that an earlier contract served: it may start late in the cycle.
    pub continues_training: bool,
    /// Whether it may last a year more.
    pub may_last_longer: bool,
    /// Whether it repeats a failed year, which it does once and for a year at most.
    pub repeats: bool,
}

/// Everything the rules say of the dates of a contract, errors and warnings.
pub fn check_contract(law: &ContractLaw, dates: &ContractDates) -> Vec<Finding> {
    let verdict = window::check(
        &law.window,
        (dates.starts_on, dates.signed_on),
        &dates.entry,
        dates.site_window,
        dates.after_rupture || dates.continues_training,
    );
    let findings = [
        verdict.finding(),
        check_signature(dates),
        check_period(&law.duration, dates),
        check_cohort(dates),
        check_age(&law.age, dates),
    ];
    findings.into_iter().flatten().collect()
}

fn check_signature(dates: &ContractDates) -> Option<Finding> {
    let signed_on = dates.signed_on.filter(|signed_on| *signed_on > dates.starts_on)?;
    let facts = Sentence::new(
        format!(
            "Le contrat est signé le {}, après son début du {} : la signature vient au plus tard le jour du début.",
            french_day(signed_on),
            french_day(dates.starts_on)
        ),
        format!(
            "The contract is signed on {signed_on}, after its start on {}: sign by the day it starts.",
            dates.starts_on
        ),
    );
    Some(book::SIGNED_AFTER_START.at("/signed_on", facts))
}

fn check_period(law: &DurationLaw, dates: &ContractDates) -> Option<Finding> {
    if dates.ends_on <= dates.starts_on {
        return Some(ends_before_it_starts(dates));
    }
    let shortest = last_day_after(dates.starts_on, law.minimum_months);
    if let Some(finding) = check_repeated(dates) {
        return Some(finding);
    }
    let most = if dates.may_last_longer { law.extended_maximum_months } else { law.maximum_months };
    let longest = last_day_after(dates.starts_on, most);
    if dates.ends_on < shortest && !dates.after_rupture {
        return Some(too_short(law.minimum_months, shortest));
    }
    (dates.ends_on > longest).then(|| too_long(most, longest))
}

/// A failed year is repeated for a year at most.
///
/// Source: Code du travail, art. L6222-11 (read 23/11/2026).
fn check_repeated(dates: &ContractDates) -> Option<Finding> {
    let longest = last_day_after(dates.starts_on, MONTHS_A_YEAR.unsigned_abs());
    let jour = french_day(longest);
    let facts = || {
        say!(
            "Après un échec, l'apprentissage se prolonge d'un an au plus : ce contrat finit au plus tard le {jour}.",
            "After a failure, the apprenticeship goes on for a year at most: this contract ends on {longest} at the latest."
        )
    };
    (dates.repeats && dates.ends_on > longest).then(|| book::REPEATED_TOO_LONG.at("/ends_on", facts()))
}

fn ends_before_it_starts(dates: &ContractDates) -> Finding {
    let facts = Sentence::new(
        format!("Le contrat doit finir après le {}, jour de son début.", french_day(dates.starts_on)),
        format!("The contract must end after {}, the day it starts.", dates.starts_on),
    );
    book::ENDS_BEFORE_START.at("/ends_on", facts)
}

fn too_short(months: u32, shortest: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!(
            "Un contrat dure au moins {months} mois : celui-ci finit au plus tôt le {}.",
            french_day(shortest)
        ),
        format!("A contract lasts at least {months} months: this one ends on {shortest} at the earliest."),
    );
    book::TOO_SHORT.at("/ends_on", facts)
}

fn too_long(months: u32, longest: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!(
            "Un contrat dure au plus {months} mois : celui-ci finit au plus tard le {}.",
            french_day(longest)
        ),
        format!("A contract lasts at most {months} months: this one ends on {longest} at the latest."),
    );
    book::TOO_LONG.at("/ends_on", facts)
}

fn check_cohort(dates: &ContractDates) -> Option<Finding> {
    let upside_down = dates.ends_on <= dates.starts_on;
    let (from, to) = (dates.entry.opens_on, dates.entry.expected_ends_on);
    let meets = dates.starts_on <= to && dates.ends_on >= from;
    let facts = || {
        Sentence::new(
            format!(
                "Le contrat ne couvre aucun jour de la formation, du {} au {}.",
                french_day(from),
                french_day(to)
            ),
            format!("The contract covers no day of the training, from {from} to {to}."),
        )
    };
    (!meets && !upside_down).then(|| book::OUTSIDE_COHORT.at("/starts_on", facts()))
}

fn check_age(law: &AgeLaw, dates: &ContractDates) -> Option<Finding> {
    match law.age_on(dates.born_on?, dates.starts_on) {
        age if age < law.youngest => Some(too_young(law, age)),
        age if age < law.without_condition => Some(young(age)),
        age if age >= law.limit && !dates.age_exempt => Some(too_old(law, age)),
        _ => None,
    }
}

fn too_young(law: &AgeLaw, age: u32) -> Finding {
    let facts = Sentence::new(
        format!("L'apprenti aurait {age} ans au début du contrat : il en faut au moins {}.", law.youngest),
        format!(
            "The apprentice would be {age} when the contract starts: at least {} is required.",
            law.youngest
        ),
    );
    book::AGE_TOO_YOUNG.at("/starts_on", facts)
}

fn young(age: u32) -> Finding {
    let facts = Sentence::new(
        format!(
            "L'apprenti aura {age} ans au début du contrat : le premier cycle du secondaire (collège) doit être achevé."
        ),
        format!(
            "The apprentice will be {age} when the contract starts: lower secondary school must be completed."
        ),
    );
    book::AGE_NEEDS_SCHOOLING.at("/starts_on", facts)
}

fn too_old(law: &AgeLaw, age: u32) -> Finding {
    let facts = Sentence::new(
        format!(
            "L'apprenti aurait {age} ans au début du contrat : la limite est de {} ans révolus, sauf dérogation.",
            law.limit.saturating_sub(1)
        ),
        format!(
            "The apprentice would be {age} when the contract starts: under {} is required, unless exempted.",
            law.limit
        ),
    );
    book::AGE_TOO_OLD.at("/starts_on", facts)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
