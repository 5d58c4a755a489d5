//! The nouns: a position, a target, prior learning. Rows are added and taken back, never rewritten.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{
    ApprenticeId, CompanyMissionId, ContractId, MarkId, PriorLearningId, SiteId, SkillPositionId,
    SkillTargetId, VisitId,
};
use crate::learning::voices::Voice;
use crate::schema::{prior_learnings, skill_positions, skill_targets};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// When a position was taken.
    PositionKind {
        /// Along the training.
        AlongTheWay = "along_the_way" => "En cours de formation" / "Along the way",
        /// At entry: the initial positioning.
        Initial = "initial" => "Positionnement initial" / "Initial positioning",
    }
);

/// Where an apprentice stands on a skill, as one voice says it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = skill_positions, check_for_backend(diesel::pg::Pg))]
pub struct PositionFacts {
    pub skill_code: String,
    pub kind: PositionKind,
    /// Code of a level of the scale of the programme.
    pub level: String,
    /// Day on which it was so.
    pub seen_on: NaiveDate,
    /// Visit at which it was observed.
    pub visit_id: Option<VisitId>,
    /// Mission in which it was observed.
    pub mission_id: Option<CompanyMissionId>,
    /// Mark of a mock exam that supports it.
    pub mark_id: Option<MarkId>,
    pub note: Option<String>,
}

/// A position to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = skill_positions)]
pub struct NewPosition {
    pub id: SkillPositionId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub programme_code: String,
    pub voice: Voice,
    /// Contract under which the company says it; none for the other voices.
    pub contract_id: Option<ContractId>,
    #[diesel(embed)]
    pub facts: PositionFacts,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// A position.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = skill_positions, check_for_backend(diesel::pg::Pg))]
pub struct SkillPosition {
    pub id: SkillPositionId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub programme_code: String,
    pub voice: Voice,
    pub contract_id: Option<ContractId>,
    #[diesel(embed)]
    pub facts: PositionFacts,
    pub author_kind: AuthorKind,
    /// Account or link that said it.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for SkillPosition {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A target to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = skill_targets)]
pub struct NewTarget {
    pub id: SkillTargetId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub programme_code: String,
    pub skill_code: String,
    pub level: String,
    pub due_on: Option<NaiveDate>,
    pub set_on: NaiveDate,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// The level the centre wants on a skill.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = skill_targets, check_for_backend(diesel::pg::Pg))]
pub struct SkillTarget {
    pub id: SkillTargetId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub skill_code: String,
    pub level: String,
    /// Day by which it is to be reached.
    pub due_on: Option<NaiveDate>,
    pub set_on: NaiveDate,
    pub author_kind: AuthorKind,
    /// Account that set it.
    pub author_id: Option<Uuid>,
    pub version: i64,
}

impl Subject for SkillTarget {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// Prior learning to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = prior_learnings)]
pub struct NewPriorLearning {
    pub id: PriorLearningId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub programme_code: String,
    pub skill_codes: Vec<String>,
    pub recognised_on: NaiveDate,
    pub statement: String,
    pub removes: Option<String>,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// What was learnt before, as recognised at entry.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = prior_learnings, check_for_backend(diesel::pg::Pg))]
pub struct PriorLearning {
    pub id: PriorLearningId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub skill_codes: Vec<String>,
    pub recognised_on: NaiveDate,
    /// What is recognised, and on what ground.
    pub statement: String,
    /// What it removes from the training.
    pub removes: Option<String>,
    pub author_kind: AuthorKind,
    /// Account that recognised it.
    pub author_id: Option<Uuid>,
    pub version: i64,
}

impl Subject for PriorLearning {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
