//! How an exam is awarded: the mean it takes, what an optional unit adds, what is kept, the catch-up orals.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Certainty;

/// What it takes to be awarded the diploma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AwardRule {
    /// Least weighted mean over the compulsory units, in hundredths of a mark out of 20.
    #[schema(minimum = 1, maximum = 2000, example = 1000)]
    pub pass_mark_hundredths: u16,
    /// Mark above which the points of an optional unit are added to the total, in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1000)]
    pub optional_threshold_hundredths: u16,
    /// Least mark of a unit that a candidate who failed may keep, in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1000)]
    pub kept_from_hundredths: u16,
    /// How many years such a mark may be kept.
    #[schema(minimum = 1, maximum = 20, example = 5)]
    pub kept_years: u8,
    /// Where the rule was read.
    #[schema(min_length = 1, max_length = 2000)]
    pub source: String,
    /// Day it was read.
    pub read_on: NaiveDate,
}

/// The orals that give a second chance to a candidate who is near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CatchUpRule {
    /// First session with such orals, a year; absent when all those of the regulation have them.
    #[schema(minimum = 1990, maximum = 2100)]
    pub first_session: Option<i32>,
    /// Least weighted mean that opens them, in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 800)]
    pub overall_from_hundredths: u16,
    /// Least weighted mean over the professional units that opens them, in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1000)]
    pub professional_from_hundredths: u16,
    /// How many of them a candidate chooses.
    #[schema(minimum = 1, maximum = 3, example = 2)]
    pub chosen: u8,
    /// Those there are.
    #[schema(min_items = 1, max_items = 8)]
    pub orals: Vec<CatchUpOral>,
    /// Where the rule was read.
    #[schema(min_length = 1, max_length = 2000)]
    pub source: String,
    /// Day it was read.
    pub read_on: NaiveDate,
    /// How sure the rule is.
    #[serde(default)]
    pub certainty: Certainty,
    /// What remains to be checked.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
}

/// A catch-up oral, and the units of which it may better the mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CatchUpOral {
    /// Its subject.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Codes of general units that receive a mark: the better of both marks counts for one of them.
    #[schema(min_items = 1, max_items = 4, value_type = Vec<OralUnitCode>)]
    pub units: Vec<String>,
}

/// Code of a unit that an oral is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(max_length = 10)]
pub struct OralUnitCode(pub String);
