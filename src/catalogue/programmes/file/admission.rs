//! How one enters a programme: opening, enrolment, gates, contract window, alternation, open days.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When the training opens each year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningRule {
    /// Month of opening, 1 to 12.
    #[schema(minimum = 1, maximum = 12)]
    pub month: u8,
    /// Week of that month.
    pub week: OpeningWeek,
    /// The rule as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub statement: Option<String>,
    /// From when to when a cycle runs, as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub span: Option<String>,
}

/// A week of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpeningWeek {
    /// The first week.
    First,
    /// The second week.
    Second,
    /// The third week.
    Third,
    /// The last week.
    Last,
}

/// A cohort whose dates are announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncedCohort {
    /// First day of the training.
    pub starts_on: NaiveDate,
    /// Last day of the training.
    pub ends_on: NaiveDate,
}

/// Months of the year during which one may enrol, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdmissionWindow {
    /// First month, 1 to 12.
    #[schema(minimum = 1, maximum = 12)]
    pub first_month: u8,
    /// Last month, 1 to 12.
    #[schema(minimum = 1, maximum = 12)]
    pub last_month: u8,
    /// The window as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub statement: Option<String>,
}

/// One step a candidate goes through before being enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueAdmissionGate)]
pub struct AdmissionGate {
    /// What has to be passed.
    pub kind: GateKind,
    /// The gate as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
}

/// What an admission gate checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// The school record is studied.
    SchoolRecord,
    /// The candidate is heard about their motivation.
    MotivationInterview,
    /// An apprenticeship contract is signed with a company.
    ContractSigned,
}

/// When a contract may be signed around the start of the theoretical training, by the site's own rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractWindow {
    /// Months before the start of the theoretical training.
    #[schema(minimum = 0, maximum = 12)]
    pub months_before: u32,
    /// Months after the start of the theoretical training.
    #[schema(minimum = 0, maximum = 12)]
    pub months_after: u32,
    /// The window as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub statement: Option<String>,
}

/// Alternation between the company and the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// Days in the company per period.
    #[schema(minimum = 0, maximum = 24)]
    pub days_in_company: u8,
    /// Days at the centre per period.
    #[schema(minimum = 0, maximum = 24)]
    pub days_at_centre: u8,
    /// The period that repeats.
    pub per: RhythmPeriod,
    /// Days of every week in the company, 1 for Monday, when the programme fixes them.
    #[serde(default)]
    #[schema(max_items = 7)]
    pub company_weekdays: Vec<u8>,
    /// Days of every week at the centre, 1 for Monday, when the programme fixes them.
    #[serde(default)]
    #[schema(max_items = 7)]
    pub centre_weekdays: Vec<u8>,
    /// The rhythm as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub statement: Option<String>,
}

/// The period after which the alternation repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RhythmPeriod {
    /// Every week.
    Week,
    /// Every two weeks.
    Fortnight,
    /// Every four weeks.
    FourWeeks,
}

impl RhythmPeriod {
    /// Weeks in the period.
    pub fn weeks(self) -> u8 {
        match self {
            Self::Week => 1,
            Self::Fortnight => 2,
            Self::FourWeeks => 4,
        }
    }
}

/// A day when the site opens its doors to the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueOpenDay)]
pub struct OpenDay {
    /// The day.
    pub held_on: NaiveDate,
    /// Opening time, at the site.
    #[schema(value_type = String, max_length = 18, example = "09:00:00")]
    pub from: NaiveTime,
    /// Closing time, at the site.
    #[schema(value_type = String, max_length = 18, example = "16:30:00")]
    pub until: NaiveTime,
}
