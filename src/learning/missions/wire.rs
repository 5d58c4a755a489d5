//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::CompanyMission;
use crate::catalogue::programmes::file::Programme;
use crate::ids::{ApprenticeId, CompanyMissionId, ContractId, SiteId};
use crate::learning::voices::{SkillCode, Voice};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::trust::journal::{AuthorOut, Authors};

/// A mission done in the company, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"mission": "requested-3", "from_on": "2025-10-06", "to_on": "2025-11-28",
    "note": "Réimplantation du rayon jeunesse avant Noël."}))]
pub struct MissionIn {
    /// Code of a mission of the programme.
    #[schema(min_length = 1, max_length = 60, example = "requested-3")]
    pub mission: Option<String>,
    /// The mission in words, when it is none of the programme.
    #[schema(format = "name", min_length = 1, max_length = 300, example = "Tenue de la page de la boutique")]
    pub label: Option<String>,
    /// Codes of the skills that a mission told in words exercises.
    #[serde(default)]
    #[schema(max_items = 50, value_type = Vec<SkillCode>)]
    pub skills: Vec<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; null while it goes on.
    pub to_on: Option<NaiveDate>,
    /// Contract under which it was done; the one that ran on the first day when absent, a company tutor's own.
    pub contract_id: Option<ContractId>,
    /// What is added in words.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
}

/// A skill, by its code and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SkillNamedOut {
    /// Code of the skill.
    #[schema(max_length = 60, example = "bc02-2")]
    pub code: String,
    /// The skill as the sheet puts it; null when the programme no longer has it.
    #[schema(max_length = 2000)]
    pub label: Option<String>,
}

impl SkillNamedOut {
    /// A skill of a programme.
    pub fn of(programme: &Programme, code: &str) -> Self {
        Self { code: code.to_owned(), label: programme.skill(code).map(|skill| skill.label.clone()) }
    }
}

/// A mission done in the company.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CompanyMissionOut {
    /// Identifier.
    pub id: CompanyMissionId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice who did it.
    pub apprentice_id: ApprenticeId,
    /// Contract under which it was done.
    pub contract_id: ContractId,
    /// Code of the mission of the programme; null for one told in words.
    #[schema(max_length = 60, example = "requested-3")]
    pub mission: Option<String>,
    /// What it is called; null when the programme no longer has it.
    #[schema(max_length = 2000)]
    pub label: Option<String>,
    /// The skills it exercises.
    #[schema(max_items = 200)]
    pub skills: Vec<SkillNamedOut>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; null while it goes on.
    pub to_on: Option<NaiveDate>,
    /// Who logged it.
    pub voice: Voice,
    /// What was added in words.
    #[schema(max_length = 2000)]
    pub note: Option<String>,
    /// Who logged it, by name.
    pub author: AuthorOut,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

impl CompanyMissionOut {
    /// A mission in the words of a programme, its author known among these.
    pub fn of(row: CompanyMission, programme: &Programme, authors: &Authors) -> Self {
        let skills = row.facts.skills(programme).into_iter();
        Self {
            label: row.facts.called(programme),
            skills: skills.map(|code| SkillNamedOut::of(programme, code)).collect(),
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            contract_id: row.facts.contract_id,
            mission: row.facts.mission_code,
            from_on: row.facts.from_on,
            to_on: row.facts.to_on,
            voice: row.voice,
            note: row.facts.note,
            author: authors.of(row.author_kind, row.author_id),
            created_at: row.created_at,
        }
    }
}

impl AboutPeople for CompanyMissionOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, Some(self.contract_id), self.from_on)
    }
}
