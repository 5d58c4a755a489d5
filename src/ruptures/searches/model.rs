//! The nouns: a company where an apprentice looks for a contract, and what happened with it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{ApprenticeId, EmployerId, SearchEventId, SearchProspectId, SiteId};
use crate::schema::{search_events, search_prospects};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// What happened with a company.
    SearchEventKind {
        /// An application was sent.
        Application = "application" => "Candidature envoyée" / "Application sent",
        /// It was recalled to them.
        Reminder = "reminder" => "Relance" / "Reminder",
        /// An interview, held or agreed.
        Interview = "interview" => "Entretien" / "Interview",
        /// They answered.
        Answer = "answer" => "Réponse" / "Answer",
    }
);

text_enum!(
    /// What a company answered.
    SearchAnswer {
        /// They take the apprentice.
        Yes = "yes" => "Favorable" / "Yes",
        /// They do not.
        No = "no" => "Défavorable" / "No",
        /// They will say later.
        Later = "later" => "À revoir plus tard" / "Later",
    }
);

/// A company where an apprentice looks for a contract, as sent.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = search_prospects, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = SearchProspectIn, example = json!({"name": "Librairie des Halles", "city": "Troyes",
    "activity": "Commerce de détail de livres", "contact": "Mme Perrin, responsable"}))]
pub struct SearchProspectFacts {
    /// Employer of the site; either it or a name.
    #[schema(value_type = Option<uuid::Uuid>)]
    pub employer_id: Option<EmployerId>,
    /// Name of a company the site does not know.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Its town.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    pub city: Option<String>,
    /// What it does.
    #[schema(min_length = 1, max_length = 200)]
    pub activity: Option<String>,
    /// Whom to reach there.
    #[schema(min_length = 1, max_length = 200)]
    pub contact: Option<String>,
    /// Remark, read by the apprentice too.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// A company where an apprentice looks for a contract.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = search_prospects, check_for_backend(diesel::pg::Pg))]
pub struct SearchProspect {
    /// Identifier.
    pub id: SearchProspectId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice who looks for a contract.
    pub apprentice_id: ApprenticeId,
    /// What was said of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: SearchProspectFacts,
    #[serde(skip)]
    pub author_kind: AuthorKind,
    #[serde(skip)]
    pub author_id: Option<Uuid>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for SearchProspect {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A company about to be written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = search_prospects)]
pub struct NewSearchProspect {
    pub id: SearchProspectId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    #[diesel(embed)]
    pub facts: SearchProspectFacts,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// What happened with a company, as sent.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = search_events, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = SearchEventIn, example = json!({"kind": "application", "happened_on": "2026-03-02",
    "note": "CV et lettre déposés en boutique."}))]
pub struct SearchEventFacts {
    /// What happened.
    pub kind: SearchEventKind,
    /// Day; to come for an interview agreed.
    pub happened_on: NaiveDate,
    /// What was answered; of answers only.
    pub answer: Option<SearchAnswer>,
    /// Remark, read by the apprentice too.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// What happened with a company.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = search_events, check_for_backend(diesel::pg::Pg))]
pub struct SearchEvent {
    /// Identifier.
    pub id: SearchEventId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice who looks for a contract.
    pub apprentice_id: ApprenticeId,
    /// Company.
    pub prospect_id: SearchProspectId,
    /// What was said of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: SearchEventFacts,
    #[serde(skip)]
    pub author_kind: AuthorKind,
    #[serde(skip)]
    pub author_id: Option<Uuid>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for SearchEvent {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// An event about to be written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = search_events)]
pub struct NewSearchEvent {
    pub id: SearchEventId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub prospect_id: SearchProspectId,
    #[diesel(embed)]
    pub facts: SearchEventFacts,
    pub author_kind: AuthorKind,
    pub author_id: Option<Uuid>,
}

/// An employer of the site that had apprentices.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct FormerEmployer {
    pub id: EmployerId,
    pub name: String,
    pub city: Option<String>,
    /// Activity code, without dot.
    pub naf: Option<String>,
    /// Contracts signed with it.
    pub contracts: i64,
    /// Last day agreed of the last of them.
    pub last_on: Option<NaiveDate>,
}
