//! The facts of a simulation, as sent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contracts::pay::model::{
    ConventionalMinimum, Extension, ExtensionGround, PayBase, PayFacts, PayLine, PayReference,
    PreviousContract,
};
use crate::law::figures::Territory;
use crate::law::money::{Cents, Percent};

/// The facts pay depends on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "born_on": "2007-11-10", "starts_on": "2025-08-25", "ends_on": "2027-08-24",
    "previous": {"same_employer": false, "diploma_obtained": true, "percent_hundredths": 5100},
}))]
pub struct PaySimulationIn {
    /// Birth date of the apprentice.
    #[schema(example = "2007-11-10")]
    pub born_on: NaiveDate,
    /// First day of the contract.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day of the contract, extension included.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
    /// The training cycle; needed when years are counted from it.
    pub cycle: Option<CycleIn>,
    /// How the contract stands to the cycle; `execution` when absent.
    pub reference: Option<PayReference>,
    /// Pay year kept, when the whole contract repeats a failed year with another employer.
    #[schema(minimum = 1, maximum = 4)]
    pub repeated_year: Option<u32>,
    /// Time added to the contract.
    pub extension: Option<ExtensionIn>,
    /// Prepares in a year at most a diploma of the level already held, directly related to it.
    #[serde(default)]
    pub related_diploma: bool,
    /// Prepares a licence professionnelle.
    #[serde(default)]
    pub licence_professionnelle: bool,
    /// The previous apprenticeship contract.
    pub previous: Option<PreviousIn>,
    /// Conventional minimums of the job held, each from a day on.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub conventional_minimums: Vec<ConventionalMinimumIn>,
    /// Where the work is done; `metropolitan` when absent.
    pub territory: Option<Territory>,
    /// Lines of the contract, checked against the law.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub lines: Vec<PayLineIn>,
}

/// A training cycle.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CycleIn {
    /// First day.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
}

/// Time added to a contract.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionIn {
    /// First day added.
    pub starts_on: NaiveDate,
    /// Why it was added.
    pub ground: ExtensionGround,
}

/// A previous apprenticeship contract; its pay is a floor when its diploma was obtained.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviousIn {
    /// With the employer of this contract.
    pub same_employer: bool,
    /// Whether its diploma was obtained.
    pub diploma_obtained: bool,
    /// Share received in its last year (same employer) or due by law then (another), in hundredths of a percent.
    #[schema(minimum = 0, maximum = 100_000, example = 5100)]
    pub percent_hundredths: Option<i32>,
    /// The same as a monthly amount, in cents.
    #[schema(minimum = 0, maximum = 100_000_000)]
    pub monthly_cents: Option<i64>,
}

/// A conventional minimum of the job held.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConventionalMinimumIn {
    /// First day; from the start of the contract when absent.
    pub from_on: Option<NaiveDate>,
    /// Gross amount of a month, in cents.
    #[schema(minimum = 1, maximum = 100_000_000)]
    pub monthly_cents: i64,
}

/// A line of pay: a share over a period.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayLineIn {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// Share, in hundredths of a percent: 4300 is 43 %.
    #[schema(minimum = 0, maximum = 100_000, example = 4300)]
    pub percent_hundredths: i32,
    /// What the share is taken of.
    pub base: PayBase,
}

impl From<PaySimulationIn> for PayFacts {
    fn from(given: PaySimulationIn) -> Self {
        Self {
            born_on: given.born_on,
            starts_on: given.starts_on,
            ends_on: given.ends_on,
            cycle: given.cycle.map(|cycle| (cycle.starts_on, cycle.ends_on)),
            reference: given.reference.unwrap_or(PayReference::Execution),
            repeated_year: given.repeated_year,
            extension: given.extension.map(Extension::from),
            related_diploma: given.related_diploma,
            licence_professionnelle: given.licence_professionnelle,
            previous: given.previous.map(PreviousContract::from),
            conventional_minimums: given.conventional_minimums.into_iter().map(Into::into).collect(),
            territory: given.territory.unwrap_or(Territory::Metropolitan),
            lines: given.lines.into_iter().map(PayLine::from).collect(),
        }
    }
}

impl From<ExtensionIn> for Extension {
    fn from(given: ExtensionIn) -> Self {
        Self { starts_on: given.starts_on, ground: given.ground }
    }
}

impl From<PreviousIn> for PreviousContract {
    fn from(given: PreviousIn) -> Self {
        Self {
            same_employer: given.same_employer,
            diploma_obtained: given.diploma_obtained,
            percent: given.percent_hundredths.map(Percent),
            monthly: given.monthly_cents.map(Cents),
        }
    }
}

impl From<ConventionalMinimumIn> for ConventionalMinimum {
    fn from(given: ConventionalMinimumIn) -> Self {
        Self { from_on: given.from_on, monthly: Cents(given.monthly_cents) }
    }
}

impl From<PayLineIn> for PayLine {
    fn from(given: PayLineIn) -> Self {
        Self {
            from_on: given.from_on,
            to_on: given.to_on,
            percent: Percent(given.percent_hundredths),
            base: given.base,
        }
    }
}
