//! Cohorts in JSON, with what follows from their dates.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::catalogue::cohorts::model::{Cohort, CohortChange};
use crate::catalogue::cohorts::rules::{TrainingYear, Window, training_years};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{CohortId, SiteId};
use crate::law::figures::Law;
use crate::law::findings::{Finding, Warning};
use crate::platform::body::MergePatch;
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
    #[schema(min_length = 1, max_length = 200, example = "BTS MCO 2025-2027")]
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

/// What may change of a cohort once it is open.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "BTS MCO 2025-2027", "ends_on": "2027-08-24"}))]
pub struct CohortIn {
    /// Name people use for the cohort.
    #[schema(min_length = 1, max_length = 200, example = "BTS MCO 2025-2027")]
    pub name: String,
    /// First day of the training cycle; fixed once somebody is enrolled.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day of the training cycle; fixed once somebody is enrolled.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
    /// Year of the exam session the cohort sits.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub exam_session: i32,
    /// Code of an exam regulation of the programme.
    #[schema(min_length = 1, max_length = 60, example = "mco-2024")]
    pub exam_regulation: String,
}

/// Any of the fields of a cohort.
pub type CohortPatch = MergePatch<CohortIn>;

impl CohortIn {
    /// What is written.
    pub fn written(self) -> CohortChange {
        CohortChange {
            name: self.name,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            exam_session: self.exam_session,
            exam_regulation: self.exam_regulation,
        }
    }
}

impl From<&Cohort> for CohortIn {
    fn from(row: &Cohort) -> Self {
        Self {
            name: row.name.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            exam_session: row.exam_session,
            exam_regulation: row.exam_regulation.clone(),
        }
    }
}

/// A cohort: one run of a programme at a site.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortOut {
    /// Identifier.
    pub id: CohortId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Code of the programme taught.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Name people use for the cohort.
    #[schema(max_length = 200, example = "BTS MCO 2025-2027")]
    pub name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    /// Year of the exam session the cohort sits.
    #[schema(minimum = 2000, maximum = 2100)]
    pub exam_session: i32,
    /// Code of the exam regulation of that session.
    #[schema(max_length = 60, example = "mco-2024")]
    pub exam_regulation: String,
    /// The years of the training cycle.
    #[schema(max_items = 10)]
    pub training_years: Vec<TrainingYearOut>,
    /// Days the law lets a contract of this cohort start.
    pub legal_contract_window: WindowOut,
    /// Days the site expects a contract of this cohort to start; null when the catalogue no longer has the programme.
    pub site_contract_window: Option<WindowOut>,
    /// Last day on which one may follow the courses without an employer (art. L6222-12-1).
    pub right_without_contract_until: NaiveDate,
    /// What was worth telling but did not stop the act; only on opening and on change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub warnings: Vec<Warning>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
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
    pub fn of(row: Cohort, catalogue: &Catalogue, law: &Law) -> Self {
        let legal = Window::legal(row.starts_on, law);
        let programme = catalogue.programme(&row.programme);
        let years = training_years(row.starts_on, row.ends_on);
        Self {
            id: row.id,
            site_id: row.site_id,
            name: row.name,
            training_years: years.into_iter().map(TrainingYearOut::from).collect(),
            legal_contract_window: legal.into(),
            site_contract_window: programme.map(|one| Window::of_site(row.starts_on, one).into()),
            right_without_contract_until: legal.until,
            programme: row.programme,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            exam_session: row.exam_session,
            exam_regulation: row.exam_regulation,
            warnings: Vec::new(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
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

/// What narrows a list of cohorts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CohortParams {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}
