//! The pay year of a day: counted from the contract or from the cycle, or kept.

use chrono::NaiveDate;

use super::PayFigures;
use crate::contracts::pay::model::{Extension, ExtensionGround, PayFacts, PayReference};
use crate::law::calendar::{add_days, anniversary};
use crate::law::figures::{CountedFrom, EarlyStart};

/// Why a pay year is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearReason {
    /// Counted from the start of the contract.
    Execution(NaiveDate),
    /// Counted from the start of the cycle.
    Cycle(NaiveDate),
    /// Counted from the start of the contract, beyond the years of the cycle.
    EarlyStart,
    /// The year that is repeated.
    Repeater,
    /// Fixed by a licence professionnelle.
    Licence,
    /// Fixed by a related diploma.
    RelatedDiploma,
    /// The last year before an extension.
    Extended(ExtensionGround),
}

/// The pay year of a day, and why.
pub fn pay_year(facts: &PayFacts, figures: &PayFigures<'_>, day: NaiveDate) -> (u32, YearReason) {
    let choices = &figures.pay.choices;
    if let Some(year) = facts.repeated_year {
        return (year, YearReason::Repeater);
    }
    if facts.licence_professionnelle {
        return (choices.licence_professionnelle_year, YearReason::Licence);
    }
    if facts.related_diploma {
        return (choices.related_diploma_year, YearReason::RelatedDiploma);
    }
    match extension_on(facts, day) {
        Some(extension) => {
            let (year, _) = counted_year(facts, figures, add_days(extension.starts_on, -1));
            (year, YearReason::Extended(extension.ground))
        }
        None => counted_year(facts, figures, day),
    }
}

/// The extension a day lies in.
pub fn extension_on(facts: &PayFacts, day: NaiveDate) -> Option<Extension> {
    facts.extension.filter(|extension| extension.starts_on <= day)
}

/// The day from which the years of a contract are counted.
pub fn reference_day(facts: &PayFacts, figures: &PayFigures<'_>) -> NaiveDate {
    let by_cycle = figures.pay.choices.shorter_contract == CountedFrom::Cycle;
    match (facts.reference, facts.cycle) {
        (PayReference::Execution, _) | (_, None) => facts.starts_on,
        (_, Some((cycle_starts_on, _))) if by_cycle => cycle_starts_on.min(facts.starts_on),
        _ => facts.starts_on,
    }
}

/// The anniversaries of the reference within the contract, the extension's own once it has begun.
pub fn anniversaries(facts: &PayFacts, figures: &PayFigures<'_>) -> Vec<NaiveDate> {
    let first_part_ends =
        facts.extension.map_or(facts.ends_on, |extension| add_days(extension.starts_on, -1));
    let counted = yearly_from(reference_day(facts, figures), first_part_ends);
    let extended = facts.extension.map(|extension| {
        std::iter::once(extension.starts_on).chain(yearly_from(extension.starts_on, facts.ends_on))
    });
    counted.into_iter().filter(|day| *day > facts.starts_on).chain(extended.into_iter().flatten()).collect()
}

fn yearly_from(from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    (1..).map(|years: i32| anniversary(from, years)).take_while(|day| *day <= until).collect()
}

/// The year counted, which no longer grows once the cycle is over: time beyond it is paid as its last year was (D6222-28-2).
fn counted_year(facts: &PayFacts, figures: &PayFigures<'_>, day: NaiveDate) -> (u32, YearReason) {
    let (year, reason) = year_of_execution(facts, figures, day);
    let Some((from, to)) = facts.cycle.filter(|(_, to)| day > *to) else { return (year, reason) };
    let last = years_begun(from, to).max(year_of_execution(facts, figures, to).0);
    if year <= last { (year, reason) } else { (last, YearReason::Extended(ExtensionGround::Convention)) }
}

fn year_of_execution(facts: &PayFacts, figures: &PayFigures<'_>, day: NaiveDate) -> (u32, YearReason) {
    let from = reference_day(facts, figures);
    let year = years_begun(from, day);
    if from < facts.starts_on {
        return (year, YearReason::Cycle(from));
    }
    let early = facts.cycle.filter(|(cycle_starts_on, _)| facts.starts_on < *cycle_starts_on);
    let cycle_years = early.map(|(from, to)| years_begun(from, to)).filter(|years| year > *years);
    match (cycle_years, figures.pay.choices.early_start) {
        (Some(last), EarlyStart::LastYear) => (last, YearReason::EarlyStart),
        (Some(_), EarlyStart::NextYear) => (year, YearReason::EarlyStart),
        (None, _) => (year, YearReason::Execution(from)),
    }
}

/// One more than the anniversaries passed.
fn years_begun(from: NaiveDate, day: NaiveDate) -> u32 {
    u32::try_from(yearly_from(from, day).len()).unwrap_or(u32::MAX).saturating_add(1)
}
