//! Where something due stands on a day, and the rule behind a code.

use chrono::NaiveDate;

use super::book;
use crate::desk::obligations::model::{ObligationKind as Kind, ObligationState};
use crate::law::deadlines;
use crate::law::figures::{Consequence, Law};
use crate::law::findings::Rule;

/// The days that tell where something stands.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// First day on which it is due.
    pub from_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// First day on which it is no longer open.
    pub closed_on: NaiveDate,
}

/// Where something due stands on a day; what is done stays done, whatever else was said of it.
pub fn state_on(as_of: NaiveDate, days: Days, waived: bool) -> ObligationState {
    match days {
        Days { done_on: Some(done_on), .. } if done_on <= as_of => ObligationState::Done,
        _ if waived => ObligationState::Waived,
        Days { closed_on, .. } if closed_on <= as_of => ObligationState::Lapsed,
        Days { due_on, .. } if as_of > due_on => ObligationState::Late,
        Days { from_on, .. } if as_of >= from_on => ObligationState::Due,
        _ => ObligationState::Upcoming,
    }
}

/// The rule of a code.
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    deadlines::RULES.iter().chain(book::RULES).find(|rule| rule.code == code)
}

/// What is lost when something due on a day is late.
pub fn consequence<'a>(kind: Kind, step: &str, due_on: NaiveDate, law: &'a Law) -> Option<&'a Consequence> {
    law.consequences.on(due_on).of(kind.as_str(), step)
}
