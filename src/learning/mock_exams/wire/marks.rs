//! Marks and results in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{ApprenticeId, EnrolmentId, MarkId, PaperId, SiteId};
use crate::learning::mock_exams::model::{Candidate, MarkChange, MockExamPaper, NewMark, PaperMark};
use crate::learning::mock_exams::rules::{ExistingMarks, MarkStatus, mean_of};
use crate::platform::body::MergePatch;

/// Code of an exam unit in its regulation, such as `E21`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(max_length = 20)]
pub struct UnitCode(pub String);

/// Marks to enter at one mock exam.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"marks": [
    {"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "paper_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f76",
     "status": "marked", "mark_hundredths": 1250, "remark": "Analyse juste, conclusion trop courte."},
    {"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f77", "paper_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f76",
     "status": "absent"},
]}))]
pub struct MarksIn {
    /// The marks, each new or in place of the one of the same paper and candidate.
    #[schema(min_items = 1, max_items = 500)]
    pub marks: Vec<MarkEntryIn>,
}

/// What one candidate got at one paper, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkEntryIn {
    /// Paper of the mock exam.
    pub paper_id: PaperId,
    /// Enrolment in the cohort of the mock exam.
    pub enrolment_id: EnrolmentId,
    /// Marked, absent (which is not zero) or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(min_length = 1, max_length = 1000)]
    pub remark: Option<String>,
    /// Version of the mark this entry was decided on; refused when it changed since.
    #[schema(minimum = 1)]
    pub version: Option<i64>,
}

impl MarkEntryIn {
    /// What is written.
    pub fn written(&self, site_id: SiteId, entered_on: NaiveDate) -> NewMark {
        NewMark {
            id: MarkId::new(),
            site_id,
            paper_id: self.paper_id,
            enrolment_id: self.enrolment_id,
            status: self.status,
            mark_hundredths: self.mark_hundredths,
            remark: self.remark.clone(),
            entered_on,
        }
    }
}

/// A correction of one mark.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"status": "marked", "mark_hundredths": 1250}))]
pub struct MarkIn {
    /// Marked, absent (which is not zero) or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(min_length = 1, max_length = 1000)]
    pub remark: Option<String>,
}

/// Any of the fields of a mark, null to clear.
pub type MarkPatch = MergePatch<MarkIn>;

impl MarkIn {
    /// What is written.
    pub fn written(self) -> MarkChange {
        MarkChange { status: self.status, mark_hundredths: self.mark_hundredths, remark: self.remark }
    }
}

impl From<&PaperMark> for MarkIn {
    fn from(row: &PaperMark) -> Self {
        Self { status: row.status, mark_hundredths: row.mark_hundredths, remark: row.remark.clone() }
    }
}

/// What one candidate got at one paper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkOut {
    /// Identifier.
    pub id: MarkId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Paper sat.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Marked, absent (which is not zero) or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(max_length = 1000)]
    pub remark: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<PaperMark> for MarkOut {
    fn from(row: PaperMark) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            paper_id: row.paper_id,
            enrolment_id: row.enrolment_id,
            status: row.status,
            mark_hundredths: row.mark_hundredths,
            remark: row.remark,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What a batch of marks came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarksOut {
    /// Marks written by this batch.
    #[schema(minimum = 0, maximum = 500)]
    pub entered: usize,
    /// Marks that already said the same.
    #[schema(minimum = 0, maximum = 500)]
    pub unchanged: usize,
    /// Every mark of the batch as it now is.
    #[schema(max_items = 500)]
    pub data: Vec<MarkOut>,
}

/// The weighted mean of one candidate at one mock exam: for work, never for the official result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultOut {
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Family name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Weighted mean out of 20 in hundredths, rounded half up for the eye; null without any mark.
    #[schema(minimum = 0, example = 1007)]
    pub mean_hundredths: Option<i64>,
    /// Exact mean in hundredths: the numerator.
    #[schema(minimum = 0, example = 2_115_000)]
    pub mean_numerator: i64,
    /// Exact mean in hundredths: the denominator, the coefficients marked; 0 when there is no mean.
    #[schema(minimum = 0, example = 2100)]
    pub mean_denominator: i64,
    /// Whether every compulsory paper is marked or exempt.
    pub complete: bool,
    /// Units the candidate did not come to: not zero.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub absent_units: Vec<String>,
    /// Units the candidate does not sit.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub exempt_units: Vec<String>,
    /// Compulsory units without anything yet.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub missing_units: Vec<String>,
}

impl ResultOut {
    /// The result of a candidate over the papers of a mock exam.
    pub fn of(candidate: Candidate, papers: &[MockExamPaper], known: &ExistingMarks<'_>) -> Self {
        let mark_at =
            |paper: &MockExamPaper| known.get(&(paper.id, candidate.enrolment_id)).map(|row| row.mark());
        let mean = mean_of(candidate.enrolment_id, papers, known);
        let units = |status: Option<MarkStatus>| -> Vec<String> {
            let is_wanted = |paper: &&MockExamPaper| {
                mark_at(paper).map(|mark| mark.status) == status && (status.is_some() || !paper.optional)
            };
            papers.iter().filter(is_wanted).map(|paper| paper.unit_code.clone()).collect()
        };
        Self {
            absent_units: units(Some(MarkStatus::Absent)),
            exempt_units: units(Some(MarkStatus::Exempt)),
            missing_units: units(None),
            enrolment_id: candidate.enrolment_id,
            apprentice_id: candidate.apprentice_id,
            mean_hundredths: mean.hundredths,
            mean_numerator: mean.numerator,
            mean_denominator: mean.denominator,
            complete: mean.complete,
            family_name: candidate.family_name,
            given_name: candidate.given_name,
        }
    }
}

/// What narrows a list of marks.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MarkParams {
    /// Only this candidate.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
    /// Only this paper.
    #[param(value_type = Option<uuid::Uuid>)]
    pub paper: Option<PaperId>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}
