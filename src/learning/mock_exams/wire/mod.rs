//! JSON in and out.

mod invitations;

pub use invitations::{
    InvitationAnswerIn, InvitationAttendanceIn, InvitationCountsOut, InvitationDetailOut, InvitationsIn,
    InvitedAboutOut, OfferedHalfDayOut, OfferedSlotOut, TutorAnswer,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{MarkFacts, MockExam, MockExamFacts, MockExamPaper, PaperMark};
use super::rules::MarkStatus;
use crate::ids::{EnrolmentId, PaperId};
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;

/// Any of the fields of a mock exam, null to clear.
pub type MockExamPatch = MergePatch<MockExamFacts>;

/// Any of the fields of a mark, null to clear.
pub type MarkPatch = MergePatch<MarkFacts>;

/// That a mock exam took place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct HoldingIn {}

/// The days of the mock exams of a cohort, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"exams": [{"ordinal": 1, "starts_on": "2026-03-16", "ends_on": "2026-03-20"}]}))]
pub struct CohortExamDaysIn {
    /// The days of some mock exams; when left out, those without any get the first working week of their month.
    #[schema(min_items = 1, max_items = 20)]
    pub exams: Option<Vec<SessionDaysIn>>,
}

/// The days of one mock exam of a cohort.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionDaysIn {
    /// Rank of the mock exam in the cohort, from 1.
    #[schema(minimum = 1, maximum = 100)]
    pub ordinal: i16,
    /// First day, within the cohort.
    #[schema(example = "2026-03-16")]
    pub starts_on: NaiveDate,
    /// Last day; the first one when left out.
    #[schema(example = "2026-03-20")]
    pub ends_on: Option<NaiveDate>,
}

/// The mock exams of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortExamsOut {
    /// The mock exams, in the order of time.
    #[schema(max_items = 100)]
    pub data: Vec<MockExam>,
    /// What was worth telling but did not stop the act, each at its place in what was sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 40, default = "absent")]
    pub warnings: Vec<Warning>,
}

/// The exam units a mock exam has a paper of, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MockExamPapersIn, example = json!({"unit_codes": ["E1", "E2", "E3"]}))]
pub struct PapersIn {
    /// Codes of units of the regulation of the cohort, each once.
    #[schema(min_items = 1, max_items = 200, value_type = Vec<UnitCode>)]
    pub unit_codes: Vec<String>,
}

/// That every candidate has a mark, an absence or an exemption at every compulsory paper.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct MockExamMarkingIn {}

/// That the marks are released to the apprentices, all together.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct MockExamReleaseIn {}

/// The correction of a mark that apprentices already see, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Total mal reporté", "status": "marked", "mark_hundredths": 1350}))]
pub struct MarkCorrectionIn {
    /// Why.
    #[schema(min_length = 3, max_length = 500, example = "Total mal reporté")]
    pub reason: String,
    /// Marked, absent with a reason or without (neither is zero), or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1350)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(min_length = 1, max_length = 1000)]
    pub remark: Option<String>,
    /// Who marked the paper, as the sheet names them.
    #[schema(min_length = 1, max_length = 200)]
    pub marker: Option<String>,
    /// Version of the mark the correction was decided on; refused when it changed since.
    #[schema(minimum = 1)]
    pub version: Option<i64>,
}

/// That a mock exam will not take place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct MockExamCancellationIn {}

/// A mock exam with its papers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MockExamDetailOut {
    /// The session.
    #[serde(flatten)]
    pub exam: MockExam,
    /// Sum of the coefficients of the compulsory papers, in hundredths.
    #[schema(minimum = 0, example = 2100)]
    pub total_coefficient_hundredths: i64,
    /// The papers, in the order of the regulation.
    #[schema(max_items = 200)]
    pub papers: Vec<MockExamPaper>,
    /// What was worth telling but did not stop the act; only on change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
}

impl MockExamDetailOut {
    /// A session, its papers, and what was worth telling.
    pub fn of(exam: MockExam, papers: Vec<MockExamPaper>, warnings: Vec<Finding>, lang: Lang) -> Self {
        let compulsory = papers.iter().filter(|paper| !paper.facts.optional);
        let total = compulsory.filter_map(|paper| paper.facts.coefficient_hundredths).map(i64::from).sum();
        Self {
            exam,
            total_coefficient_hundredths: total,
            papers,
            warnings: warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect(),
        }
    }
}

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
    /// Marked, absent with a reason or without (neither is zero), or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(min_length = 1, max_length = 1000)]
    pub remark: Option<String>,
    /// Who marked the paper, as the sheet names them.
    #[schema(min_length = 1, max_length = 200, example = "Mme Moreau")]
    pub marker: Option<String>,
    /// Version of the mark this entry was decided on; refused when it changed since.
    #[schema(minimum = 1)]
    pub version: Option<i64>,
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
    pub data: Vec<PaperMark>,
}

impl AboutPeople for PaperMark {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}
