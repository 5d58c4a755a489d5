//! A visit planned by hand: its training year, its rank, and a day of the contract.

use chrono::{Datelike, NaiveDate};

use super::planning::PlannedVisit;
use crate::follow_up::visits::rules::book::{
    DUE_AFTER_PLANNED, FEW_ENOUGH_VISITS, VISIT_WITHIN_CONTRACT, WITHIN_ITS_YEAR,
};
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;

/// Training years that are told apart: the longest contract, and a year repeated.
pub const MOST_TRAINING_YEARS: i16 = 4;
/// Visits of one training year, cancelled ones included: two a month, more than anybody makes.
pub const MOST_VISITS_A_YEAR: i16 = 24;

/// The period in which a visit may be planned: the contract, until its eve of rupture if it was broken.
#[derive(Debug, Clone, Copy)]
pub struct ContractPeriod {
    pub from: NaiveDate,
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
        Sentence::new(
            format!("La visite a lieu pendant le contrat, du {} au {}.", french_day(from), french_day(to)),
            format!("The visit takes place during the contract, from {from} to {to}."),
        )
    };
    (!(from..=to).contains(&planned_on)).then(|| VISIT_WITHIN_CONTRACT.at(pointer, facts()))
}

/// What a visit still planned is moved within.
#[derive(Debug, Clone, Copy)]
pub struct MoveBounds {
    /// Day planned until now.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Training year that counts it.
    pub training_year: i16,
    pub cycle_starts_on: NaiveDate,
    pub contract: ContractPeriod,
}

impl MoveBounds {
    /// The last day of the visit once moved: one that was no other than the day planned follows it, in time.
    pub fn due_on_moved(&self, planned_on: NaiveDate, today: NaiveDate) -> NaiveDate {
        let follows = self.due_on == self.planned_on && self.due_on >= today;
        if follows { self.due_on.max(planned_on) } else { self.due_on }
    }
}

/// Everything wrong with a visit moved to a day. Already late, it is to be held all the same: any day of its contract does.
pub fn check_move(planned_on: NaiveDate, within: &MoveBounds, today: NaiveDate) -> Vec<Finding> {
    let outside = check_planned_on(planned_on, "/planned_on", within.contract);
    if within.due_on < today {
        return outside.into_iter().collect();
    }
    let past_due = check_due_on(planned_on, within.due_on_moved(planned_on, today))
        .map(|finding| Finding { pointer: "/planned_on".into(), ..finding });
    [outside, past_due, check_year(planned_on, within)].into_iter().flatten().collect()
}

fn check_year(planned_on: NaiveDate, within: &MoveBounds) -> Option<Finding> {
    let (year, other) = (within.training_year, training_year_on(planned_on, within.cycle_starts_on));
    let facts = || {
        Sentence::new(
            format!("Cette visite est de l'année {year} ; ce jour est de l'année {other}."),
            format!("This visit is of year {year}; this day is of year {other}."),
        )
    };
    (other != year).then(|| WITHIN_ITS_YEAR.at("/planned_on", facts()))
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
        Sentence::new(
            "Le dernier jour ne vient pas avant le jour prévu.".to_owned(),
            "The last day does not come before the day planned.".to_owned(),
        )
    };
    (due_on < planned_on).then(|| DUE_AFTER_PLANNED.at("/due_on", facts()))
}

fn too_many() -> Finding {
    let facts = Sentence::new(
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
    fn a_visit_moves_until_its_last_day_within_its_year_unless_it_is_late() {
        let contract = ContractPeriod { from: day("2025-08-25"), to: day("2027-08-24") };
        let cycle_starts_on = contract.from;
        let moved = |training_year: i16, due_on: &str, planned_on: &str, today: &str| {
            let due_on = day(due_on);
            let within =
                MoveBounds { planned_on: contract.from, due_on, training_year, cycle_starts_on, contract };
            let findings = check_move(day(planned_on), &within, day(today));
            assert!(findings.iter().all(|finding| finding.pointer == "/planned_on"));
            findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        let (past_due, other_year) = ("visit.due_before_planned", "visit.other_training_year");
        assert!(moved(1, "2026-02-22", "2026-02-22", "2026-02-22").is_empty());
        assert_eq!(moved(1, "2026-02-22", "2026-02-23", "2026-02-22"), [past_due]);
        assert!(moved(1, "2026-02-22", "2026-09-01", "2026-02-23").is_empty(), "late, on any day");
        assert_eq!(moved(1, "2026-02-22", "2027-08-25", "2026-02-23"), ["visit.outside_contract"]);
        assert_eq!(moved(2, "2027-02-22", "2026-08-24", "2026-06-01"), [other_year]);
        assert!(moved(2, "2027-02-22", "2026-08-25", "2026-06-01").is_empty());
        assert_eq!(moved(1, "2026-08-24", "2026-08-25", "2026-06-01"), [past_due, other_year]);
    }

    #[test]
    fn a_last_day_that_is_only_the_day_planned_follows_it_until_it_is_late() {
        let contract = ContractPeriod { from: day("2025-08-25"), to: day("2027-08-24") };
        let within = MoveBounds {
            planned_on: day("2026-02-12"),
            due_on: day("2026-02-12"),
            training_year: 1,
            cycle_starts_on: contract.from,
            contract,
        };
        let due = |planned_on: &str, today: &str| {
            let planned = day(planned_on);
            assert!(check_move(planned, &within, day(today)).is_empty());
            within.due_on_moved(planned, day(today)).to_string()
        };
        assert_eq!(due("2026-03-12", "2026-02-12"), "2026-03-12");
        assert_eq!(due("2026-02-05", "2026-02-01"), "2026-02-12", "earlier, there is time left");
        assert_eq!(due("2026-03-12", "2026-02-13"), "2026-02-12", "late, it stays so");
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
