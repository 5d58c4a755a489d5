//! The noun: a mission done in the company.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::catalogue::programmes::file::Programme;
use crate::ids::{ApprenticeId, CompanyMissionId, ContractId, SiteId};
use crate::learning::voices::Voice;
use crate::schema::company_missions;
use crate::trust::journal::{AuthorKind, Subject};

/// What is told of a mission.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = company_missions, check_for_backend(diesel::pg::Pg))]
pub struct MissionFacts {
    /// Contract under which it was done.
    pub contract_id: ContractId,
    /// Code of a mission of the programme; none for one told in words.
    pub mission_code: Option<String>,
    /// The mission in words, when it is none of the programme.
    pub label: Option<String>,
    /// Skills that a mission told in words exercises.
    pub skill_codes: Vec<String>,
    pub from_on: NaiveDate,
    /// Last day; none while it goes on.
    pub to_on: Option<NaiveDate>,
    pub note: Option<String>,
}

/// A mission to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = company_missions)]
pub struct NewMission {
    pub id: CompanyMissionId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub programme_code: String,
    pub voice: Voice,
    #[diesel(embed)]
    pub facts: MissionFacts,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// A mission done in the company.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = company_missions, check_for_backend(diesel::pg::Pg))]
pub struct CompanyMission {
    pub id: CompanyMissionId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub programme_code: String,
    /// Who logged it.
    pub voice: Voice,
    #[diesel(embed)]
    pub facts: MissionFacts,
    pub author_kind: AuthorKind,
    /// Account or link that logged it.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for CompanyMission {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl MissionFacts {
    /// The skills it exercises: those the programme says of its mission, or those told with it.
    pub fn skills<'a>(&'a self, programme: &'a Programme) -> BTreeSet<&'a str> {
        let mission = self.mission_code.as_deref().and_then(|code| programme.mission(code));
        let codes = mission.map_or(&self.skill_codes, |mission| &mission.skills);
        codes.iter().map(String::as_str).collect()
    }

    /// What it is called; nothing when the programme no longer has it.
    pub fn called(&self, programme: &Programme) -> Option<String> {
        let of_programme = || Some(programme.mission(self.mission_code.as_deref()?)?.label.clone());
        self.label.clone().or_else(of_programme)
    }
}
