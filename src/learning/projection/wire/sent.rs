//! What is asked: which marks count, and what is supposed in their place.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{EnrolmentId, MockExamId};
use crate::learning::projection::model::MarksCounted;
use crate::learning::projection::rules::{ExamAbsence, SupposedMarks};

/// What a projection starts from.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectionParams {
    /// Which marks count; those of the mock exams when absent. The official ones are asked by whoever reads official exams.
    #[param(inline)]
    pub marks: Option<MarksCounted>,
    /// Only marks of this mock exam.
    #[param(value_type = Option<uuid::Uuid>)]
    pub mock_exam: Option<MockExamId>,
    /// Enrolment in the cohort that sits the exam; the latest one when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
}

/// What is supposed in place of what is known; a unit that is not named keeps what is known of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExamProjectionWhatIfIn, example = json!({
    "marks": [{"unit_code": "E1", "mark_hundredths": 1150}, {"unit_code": "E7", "absence": "justified"}],
    "kept": [{"unit_code": "E5", "mark_hundredths": 1200}],
    "exempt": ["E2", "E3"],
}))]
pub struct WhatIfIn {
    /// Marks, absences, or units as if they were still to be sat.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub marks: Vec<SupposedMarkIn>,
    /// Marks of an earlier session that somebody who sits the exam again keeps.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub kept: Vec<KeptMarkIn>,
    /// Codes of the units they do not sit.
    #[serde(default)]
    #[schema(max_items = 200, value_type = Vec<SupposedUnitCode>)]
    pub exempt: Vec<String>,
}

/// Code of a unit of the regulation that receives a mark.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(min_length = 1, max_length = 10)]
pub struct SupposedUnitCode(pub String);

/// What a unit is supposed to receive.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupposedMarkIn {
    /// Code of a unit of the regulation that receives a mark.
    #[schema(min_length = 1, max_length = 10, example = "E1")]
    pub unit_code: String,
    /// Mark out of 20 in hundredths; without mark nor absence the unit is still to be sat.
    #[schema(minimum = 0, maximum = 2000, example = 1150)]
    pub mark_hundredths: Option<i32>,
    /// Absence at the exam.
    pub absence: Option<ExamAbsence>,
}

/// A mark kept from an earlier session.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptMarkIn {
    /// Code of a unit of the regulation that receives a mark.
    #[schema(min_length = 1, max_length = 10, example = "E5")]
    pub unit_code: String,
    /// Mark out of 20 in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1200)]
    pub mark_hundredths: i32,
}

impl From<&WhatIfIn> for SupposedMarks {
    fn from(sent: &WhatIfIn) -> Self {
        let mark =
            |one: &SupposedMarkIn| (one.unit_code.clone(), one.mark_hundredths.map(i64::from), one.absence);
        let kept = |one: &KeptMarkIn| (one.unit_code.clone(), i64::from(one.mark_hundredths));
        Self {
            marks: sent.marks.iter().map(mark).collect(),
            kept: sent.kept.iter().map(kept).collect(),
            exempt: sent.exempt.clone(),
        }
    }
}
