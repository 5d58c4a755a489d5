//! JSON in and out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::CouncilAppreciation;
use crate::ids::EnrolmentId;

/// What the council says of candidates, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"appreciations": [
    {"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "text": "Un ensemble solide ; l'écrit doit encore progresser."}]}))]
pub struct CouncilAppreciationsIn {
    /// The appreciations, each new or in place of the one of the same candidate.
    #[schema(min_items = 1, max_items = 200)]
    pub appreciations: Vec<CouncilAppreciationIn>,
}

/// What the council says of one candidate, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CouncilAppreciationIn {
    /// Enrolment in the cohort of the mock exam.
    pub enrolment_id: EnrolmentId,
    /// What is said.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    /// Version of the appreciation this one was decided on; refused when it changed since.
    #[schema(minimum = 1)]
    pub version: Option<i64>,
}

/// What a batch of appreciations came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CouncilAppreciationsOut {
    /// Appreciations written.
    #[schema(minimum = 0, maximum = 200)]
    pub written: usize,
    /// Appreciations that already said the same.
    #[schema(minimum = 0, maximum = 200)]
    pub unchanged: usize,
    /// Each as it now is.
    #[schema(max_items = 200)]
    pub data: Vec<CouncilAppreciation>,
}
