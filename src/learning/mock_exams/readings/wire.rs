//! JSON in and out.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{MarkAgreement, MarkReading, MarkReconciliation, ReadingPair};
use super::rules::{agreement, gap};
use crate::ids::{ApprenticeId, EnrolmentId, MarkReconciliationId, PaperId};
use crate::learning::mock_exams::model::{Candidate, MockExamPaper};
use crate::platform::text::Lang;

/// Which papers two people mark, as sent: those listed and no other.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"papers": [{"unit_code": "E1", "agreed_within_hundredths": 200}]}))]
pub struct DoubleMarkingIn {
    /// The papers, each once; none for no paper at all.
    #[schema(max_items = 200)]
    pub papers: Vec<DoubleMarkedPaperIn>,
}

/// A paper two people mark.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoubleMarkedPaperIn {
    /// Code of the unit of a paper of the mock exam.
    #[schema(min_length = 1, max_length = 20, example = "E1")]
    pub unit_code: String,
    /// Widest gap between both marks that needs no reconciliation, in hundredths; that of the programme when absent.
    #[schema(minimum = 0, maximum = 2000, example = 200)]
    pub agreed_within_hundredths: Option<i32>,
}

/// Readings to enter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"readings": [
    {"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "paper_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f76",
     "reading": 1, "mark_hundredths": 1250, "marker": "Mme Moreau"},
    {"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "paper_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f76",
     "reading": 2, "mark_hundredths": 1100, "marker": "M. Petit"},
]}))]
pub struct MarkReadingsIn {
    /// The readings, each new or in place of the one of the same paper, candidate and rank.
    #[schema(min_items = 1, max_items = 500)]
    pub readings: Vec<MarkReadingIn>,
}

/// The mark one of two people gives a paper, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkReadingIn {
    /// Paper of the mock exam, marked by two people.
    pub paper_id: PaperId,
    /// Enrolment in the cohort of the mock exam.
    pub enrolment_id: EnrolmentId,
    /// First or second reading.
    #[schema(minimum = 1, maximum = 2)]
    pub reading: i16,
    /// Mark out of 20 in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: i32,
    /// Who read it; another person than for the other reading.
    #[schema(min_length = 1, max_length = 200, format = "name", example = "Mme Moreau")]
    pub marker: String,
    /// Remark of that marker.
    #[schema(min_length = 1, max_length = 1000)]
    pub remark: Option<String>,
    /// Version of the reading this entry was decided on; refused when it changed since.
    #[schema(minimum = 1)]
    pub version: Option<i64>,
}

/// What two markers settle on, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "paper_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f76",
    "mark_hundredths": 1150, "reason": "Relu à deux : la partie 2 était notée deux fois."}))]
pub struct MarkReconciliationIn {
    /// Paper of the mock exam, marked by two people.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Mark settled on, out of 20, in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1150)]
    pub mark_hundredths: i32,
    /// How they agreed.
    #[schema(min_length = 3, max_length = 500)]
    pub reason: String,
}

/// What narrows a list of readings.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReadingFilter {
    /// Only this paper.
    #[param(value_type = Option<uuid::Uuid>)]
    pub paper: Option<PaperId>,
}

/// What two markers said of one candidate at one paper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadingPairOut {
    /// Paper.
    pub paper_id: PaperId,
    /// Exam unit of the paper.
    #[schema(max_length = 10, example = "E1")]
    pub unit_code: String,
    /// The first reading.
    pub first: Option<MarkReading>,
    /// The second reading.
    pub second: Option<MarkReading>,
    /// Where both stand.
    pub agreement: MarkAgreement,
    /// That in words, in the language asked for.
    #[schema(max_length = 100)]
    pub agreement_label: String,
    /// How far apart they are, in hundredths.
    #[schema(minimum = 0, maximum = 2000)]
    pub gap_hundredths: Option<i32>,
    /// The widest gap allowed, in hundredths.
    #[schema(minimum = 0, maximum = 2000)]
    pub agreed_within_hundredths: i32,
    /// The mark they agree on: that of the paper.
    #[schema(minimum = 0, maximum = 2000)]
    pub mark_hundredths: Option<i32>,
    /// What they settled on, should they have been far apart; it no longer stands once a reading changed.
    pub reconciliation: Option<MarkReconciliation>,
}

impl ReadingPairOut {
    /// A pair, in the language asked for.
    pub fn of(paper: &MockExamPaper, pair: &ReadingPair<'_>, lang: Lang) -> Self {
        let within = paper.agreed_within_hundredths.unwrap_or_default();
        let (stands, mark) = agreement(pair, within);
        Self {
            paper_id: paper.id,
            unit_code: paper.facts.unit_code.clone(),
            first: pair.first.cloned(),
            second: pair.second.cloned(),
            agreement: stands,
            agreement_label: stands.label().in_lang(lang).to_owned(),
            gap_hundredths: gap(pair),
            agreed_within_hundredths: within,
            mark_hundredths: mark,
            reconciliation: pair.reconciled.cloned(),
        }
    }
}

/// A candidate and what two markers said of each of their papers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadingLineOut {
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
    /// Each paper that two people mark.
    #[schema(max_items = 200)]
    pub papers: Vec<ReadingPairOut>,
}

impl ReadingLineOut {
    /// A candidate, with their papers.
    pub fn of(candidate: Candidate, papers: Vec<ReadingPairOut>) -> Self {
        Self {
            enrolment_id: candidate.enrolment_id,
            apprentice_id: candidate.apprentice_id,
            family_name: candidate.family_name,
            given_name: candidate.given_name,
            papers,
        }
    }
}

/// What a batch of readings came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkReadingsOut {
    /// Readings written by this batch.
    #[schema(minimum = 0, maximum = 500)]
    pub entered: usize,
    /// Readings that already said the same.
    #[schema(minimum = 0, maximum = 500)]
    pub unchanged: usize,
    /// Marks that both markers now agree on, written or changed by this batch.
    #[schema(minimum = 0, maximum = 500)]
    pub marks_entered: usize,
    /// Each candidate and paper of the batch, as both markers now stand.
    #[schema(max_items = 500)]
    pub data: Vec<ReadingOfCandidateOut>,
}

/// What two markers said of a candidate at a paper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadingOfCandidateOut {
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Where both markers stand.
    #[serde(flatten)]
    pub pair: ReadingPairOut,
}

/// That a mark was settled on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkReconciledOut {
    /// Identifier of the reconciliation, as taking it back names it.
    pub id: MarkReconciliationId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Where both markers now stand.
    #[serde(flatten)]
    pub pair: ReadingPairOut,
}
