//! When and how somebody comes into a training: their own dates, not those of the cohort, are what is computed from.
//!
//! Source: Code du travail, art. L6222-12-1 (three months without an employer, from the person's own entry, as the OPCO read
//! it), L6222-7-1 and L6222-11 (entry in a later year, repeated year); read 29/11/2026.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::status::Course;
use crate::law::calendar::years_begun;
use crate::people::apprentices::model::{EnrolmentFacts, EntryReason};

/// The own course of somebody through a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = EntryOut)]
pub struct Entry {
    /// First day in the training.
    #[schema(example = "2025-10-15")]
    pub entered_on: NaiveDate,
    /// Last day expected in the training.
    #[schema(example = "2027-08-24")]
    pub expected_ends_on: NaiveDate,
    /// Year of the cycle they came into, from 1.
    #[schema(minimum = 1, maximum = 99)]
    pub year: u32,
    /// Why they came in then.
    pub reason: EntryReason,
    /// First day from which they may begin a contract, before the months the law gives: their own entry when it was said, the
    /// start of the cohort when it comes first.
    #[serde(skip)]
    pub opens_on: NaiveDate,
}

impl Entry {
    /// The own course of somebody in a cohort.
    pub fn of(facts: &EnrolmentFacts, cohort: Course) -> Self {
        let entered_on = facts.entered_on.unwrap_or(facts.enrolled_on.max(cohort.starts_on));
        let by_date = years_begun(cohort.starts_on, entered_on);
        let year = facts.entry_year.and_then(|year| u32::try_from(year).ok()).unwrap_or(by_date);
        let told = match (facts.continues_enrolment_id, year) {
            (Some(_), _) => EntryReason::Repeat,
            (None, 2..) => EntryReason::DirectEntry,
            (None, _) if entered_on > cohort.starts_on => EntryReason::LateEntry,
            (None, _) => EntryReason::CycleStart,
        };
        Self {
            entered_on,
            expected_ends_on: facts.expected_ends_on.unwrap_or(cohort.ends_on),
            year,
            reason: facts.entry_reason.unwrap_or(told),
            opens_on: facts.entered_on.unwrap_or(entered_on.min(cohort.starts_on)),
        }
    }

    /// The entry of whoever comes with the others, and leaves with them.
    pub const fn with_the_cycle(starts_on: NaiveDate, ends_on: NaiveDate) -> Self {
        let (entered_on, expected_ends_on, opens_on) = (starts_on, ends_on, starts_on);
        Self { entered_on, expected_ends_on, year: 1, reason: EntryReason::CycleStart, opens_on }
    }

    /// The year that a repeater is paid again, whatever the dates of the cohort they join.
    ///
    /// Source: Code du travail, art. D6222-28 (read 29/11/2026).
    pub fn repeated_year(&self) -> Option<u32> {
        (self.reason == EntryReason::Repeat).then_some(self.year)
    }

    /// The period that statuses, rights and visits are computed over.
    pub const fn course(&self) -> Course {
        Course { starts_on: self.entered_on, ends_on: self.expected_ends_on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_not_said_is_told_from_the_dates() {
        let cohort = Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
        let told = |enrolled_on: &str| {
            let entry = Entry::of(&EnrolmentFacts::on(day(enrolled_on)), cohort);
            (entry.entered_on.to_string(), entry.year, entry.reason)
        };
        assert_eq!(told("2025-06-02"), ("2025-08-25".into(), 1, EntryReason::CycleStart));
        assert_eq!(told("2025-10-15"), ("2025-10-15".into(), 1, EntryReason::LateEntry));
        assert_eq!(told("2026-09-01"), ("2026-09-01".into(), 2, EntryReason::DirectEntry));
    }

    #[test]
    fn what_is_said_wins() {
        let cohort = Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
        let facts = EnrolmentFacts {
            entered_on: Some(day("2025-09-08")),
            expected_ends_on: Some(day("2028-08-24")),
            entry_year: Some(2),
            entry_reason: Some(EntryReason::Transfer),
            ..EnrolmentFacts::on(day("2025-06-02"))
        };
        let entry = Entry::of(&facts, cohort);
        assert_eq!((entry.entered_on, entry.opens_on), (day("2025-09-08"), day("2025-09-08")));
        assert_eq!(entry.course().ends_on, day("2028-08-24"));
        assert_eq!((entry.year, entry.reason), (2, EntryReason::Transfer));
    }
}
