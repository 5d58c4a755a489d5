//! How one enters a programme: opening, enrolment, gates, contract window, alternation, open days.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text_enum;

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

text_enum!(
    /// A week of the month.
    OpeningWeek {
        /// The first week.
        First = "first" => "Première semaine du mois" / "First week of the month",
        /// The second week.
        Second = "second" => "Deuxième semaine du mois" / "Second week of the month",
        /// The third week.
        Third = "third" => "Troisième semaine du mois" / "Third week of the month",
        /// The last week.
        Last = "last" => "Dernière semaine du mois" / "Last week of the month",
    }
);

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

text_enum!(
    /// What an admission gate checks.
    GateKind {
        /// The school record is studied.
        SchoolRecord = "school_record" => "Dossier scolaire" / "School record",
        /// The candidate is heard about their motivation.
        MotivationInterview = "motivation_interview" => "Entretien de motivation" / "Motivation interview",
        /// An apprenticeship contract is signed with a company.
        ContractSigned = "contract_signed" => "Contrat signé" / "Contract signed",
    }
);

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

text_enum!(
    /// The period after which the alternation repeats.
    RhythmPeriod {
        /// Every week.
        Week = "week" => "Semaine" / "Week",
        /// Every two weeks.
        Fortnight = "fortnight" => "Quinzaine" / "Fortnight",
        /// Every four weeks.
        FourWeeks = "four_weeks" => "Quatre semaines" / "Four weeks",
    }
);

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
