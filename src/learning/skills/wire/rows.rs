//! What is answered of each row, its codes in words.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::programmes::file::Programme;
use crate::ids::{
    ApprenticeId, CompanyMissionId, ContractId, MarkId, PriorLearningId, SiteId, SkillPositionId,
    SkillTargetId, VisitId,
};
use crate::learning::skills::model::{PositionKind, PriorLearning, SkillPosition, SkillTarget};
use crate::learning::voices::model::{level_label, skill_label};
use crate::learning::voices::{SkillCode, Voice};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::db::Tx;
use crate::platform::text::Lang;
use crate::trust::door::Asker;
use crate::trust::journal::{AuthorOut, Authors};

/// Where an apprentice stands on a skill, as one voice said it on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillPositionOut {
    /// Identifier.
    pub id: SkillPositionId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice positioned.
    pub apprentice_id: ApprenticeId,
    /// Code of the skill.
    #[schema(max_length = 60, example = "bc01-3")]
    pub skill: String,
    /// What the skill is called; null when the programme no longer has it.
    #[schema(max_length = 2000)]
    pub skill_label: Option<String>,
    /// Who says it.
    pub voice: Voice,
    /// Along the way, or at entry.
    pub kind: PositionKind,
    /// Code of the level.
    #[schema(max_length = 60, example = "acquired")]
    pub level: String,
    /// What the level is called; null when the scale no longer has it.
    #[schema(max_length = 2000)]
    pub level_label: Option<String>,
    /// Day on which it was so.
    pub seen_on: NaiveDate,
    /// Contract under which the company says it.
    pub contract_id: Option<ContractId>,
    /// Visit at which it was observed.
    pub visit_id: Option<VisitId>,
    /// Mission in which it was observed.
    pub mission_id: Option<CompanyMissionId>,
    /// Mark of a mock exam that supports it.
    pub mark_id: Option<MarkId>,
    /// What was added in words.
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// Who said it.
    pub author: AuthorOut,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// What rows say in words: the programme, the language, the authors.
#[derive(Debug)]
pub struct PositionWords<'a> {
    pub programme: &'a Programme,
    pub lang: Lang,
    pub authors: Authors,
}

impl<'a> PositionWords<'a> {
    /// Those of some positions, their authors looked up together.
    pub fn of(
        conn: &mut Tx,
        asker: &Asker,
        programme: &'a Programme,
        rows: &[SkillPosition],
    ) -> diesel::QueryResult<Self> {
        let authors =
            Authors::find(conn, &asker.caller, rows.iter().map(|row| (row.author_kind, row.author_id)))?;
        Ok(Self { programme, lang: asker.lang, authors })
    }

    /// A position in words.
    pub fn position(&self, row: &SkillPosition) -> SkillPositionOut {
        let facts = row.facts.clone();
        SkillPositionOut {
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            skill_label: skill_label(self.programme, &facts.skill_code),
            level_label: level_label(self.programme, &facts.level, self.lang),
            skill: facts.skill_code,
            voice: row.voice,
            kind: facts.kind,
            level: facts.level,
            seen_on: facts.seen_on,
            contract_id: row.contract_id,
            visit_id: facts.visit_id,
            mission_id: facts.mission_id,
            mark_id: facts.mark_id,
            note: facts.note,
            author: self.authors.of(row.author_kind, row.author_id),
            created_at: row.created_at,
        }
    }

    /// A target in words.
    pub fn target(&self, row: &SkillTarget) -> SkillTargetOut {
        SkillTargetOut {
            id: row.id,
            skill: row.skill_code.clone(),
            skill_label: skill_label(self.programme, &row.skill_code),
            level: row.level.clone(),
            level_label: level_label(self.programme, &row.level, self.lang),
            due_on: row.due_on,
            set_on: row.set_on,
        }
    }
}

impl AboutPeople for SkillPositionOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, self.contract_id, self.seen_on)
    }
}

/// What was written by one request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PositionsSaidOut {
    /// In the order they were sent.
    #[schema(max_items = 1000)]
    pub data: Vec<SkillPositionOut>,
}

/// The level the centre wants on a skill.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillTargetOut {
    /// Identifier.
    pub id: SkillTargetId,
    /// Code of the skill.
    #[schema(max_length = 60, example = "bc01-3")]
    pub skill: String,
    /// What the skill is called; null when the programme no longer has it.
    #[schema(max_length = 2000)]
    pub skill_label: Option<String>,
    /// Code of the level.
    #[schema(max_length = 60, example = "mastered")]
    pub level: String,
    /// What the level is called; null when the scale no longer has it.
    #[schema(max_length = 2000)]
    pub level_label: Option<String>,
    /// Day by which it is to be reached.
    pub due_on: Option<NaiveDate>,
    /// Day on which it was set.
    pub set_on: NaiveDate,
}

/// The targets set by one request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TargetsSetOut {
    /// In the order they were sent.
    #[schema(max_items = 200)]
    pub data: Vec<SkillTargetOut>,
}

/// What was learnt before, as recognised at entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PriorLearningOut {
    /// Identifier.
    pub id: PriorLearningId,
    /// Codes of the skills concerned.
    #[schema(max_items = 200, value_type = Vec<SkillCode>)]
    pub skills: Vec<String>,
    /// What is recognised, and on what ground.
    #[schema(max_length = 2000)]
    pub statement: String,
    /// What it removes from the training.
    #[schema(max_length = 2000)]
    pub removes: Option<String>,
    /// Day on which it was recognised.
    pub recognised_on: NaiveDate,
}

impl From<PriorLearning> for PriorLearningOut {
    fn from(row: PriorLearning) -> Self {
        let PriorLearning { id, skill_codes: skills, statement, removes, recognised_on, .. } = row;
        Self { id, skills, statement, removes, recognised_on }
    }
}
