//! What is sent: positions of one apprentice or of a class, targets, prior learning.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{ApprenticeId, CompanyMissionId, MarkId, VisitId};
use crate::learning::skills::model::PositionKind;
use crate::learning::skills::rules::PositionAsked;
use crate::learning::voices::SkillCode;

/// Where an apprentice stands on some skills, as sent by one of the three voices.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"positions": [
    {"skill": "bc01-3", "level": "acquired", "note": "Conclut seule ses ventes."},
    {"skill": "bc02-2", "level": "in_progress"},
]}))]
pub struct SkillPositionsIn {
    /// Along the way when absent.
    pub kind: Option<PositionKind>,
    /// Day on which it was so; today when absent.
    pub seen_on: Option<NaiveDate>,
    /// Each skill once.
    #[schema(min_items = 1, max_items = 200)]
    pub positions: Vec<SkillPositionIn>,
}

/// Where an apprentice stands on a skill, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillPositionIn {
    /// Code of a skill of the programme.
    #[schema(min_length = 1, max_length = 60, example = "bc01-3")]
    pub skill: String,
    /// Code of a level of the scale of the programme.
    #[schema(min_length = 1, max_length = 60, example = "acquired")]
    pub level: String,
    /// What is added in words.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
    /// Visit at which it was observed, of the same apprentice.
    pub visit_id: Option<VisitId>,
    /// Mission in which it was observed, of the same apprentice.
    pub mission_id: Option<CompanyMissionId>,
    /// Mark of a mock exam that supports it, released, of the same apprentice.
    pub mark_id: Option<MarkId>,
}

impl SkillPositionIn {
    /// The same, said of an apprentice.
    pub fn asked_of(self, apprentice_id: ApprenticeId) -> PositionAsked {
        let Self { skill, level, note, visit_id, mission_id, mark_id } = self;
        PositionAsked { apprentice_id, skill, level, note, visit_id, mission_id, mark_id }
    }
}

/// Where the apprentices of a class stand, as their trainer sends it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"seen_on": "2026-01-15", "positions": [
    {"apprentice_id": "019a0000-0000-7000-8000-000000000001", "skill": "bc01-3", "level": "acquired"},
    {"apprentice_id": "019a0000-0000-7000-8000-000000000002", "skill": "bc01-3", "level": "in_progress"},
]}))]
pub struct ClassPositionsIn {
    /// Along the way when absent.
    pub kind: Option<PositionKind>,
    /// Day on which it was so; today when absent.
    pub seen_on: Option<NaiveDate>,
    /// Each skill of each apprentice once.
    #[schema(min_items = 1, max_items = 1000)]
    pub positions: Vec<ClassPositionIn>,
}

/// Where somebody of a class stands on a skill, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassPositionIn {
    /// Somebody enrolled in the cohort.
    pub apprentice_id: ApprenticeId,
    /// Code of a skill of the programme.
    #[schema(min_length = 1, max_length = 60, example = "bc01-3")]
    pub skill: String,
    /// Code of a level of the scale of the programme.
    #[schema(min_length = 1, max_length = 60, example = "acquired")]
    pub level: String,
    /// What is added in words.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

impl From<ClassPositionIn> for PositionAsked {
    fn from(sent: ClassPositionIn) -> Self {
        let ClassPositionIn { apprentice_id, skill, level, note } = sent;
        Self { apprentice_id, skill, level, note, visit_id: None, mission_id: None, mark_id: None }
    }
}

/// The levels the centre wants, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"targets": [{"skill": "bc01-3", "level": "mastered", "due_on": "2027-03-31"}]}))]
pub struct SkillTargetsIn {
    /// The latest of a skill counts.
    #[schema(min_items = 1, max_items = 200)]
    pub targets: Vec<SkillTargetIn>,
}

/// The level the centre wants on a skill, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillTargetIn {
    /// Code of a skill of the programme.
    #[schema(min_length = 1, max_length = 60, example = "bc01-3")]
    pub skill: String,
    /// Code of a level of the scale of the programme.
    #[schema(min_length = 1, max_length = 60, example = "mastered")]
    pub level: String,
    /// Day by which it is to be reached.
    pub due_on: Option<NaiveDate>,
}

/// What was learnt before, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "skills": ["bc03-1"], "statement": "Deux ans de gestion de stocks en grande surface, certificat de travail lu.",
    "removes": "Les 12 heures de gestion des stocks du premier semestre.",
}))]
pub struct PriorLearningIn {
    /// Codes of the skills concerned.
    #[schema(min_items = 1, max_items = 200, value_type = Vec<SkillCode>)]
    pub skills: Vec<String>,
    /// What is recognised, and on what ground.
    #[schema(min_length = 1, max_length = 2000)]
    pub statement: String,
    /// What it removes from the training.
    #[schema(min_length = 1, max_length = 2000)]
    pub removes: Option<String>,
    /// Day on which it was recognised; today when absent.
    pub recognised_on: Option<NaiveDate>,
}

/// Which block is attested.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AttestationParams {
    /// Key of a block of the programme, or its code in the national register; asked for.
    #[param(min_length = 1, max_length = 60, example = "bc01")]
    pub block: Option<String>,
}
