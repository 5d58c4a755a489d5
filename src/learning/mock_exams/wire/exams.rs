//! Sessions and papers in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{CohortId, MockExamId, PaperId, SiteId};
use crate::law::findings::{Finding, Warning};
use crate::learning::mock_exams::model::{MockExam, MockExamChange, MockExamPaper, MockExamState};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;

/// What may change of a mock exam.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"starts_on": "2026-03-16", "ends_on": "2026-03-20"}))]
pub struct MockExamIn {
    /// First day, within the cohort.
    #[schema(example = "2026-03-16")]
    pub starts_on: Option<NaiveDate>,
    /// Last day, within the cohort.
    #[schema(example = "2026-03-20")]
    pub ends_on: Option<NaiveDate>,
}

/// Any of the fields of a mock exam, null to clear.
pub type MockExamPatch = MergePatch<MockExamIn>;

impl From<&MockExam> for MockExamIn {
    fn from(row: &MockExam) -> Self {
        Self { starts_on: row.starts_on, ends_on: row.ends_on }
    }
}

impl MockExamIn {
    /// What is written.
    pub fn written(self) -> MockExamChange {
        MockExamChange { starts_on: self.starts_on, ends_on: self.ends_on }
    }
}

/// That a mock exam took place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct HoldingIn {}

/// That a mock exam will not take place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct MockExamCancellationIn {}

/// A mock exam session of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MockExamOut {
    /// Identifier.
    pub id: MockExamId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Cohort that sits it.
    pub cohort_id: CohortId,
    /// Rank in the cohort, from 1.
    #[schema(minimum = 1)]
    pub ordinal: i16,
    /// Year of the training cycle, from 1.
    #[schema(minimum = 1)]
    pub training_year: i16,
    /// First day of the month planned.
    #[schema(example = "2026-03-01")]
    pub month_on: NaiveDate,
    /// First day, once fixed.
    pub starts_on: Option<NaiveDate>,
    /// Last day, once fixed.
    pub ends_on: Option<NaiveDate>,
    /// Whether company tutors are invited.
    pub tutors_invited: bool,
    /// Where it stands.
    pub state: MockExamState,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<MockExam> for MockExamOut {
    fn from(row: MockExam) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            cohort_id: row.cohort_id,
            ordinal: row.ordinal,
            training_year: row.training_year,
            month_on: row.month_on,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            tutors_invited: row.tutors_invited,
            state: row.state,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A paper of a mock exam: one exam unit that receives a mark.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperOut {
    /// Identifier.
    pub id: PaperId,
    /// Exam unit in the regulation.
    #[schema(max_length = 10, example = "E21")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Coefficient in hundredths; an optional unit may have none.
    #[schema(minimum = 0, example = 150)]
    pub coefficient_hundredths: Option<i32>,
    /// Whether the unit is optional: only its points above 10 are added.
    pub optional: bool,
}

impl From<MockExamPaper> for PaperOut {
    fn from(row: MockExamPaper) -> Self {
        Self {
            id: row.id,
            unit_code: row.unit_code,
            label: row.label,
            coefficient_hundredths: row.coefficient_hundredths,
            optional: row.optional,
        }
    }
}

/// A mock exam with its papers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MockExamDetailOut {
    /// The session.
    #[serde(flatten)]
    pub exam: MockExamOut,
    /// Sum of the coefficients of the compulsory papers, in hundredths.
    #[schema(minimum = 0, example = 2100)]
    pub total_coefficient_hundredths: i64,
    /// The papers, in the order of the regulation.
    #[schema(max_items = 200)]
    pub papers: Vec<PaperOut>,
    /// What was worth telling but did not stop the act; only on change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub warnings: Vec<Warning>,
}

impl MockExamDetailOut {
    /// A session, its papers, and what was worth telling.
    pub fn of(exam: MockExam, papers: Vec<MockExamPaper>, warnings: Vec<Finding>, lang: Lang) -> Self {
        let compulsory = papers.iter().filter(|paper| !paper.optional);
        let total = compulsory.filter_map(|paper| paper.coefficient_hundredths).map(i64::from).sum();
        Self {
            exam: exam.into(),
            total_coefficient_hundredths: total,
            papers: papers.into_iter().map(PaperOut::from).collect(),
            warnings: warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect(),
        }
    }
}

/// What narrows a list of mock exams.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MockExamParams {
    /// Only this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only those that stand there.
    #[param(inline)]
    pub state: Option<MockExamState>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}
