//! The nouns: a share with both its terms, and the people of a site today.

use chrono::NaiveDate;

/// A share: never only a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
}

/// A training year, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSpan {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
}

/// The apprentices in training on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InTraining {
    /// Enrolled in a cohort that runs, and not excluded.
    pub enrolled: i64,
    /// Of whom no contract runs that day.
    pub without_contract: i64,
}
