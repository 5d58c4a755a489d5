//! The dates of a contract against each other, its cohort and the age of the apprentice; every finding at once.

use chrono::NaiveDate;

use super::window::{self, SiteWindow};
use crate::calendar::{MONTHS_A_YEAR, add_days, add_months, age_on, french_day};
use crate::findings::Finding;

/// The shortest contract, in months; a contract that follows a rupture has no minimum (art. R6222-23-1).
///
/// Source: Code du travail, art. L6222-7-1 (read 23/11/2026).
pub const MIN_MONTHS: i32 = 6;
/// The longest contract, in months; the derogations to four years are not known here.
///
/// Source: Code du travail, art. L6222-7-1 (read 23/11/2026).
pub const MAX_MONTHS: i32 = 3 * MONTHS_A_YEAR;
/// The youngest age at the start, for who has completed the first cycle of secondary school.
///
/// Source: Code du travail, art. L6222-1 (read 23/11/2026).
pub const MIN_AGE: u32 = 15;
/// The age from which no condition of schooling is asked.
///
/// Source: Code du travail, art. L6222-1 (read 23/11/2026).
pub const UNCONDITIONAL_AGE: u32 = 16;
/// The age that must not be reached at the start: *29 ans révolus*.
///
/// Source: Code du travail, art. L6222-1, exemptions in L6222-2 (read 23/11/2026).
pub const AGE_LIMIT: u32 = 30;

const DURATION_SOURCE: &str = "Code du travail, art. L6222-7-1";
const SIGNATURE_SOURCE: &str = "Code du travail, art. L6222-4";
const AGE_SOURCE: &str = "Code du travail, art. L6222-1 et L6222-2";
const FORM_SOURCE: &str = "CERFA FA13 (10103)";
const HOUSE_SOURCE: &str = "Règle de Compagnon";

/// The dates that are checked together when a contract is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractDates {
    /// Signature by the parties, once signed.
    pub signed_on: Option<NaiveDate>,
    /// First day of the contract.
    pub starts_on: NaiveDate,
    /// Last day of the contract.
    pub ends_on: NaiveDate,
    /// First day of the cohort's cycle.
    pub cycle_starts_on: NaiveDate,
    /// Last day of the cohort's cycle.
    pub cycle_ends_on: NaiveDate,
    /// The window of the site.
    pub site_window: SiteWindow,
    /// Whether the contract follows a rupture, to finish the same training.
    pub after_rupture: bool,
    /// Birth date of the apprentice, when known.
    pub born_on: Option<NaiveDate>,
    /// Whether one of the exemptions from the age limit applies.
    pub age_exempt: bool,
}

/// Everything the rules say of the dates of a contract, errors and warnings.
pub fn check_contract(dates: &ContractDates) -> Vec<Finding> {
    let verdict =
        window::check(dates.starts_on, dates.cycle_starts_on, dates.site_window, dates.after_rupture);
    let findings = [
        verdict.finding(),
        check_signature(dates),
        check_period(dates),
        check_cohort(dates),
        check_age(dates),
    ];
    findings.into_iter().flatten().collect()
}

fn check_signature(dates: &ContractDates) -> Option<Finding> {
    let signed_on = dates.signed_on.filter(|signed_on| *signed_on > dates.starts_on)?;
    let sentences = (
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
    Some(Finding::error("contract.signed_after_start", "/signed_on", SIGNATURE_SOURCE, sentences))
}

fn check_period(dates: &ContractDates) -> Option<Finding> {
    if dates.ends_on <= dates.starts_on {
        return Some(ends_before_it_starts(dates));
    }
    let shortest = last_day_after(dates.starts_on, MIN_MONTHS);
    let longest = last_day_after(dates.starts_on, MAX_MONTHS);
    if dates.ends_on < shortest && !dates.after_rupture {
        return Some(too_short(shortest));
    }
    (dates.ends_on > longest).then(|| too_long(longest))
}

/// The last day of a period of whole months: 25/08 and 6 months end on 24/02.
fn last_day_after(starts_on: NaiveDate, months: i32) -> NaiveDate {
    add_days(add_months(starts_on, months), -1)
}

fn ends_before_it_starts(dates: &ContractDates) -> Finding {
    let sentences = (
        format!("Le contrat doit finir après le {}, jour de son début.", french_day(dates.starts_on)),
        format!("The contract must end after {}, the day it starts.", dates.starts_on),
    );
    Finding::error("contract.ends_before_start", "/ends_on", FORM_SOURCE, sentences)
}

fn too_short(shortest: NaiveDate) -> Finding {
    let sentences = (
        format!(
            "Un contrat dure au moins {MIN_MONTHS} mois : celui-ci finit au plus tôt le {}.",
            french_day(shortest)
        ),
        format!(
            "A contract lasts at least {MIN_MONTHS} months: this one ends on {shortest} at the earliest."
        ),
    );
    Finding::error("contract.too_short", "/ends_on", DURATION_SOURCE, sentences)
}

fn too_long(longest: NaiveDate) -> Finding {
    let years = MAX_MONTHS / MONTHS_A_YEAR;
    let sentences = (
        format!(
            "Un contrat dure au plus {years} ans : celui-ci finit au plus tard le {}.",
            french_day(longest)
        ),
        format!("A contract lasts at most {years} years: this one ends on {longest} at the latest."),
    );
    Finding::error("contract.too_long", "/ends_on", DURATION_SOURCE, sentences)
}

fn check_cohort(dates: &ContractDates) -> Option<Finding> {
    let upside_down = dates.ends_on <= dates.starts_on;
    let meets = dates.starts_on <= dates.cycle_ends_on && dates.ends_on >= dates.cycle_starts_on;
    let (from, to) = (dates.cycle_starts_on, dates.cycle_ends_on);
    let sentences = || {
        (
            format!(
                "Le contrat ne couvre aucun jour de la promotion, du {} au {}.",
                french_day(from),
                french_day(to)
            ),
            format!("The contract covers no day of the cohort, from {from} to {to}."),
        )
    };
    (!meets && !upside_down)
        .then(|| Finding::error("contract.outside_cohort", "/starts_on", HOUSE_SOURCE, sentences()))
}

fn check_age(dates: &ContractDates) -> Option<Finding> {
    match age_on(dates.born_on?, dates.starts_on) {
        age if age < MIN_AGE => Some(too_young(age)),
        age if age < UNCONDITIONAL_AGE => Some(young(age)),
        age if age >= AGE_LIMIT && !dates.age_exempt => Some(too_old(age)),
        _ => None,
    }
}

fn too_young(age: u32) -> Finding {
    let sentences = (
        format!("L'apprenti aurait {age} ans au début du contrat : il en faut au moins {MIN_AGE}."),
        format!("The apprentice would be {age} when the contract starts: at least {MIN_AGE} is required."),
    );
    Finding::error("contract.age_too_young", "/starts_on", AGE_SOURCE, sentences)
}

fn young(age: u32) -> Finding {
    let sentences = (
        format!(
            "L'apprenti aura {age} ans au début du contrat : le premier cycle du secondaire (collège) doit être achevé."
        ),
        format!(
            "The apprentice will be {age} when the contract starts: lower secondary school must be completed."
        ),
    );
    Finding::warning("contract.age_needs_schooling", "/starts_on", AGE_SOURCE, sentences)
}

fn too_old(age: u32) -> Finding {
    let sentences = (
        format!(
            "L'apprenti aurait {age} ans au début du contrat : la limite est de 29 ans révolus, sauf dérogation."
        ),
        format!(
            "The apprentice would be {age} when the contract starts: under {AGE_LIMIT} is required, unless exempted."
        ),
    );
    Finding::error("contract.age_too_old", "/starts_on", AGE_SOURCE, sentences)
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
