//! Cohorts in JSON, with what follows from their dates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::cohorts::model::{Cohort, CohortFacts};
use crate::catalogue::cohorts::rules::{TrainingYear, Window, training_years};
use crate::catalogue::programmes::Catalogue;
use crate::ids::SiteId;
use crate::law::figures::Law;
use crate::law::findings::{Finding, Warning};
use crate::law::identifiers;
use crate::platform::text::Lang;

/// A cohort to open.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"programme": "bts-mco", "starts_on": "2025-08-25", "ends_on": "2027-08-24"}))]
pub struct OpeningIn {
    /// Site that opens it; may be left out by whoever is bound to one site.
    pub site_id: Option<SiteId>,
    /// Code of the programme, taught at that site.
    #[schema(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Name people use; the short title and the years when absent.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "BTS MCO 2025-2027")]
    #[serde(default, deserialize_with = "identifiers::normal::name_or_none")]
    pub name: Option<String>,
    /// First day of the training cycle.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day of the training cycle; what the programme's duration gives when absent.
    #[schema(example = "2027-08-24")]
    pub ends_on: Option<NaiveDate>,
    /// Year of the exam session the cohort sits; the year of its last day when absent.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub exam_session: Option<i32>,
    /// Code of an exam regulation of the programme; the one of the session when absent.
    #[schema(min_length = 1, max_length = 60, example = "mco-2024")]
    pub exam_regulation: Option<String>,
}

/// A cohort: one run of a programme at a site.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortOut {
    /// The cohort itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub cohort: Cohort,
    /// The years of the training cycle.
    #[schema(max_items = 10)]
    pub training_years: Vec<TrainingYearOut>,
    /// Days the law lets a contract of this cohort start.
    pub legal_contract_window: WindowOut,
    /// Days the site expects a contract of this cohort to start; null when the catalogue no longer has the programme.
    pub site_contract_window: Option<WindowOut>,
    /// Last day on which one may follow the courses without an employer (art. L6222-12-1).
    pub right_without_contract_until: NaiveDate,
    /// Version of its programme that it follows: the one it was told to, else the one in force on its first day.
    #[schema(minimum = 1)]
    pub programme_version_followed: Option<i32>,
    /// What was worth telling but did not stop the act; only on opening and on change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
}

/// A year of the training cycle, from anniversary to anniversary of its start.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrainingYearOut {
    /// Rank, from 1.
    #[schema(minimum = 1, maximum = 10)]
    pub number: i16,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// School year.
    #[schema(max_length = 9, example = "2025-2026")]
    pub school_year: String,
}

/// First and last day a contract may start, both accepted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WindowOut {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

impl From<Window> for WindowOut {
    fn from(window: Window) -> Self {
        Self { from: window.from, until: window.until }
    }
}

impl From<TrainingYear> for TrainingYearOut {
    fn from(year: TrainingYear) -> Self {
        let school_year = year.school_year();
        Self { number: year.number, starts_on: year.starts_on, ends_on: year.ends_on, school_year }
    }
}

impl CohortOut {
    /// A cohort with what its programme adds to it.
    pub fn of(cohort: Cohort, catalogue: &Catalogue, law: &Law) -> Self {
        let CohortFacts { starts_on, ends_on, .. } = cohort.facts;
        let legal = Window::legal(starts_on, law);
        let follows = cohort.follows();
        let programme = catalogue.followed(&follows);
        Self {
            training_years: training_years(starts_on, ends_on)
                .into_iter()
                .map(TrainingYearOut::from)
                .collect(),
            legal_contract_window: legal.into(),
            site_contract_window: programme.map(|one| Window::of_site(starts_on, one).into()),
            right_without_contract_until: legal.until,
            programme_version_followed: catalogue.version_followed(&follows).map(|version| version.number),
            warnings: Vec::new(),
            cohort,
        }
    }

    /// The same cohort, with what was worth telling.
    #[must_use]
    pub fn warned(self, warnings: Vec<Finding>, lang: Lang) -> Self {
        Self {
            warnings: warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect(),
            ..self
        }
    }
}
