//! Results by candidate, and the progression of one apprentice.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{ApprenticeId, EnrolmentId, MockExamId, PaperId};
use crate::learning::mock_exams::model::{Candidate, MockExamState};
use crate::learning::mock_exams::rules::Mean;
use crate::learning::mock_exams::wire::UnitCode;
use crate::learning::results::acts::{Progression, ResultSheet};
use crate::learning::results::model::{BlockResult, CandidateResult, ResultStatus, UnitResult};
use crate::learning::results::rules::change_between;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::error::Problem;
use crate::platform::page::{Include, Paging, Rows, default_limit};
use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// What results may give besides the means.
    ResultInclude {
        /// How many candidates there are.
        Total = "total" => "Nombre total de candidats" / "How many candidates in all",
        /// The rank of each candidate, to staff alone.
        Rank = "rank" => "Rang de chaque candidat" / "Rank of each candidate",
    }
);

/// Which candidates are read, and whether they are ranked.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResultParams {
    /// Rows wanted.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
    /// `total` counts all the candidates, `rank` ranks them; nobody is ranked unless asked.
    #[param(inline)]
    pub include: Option<ResultInclude>,
}

impl ResultParams {
    /// The rows that follow the key of the cursor.
    pub fn rows<K: serde::de::DeserializeOwned>(&self) -> Result<Rows<K>, Problem> {
        let include = (self.include == Some(ResultInclude::Total)).then_some(Include::Total);
        Paging { limit: self.limit, cursor: self.cursor.clone(), include }.rows()
    }

    /// Whether the rank is asked for.
    pub fn ranks(&self) -> bool {
        self.include == Some(ResultInclude::Rank)
    }
}

/// Which enrolment of an apprentice.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProgressionParams {
    /// Enrolment in the cohort that sits the mock exams; the latest one when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
}

/// A weighted mean, exact and for the eye.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct MeanOut {
    /// Weighted mean out of 20 in hundredths, rounded half up for the eye; null without any mark.
    #[schema(minimum = 0, example = 1007)]
    pub mean_hundredths: Option<i64>,
    /// Exact mean in hundredths: the numerator.
    #[schema(minimum = 0, example = 2_115_000)]
    pub mean_numerator: i64,
    /// Exact mean in hundredths: the denominator, the coefficients marked; 0 when there is no mean.
    #[schema(minimum = 0, example = 2100)]
    pub mean_denominator: i64,
    /// Whether every compulsory unit is marked, or left out as exempt or kept.
    pub complete: bool,
}

impl From<Mean> for MeanOut {
    fn from(mean: Mean) -> Self {
        Self {
            mean_hundredths: mean.hundredths,
            mean_numerator: mean.numerator,
            mean_denominator: mean.denominator,
            complete: mean.complete,
        }
    }
}

/// What a candidate has at a unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitResultOut {
    /// Paper of the mock exam.
    pub paper_id: PaperId,
    /// Exam unit in the regulation.
    #[schema(max_length = 10, example = "E21")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Coefficient in hundredths, as the regulation in force has it, then as it was on the day of the release; an optional unit
    /// may have none.
    #[schema(minimum = 0, example = 150)]
    pub coefficient_hundredths: Option<i32>,
    /// Whether only its points above 10 are added to the whole.
    pub optional: bool,
    /// Key of the block of skills it certifies.
    #[schema(max_length = 60)]
    pub block: Option<String>,
    /// What the candidate has.
    pub status: ResultStatus,
    /// That in words, in the language asked for.
    #[schema(max_length = 100)]
    pub status_label: String,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(max_length = 1000)]
    pub remark: Option<String>,
    /// When the mark was last corrected after its release.
    pub corrected_at: Option<DateTime<Utc>>,
}

impl UnitResultOut {
    fn of(result: &UnitResult<'_>, lang: Lang) -> Self {
        let facts = &result.unit.paper.facts;
        Self {
            paper_id: result.unit.paper.id,
            unit_code: facts.unit_code.clone(),
            label: facts.label.clone(),
            coefficient_hundredths: facts.coefficient_hundredths,
            optional: facts.optional,
            block: result.unit.block.as_ref().map(|block| block.key.clone()),
            status: result.status,
            status_label: result.status.label().in_lang(lang).to_owned(),
            mark_hundredths: result.hundredths,
            remark: result.remark.map(str::to_owned),
            corrected_at: result.corrected_at,
        }
    }
}

/// The mean over the compulsory units of a block of skills.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BlockResultOut {
    /// Key of the block.
    #[schema(max_length = 60, example = "bc01")]
    pub block: String,
    /// Name of the block.
    #[schema(max_length = 2000)]
    pub block_label: String,
    /// Its mean.
    #[serde(flatten)]
    pub mean: MeanOut,
}

impl BlockResultOut {
    fn of(result: &BlockResult<'_>) -> Self {
        Self {
            block: result.block.key.clone(),
            block_label: result.block.label.clone(),
            mean: result.mean.into(),
        }
    }
}

/// What marks come to: by unit, by block, over the whole; for work, never for the official result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComputedResultOut {
    /// The weighted mean over the whole.
    #[serde(flatten)]
    pub mean: MeanOut,
    /// Each unit, in the order of the regulation.
    #[schema(max_items = 200)]
    pub units: Vec<UnitResultOut>,
    /// Each block that a compulsory unit certifies.
    #[schema(max_items = 200)]
    pub blocks: Vec<BlockResultOut>,
    /// Units the candidate did not come to, with a reason or without: not zero.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub absent_units: Vec<String>,
    /// Units the candidate does not sit.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub exempt_units: Vec<String>,
    /// Units of which the candidate keeps the mark of an earlier session.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub kept_units: Vec<String>,
    /// Compulsory units without anything yet.
    #[schema(max_items = 200, value_type = Vec<UnitCode>)]
    pub missing_units: Vec<String>,
}

impl ComputedResultOut {
    /// A result, in the language asked for.
    pub fn of(result: &CandidateResult<'_>, lang: Lang) -> Self {
        let codes = |is: &dyn Fn(&UnitResult<'_>) -> bool| -> Vec<String> {
            let those = result.units.iter().filter(|one| is(one));
            those.map(|one| one.unit.paper.facts.unit_code.clone()).collect()
        };
        Self {
            mean: result.mean.into(),
            absent_units: codes(&|one| one.status.is_absence()),
            exempt_units: codes(&|one| one.status == ResultStatus::Exempt),
            kept_units: codes(&|one| one.status == ResultStatus::Kept),
            missing_units: codes(&|one| {
                one.status == ResultStatus::Missing && !one.unit.paper.facts.optional
            }),
            units: result.units.iter().map(|unit| UnitResultOut::of(unit, lang)).collect(),
            blocks: result.blocks.iter().map(BlockResultOut::of).collect(),
        }
    }
}

/// The result of one candidate at one mock exam: for work, never for the official result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultOut {
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Family name; null for a machine client without the scope of apprentices.
    #[schema(max_length = 100)]
    pub family_name: Option<String>,
    /// Given name; null for a machine client without the scope of apprentices.
    #[schema(max_length = 100)]
    pub given_name: Option<String>,
    /// What their marks come to.
    #[serde(flatten)]
    pub result: ComputedResultOut,
    /// What the council says of them at this mock exam.
    #[schema(max_length = 2000)]
    pub council_appreciation: Option<String>,
    /// Rank among the candidates whose mean is complete, those equal sharing it; left out for the others, and unless
    /// `include=rank` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, default = "absent")]
    pub rank: Option<usize>,
}

impl ResultOut {
    /// The result of a candidate, with their name or without.
    pub fn of(
        candidate: Candidate,
        (result, council): (&CandidateResult<'_>, Option<&String>),
        (named, lang): (bool, Lang),
        rank: Option<usize>,
    ) -> Self {
        Self {
            enrolment_id: candidate.enrolment_id,
            apprentice_id: candidate.apprentice_id,
            family_name: Some(candidate.family_name).filter(|_| named),
            given_name: Some(candidate.given_name).filter(|_| named),
            result: ComputedResultOut::of(result, lang),
            council_appreciation: council.cloned(),
            rank,
        }
    }
}

/// A session of the progression of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressionSessionOut {
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// Rank in the cohort, from 1.
    #[schema(minimum = 1)]
    pub ordinal: i16,
    /// Year of the training cycle, from 1.
    #[schema(minimum = 1)]
    pub training_year: i16,
    /// First day of its month.
    pub month_on: NaiveDate,
    /// Where it stands.
    pub state: MockExamState,
    /// That in words, in the language asked for.
    #[schema(max_length = 100)]
    pub state_label: String,
    /// What the marks come to.
    #[serde(flatten)]
    pub result: ComputedResultOut,
    /// What the council says of them at this mock exam.
    #[schema(max_length = 2000)]
    pub council_appreciation: Option<String>,
    /// How the mean moved since the session before over the units marked at both, in hundredths; null without any.
    #[schema(minimum = -2000, maximum = 2000, example = 85)]
    pub change_hundredths: Option<i64>,
}

/// What an apprentice has at the mock exams of a cohort, session after session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProgressionOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Enrolment in the cohort.
    pub enrolment_id: EnrolmentId,
    /// The sessions that may be read, in the order of time: those released, and for staff those that took place.
    #[schema(max_items = 60)]
    pub sessions: Vec<ProgressionSessionOut>,
}

impl ProgressionOut {
    /// The results of an apprentice, in the language asked for.
    pub fn of(progression: &Progression, lang: Lang) -> Self {
        let known: Vec<_> = progression.sheets.iter().map(ResultSheet::known).collect();
        let results: Vec<CandidateResult<'_>> = progression
            .sheets
            .iter()
            .zip(&known)
            .map(|(sheet, known)| sheet.result(progression.enrolment_id, known))
            .collect();
        let before = std::iter::once(None).chain(results.iter().map(Some));
        let sessions = progression.sheets.iter().zip(&results).zip(before);
        Self {
            apprentice_id: progression.apprentice_id,
            enrolment_id: progression.enrolment_id,
            sessions: sessions
                .map(|((sheet, result), before)| {
                    let exam = &sheet.exam;
                    ProgressionSessionOut {
                        mock_exam_id: exam.id,
                        ordinal: exam.ordinal,
                        training_year: exam.training_year,
                        month_on: exam.month_on,
                        state: exam.state,
                        state_label: exam.state.label().in_lang(lang).to_owned(),
                        result: ComputedResultOut::of(result, lang),
                        council_appreciation: sheet.council.get(&progression.enrolment_id).cloned(),
                        change_hundredths: before.and_then(|before| change_between(before, result)),
                    }
                })
                .collect(),
        }
    }
}

impl AboutPeople for ProgressionOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, today)
    }
}

/// A mark as French people write it: `12,50`.
pub fn french_mark(hundredths: i64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}
