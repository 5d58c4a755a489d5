//! A visit planned by hand: its training year, its rank, and a day of the contract.

use chrono::{Datelike, NaiveDate};

use super::planning::PlannedVisit;
use crate::calendar::french_day;
use crate::findings::Finding;
use crate::platform::text::Text;
use crate::visits::rules::book::{DUE_AFTER_PLANNED, FEW_ENOUGH_VISITS, VISIT_WITHIN_CONTRACT};

/// Training years that are told apart: the longest contract, and a year repeated.
pub const MOST_TRAINING_YEARS: i16 = 4;
/// Visits of one training year, cancelled ones included: two a month, more than anybody makes.
pub const MOST_VISITS_A_YEAR: i16 = 24;

/// The period in which a visit may be planned: the contract, until its eve of rupture if it was broken.
#[derive(Debug, Clone, Copy)]
pub struct ContractPeriod {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A visit is planned on a day of its contract.
pub fn check_planned_on(
    planned_on: NaiveDate,
    pointer: &'static str,
    contract: ContractPeriod,
) -> Option<Finding> {
    let (from, to) = (contract.from, contract.to);
    let facts = || {
        Text::new(
            format!("La visite a lieu pendant le contrat, du {} au {}.", french_day(from), french_day(to)),
            format!("The visit takes place during the contract, from {from} to {to}."),
        )
    };
    (!(from..=to).contains(&planned_on)).then(|| VISIT_WITHIN_CONTRACT.at(pointer, facts()))
}

/// The visit to add, after those of the same training year, or why it cannot be added.
pub fn add(
    planned_on: NaiveDate,
    due_on: NaiveDate,
    cycle_starts_on: NaiveDate,
    contract: ContractPeriod,
    slots: &[(i16, i16)],
) -> Result<PlannedVisit, Vec<Finding>> {
    let training_year = training_year_on(planned_on, cycle_starts_on);
    let taken = slots.iter().filter(|(year, _)| *year == training_year).map(|(_, ordinal)| *ordinal);
    let ordinal = taken.max().unwrap_or(0) + 1;
    let findings: Vec<_> = [
        check_planned_on(planned_on, "/planned_on", contract),
        check_due_on(planned_on, due_on),
        (ordinal > MOST_VISITS_A_YEAR).then(too_many),
    ]
    .into_iter()
    .flatten()
    .collect();
    match findings.is_empty() {
        true => Ok(PlannedVisit { training_year, ordinal, planned_on, due_on }),
        false => Err(findings),
    }
}

/// The training year of a day: the first one before the cycle, the last one told apart after it.
pub fn training_year_on(day: NaiveDate, cycle_starts_on: NaiveDate) -> i16 {
    let before_anniversary = (day.month(), day.day()) < (cycle_starts_on.month(), cycle_starts_on.day());
    let years = day.year() - cycle_starts_on.year() - i32::from(before_anniversary) + 1;
    i16::try_from(years).unwrap_or(MOST_TRAINING_YEARS).clamp(1, MOST_TRAINING_YEARS)
}

/// The last day of a visit does not come before the day planned.
pub fn check_due_on(planned_on: NaiveDate, due_on: NaiveDate) -> Option<Finding> {
    let facts = || {
        Text::new(
            "Le dernier jour ne vient pas avant le jour prévu.".to_owned(),
            "The last day does not come before the day planned.".to_owned(),
        )
    };
    (due_on < planned_on).then(|| DUE_AFTER_PLANNED.at("/due_on", facts()))
}

fn too_many() -> Finding {
    let facts = Text::new(
        format!("Une année de formation compte au plus {MOST_VISITS_A_YEAR} visites."),
        format!("A training year has at most {MOST_VISITS_A_YEAR} visits."),
    );
    FEW_ENOUGH_VISITS.at("/planned_on", facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_training_year_turns_on_its_anniversary() {
        for (on, expected) in [
            ("2025-06-01", 1),
            ("2025-08-25", 1),
            ("2026-08-24", 1),
            ("2026-08-25", 2),
            ("2027-08-24", 2),
            ("2027-08-25", 3),
            ("2040-01-01", 4),
        ] {
            assert_eq!(training_year_on(day(on), day("2025-08-25")), expected, "{on}");
        }
    }

    #[test]
    fn an_extra_visit_comes_after_the_others_of_its_year() {
        let contract = ContractPeriod { from: day("2025-08-25"), to: day("2027-08-24") };
        let added = |planned_on: &str, due_on: &str, slots: &[(i16, i16)]| {
            add(day(planned_on), day(due_on), day("2025-08-25"), contract, slots)
                .map(|visit| (visit.training_year, visit.ordinal))
                .map_err(|findings| findings.iter().map(|finding| finding.code).collect::<Vec<_>>())
        };
        assert_eq!(added("2026-03-12", "2026-03-12", &[(1, 1), (1, 2), (2, 7)]), Ok((1, 3)));
        assert_eq!(added("2026-09-12", "2026-09-12", &[]), Ok((2, 1)));
        assert_eq!(added("2027-08-25", "2027-08-25", &[]), Err(vec!["visit.outside_contract"]));
        assert_eq!(added("2026-03-12", "2026-03-11", &[]), Err(vec!["visit.due_before_planned"]));
        assert_eq!(added("2026-03-12", "2026-03-12", &[(1, 24)]), Err(vec!["visit.too_many"]));
    }
}
