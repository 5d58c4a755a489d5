//! What belongs to a case: persons, steps, notes, closings.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::CaseVisibility;
use crate::ids::{
    AccountId, DifficultyClosingId, DifficultyId, DifficultyNoteId, DifficultyPersonId, DifficultyStepId,
    GuardianId, SiteId, TutorId,
};
use crate::schema::{difficulty_closings, difficulty_notes, difficulty_persons, difficulty_steps};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// As what somebody is concerned by a difficulty.
    PersonConcerned {
        /// Somebody of the site.
        Staff = "staff" => "Équipe du site" / "Staff of the site",
        /// A company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// A guardian of the apprentice.
        Guardian = "guardian" => "Représentant légal" / "Guardian",
        /// The apprenticeship mediator.
        Mediator = "mediator" => "Médiateur de l'apprentissage" / "Apprenticeship mediator",
        /// Somebody else.
        Other = "other" => "Autre personne" / "Somebody else",
    }
);

text_enum!(
    /// What is done about a difficulty.
    DifficultyStepKind {
        /// A call.
        Call = "call" => "Appel" / "Call",
        /// A meeting of two.
        Meeting = "meeting" => "Entretien" / "Meeting",
        /// A meeting of the site, the apprentice and the company.
        MeetingOfThree = "meeting_of_three" => "Entretien à trois" / "Meeting of three",
        /// A mediation.
        Mediation = "mediation" => "Médiation" / "Mediation",
        /// Somebody sent to who can help.
        Referral = "referral" => "Orientation vers un partenaire" / "Referral to a partner",
        /// A letter.
        Letter = "letter" => "Courrier" / "Letter",
        /// A decision.
        Decision = "decision" => "Décision" / "Decision",
        /// Something else.
        Other = "other" => "Autre étape" / "Something else",
    }
);

text_enum!(
    /// What was decided when a difficulty was closed.
    DifficultyDecision {
        /// The difficulty is over.
        Settled = "settled" => "Difficulté levée" / "Difficulty over",
        /// Something was arranged, and the contract goes on.
        Arrangement = "arrangement" => "Aménagement convenu" / "Arrangement agreed",
        /// Another training.
        Reorientation = "reorientation" => "Réorientation" / "Change of course",
        /// Another employer.
        NewEmployer = "new_employer" => "Changement d'employeur" / "Another employer",
        /// The contract is broken.
        Rupture = "rupture" => "Rupture du contrat" / "Rupture of the contract",
        /// Something else.
        Other = "other" => "Autre décision" / "Something else",
    }
);

/// Somebody concerned, to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = difficulty_persons)]
pub struct NewPerson {
    pub id: DifficultyPersonId,
    pub site_id: SiteId,
    pub difficulty_id: DifficultyId,
    pub rank: i16,
    pub role: PersonConcerned,
    pub account_id: Option<AccountId>,
    pub tutor_id: Option<TutorId>,
    pub guardian_id: Option<GuardianId>,
    pub name: Option<String>,
}

impl NewPerson {
    /// Whether it says of somebody what is written of them already.
    pub fn is(&self, known: &DifficultyPerson) -> bool {
        let DifficultyPerson { role, account_id, tutor_id, guardian_id, name } = known;
        (self.role, self.account_id, self.tutor_id, self.guardian_id, &self.name)
            == (*role, *account_id, *tutor_id, *guardian_id, name)
    }
}

/// Somebody concerned by a difficulty.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = difficulty_persons, check_for_backend(diesel::pg::Pg))]
pub struct DifficultyPerson {
    pub role: PersonConcerned,
    pub account_id: Option<AccountId>,
    pub tutor_id: Option<TutorId>,
    pub guardian_id: Option<GuardianId>,
    /// Name of somebody who has no record here.
    pub name: Option<String>,
}

/// Somebody concerned, with the name of their record.
#[derive(Debug, Clone)]
pub struct NamedPerson {
    pub person: DifficultyPerson,
    pub name: Option<String>,
}

/// What is written of a step.
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
#[diesel(table_name = difficulty_steps, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = DifficultyStepIn, example = json!({"kind": "meeting_of_three", "planned_on": "2026-01-20",
    "what": "Au magasin, avec la gérante.", "visibility": "all_three"}))]
pub struct StepWritten {
    /// What is done.
    pub kind: DifficultyStepKind,
    /// Day for which it is planned; that, or the day it was done.
    #[schema(example = "2026-01-20")]
    pub planned_on: Option<NaiveDate>,
    /// Day on which it was done.
    pub done_on: Option<NaiveDate>,
    /// What it is, in a few words; never a diagnosis.
    #[schema(min_length = 1, max_length = 500)]
    pub what: Option<String>,
    /// What came of it, once done; never a diagnosis.
    #[schema(min_length = 1, max_length = 2000)]
    pub outcome: Option<String>,
    /// Who reads it.
    pub visibility: CaseVisibility,
}

/// What is done about a difficulty.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = difficulty_steps, check_for_backend(diesel::pg::Pg))]
pub struct DifficultyStep {
    pub id: DifficultyStepId,
    pub site_id: SiteId,
    pub difficulty_id: DifficultyId,
    #[diesel(embed)]
    pub facts: StepWritten,
    pub author_kind: AuthorKind,
    /// Account that wrote it.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for DifficultyStep {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A note on a difficulty.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = difficulty_notes, check_for_backend(diesel::pg::Pg))]
pub struct DifficultyNote {
    pub id: DifficultyNoteId,
    pub site_id: SiteId,
    pub difficulty_id: DifficultyId,
    pub note: String,
    pub visibility: CaseVisibility,
    pub author_kind: AuthorKind,
    /// Account or link that wrote it.
    pub author_id: Option<Uuid>,
    pub written_at: DateTime<Utc>,
}

impl Subject for DifficultyNote {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, 1)
    }
}

/// What is written when a difficulty is closed.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = difficulty_closings, check_for_backend(diesel::pg::Pg))]
pub struct ClosingFacts {
    pub closed_on: NaiveDate,
    pub decision: DifficultyDecision,
    /// What was decided, in words.
    pub words: String,
    /// Who reads what was decided.
    pub visibility: CaseVisibility,
}

/// How a difficulty ended, once.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = difficulty_closings, check_for_backend(diesel::pg::Pg))]
pub struct DifficultyClosing {
    pub id: DifficultyClosingId,
    pub difficulty_id: DifficultyId,
    #[diesel(embed)]
    pub facts: ClosingFacts,
    pub author_kind: AuthorKind,
    /// Account that closed it.
    pub author_id: Option<Uuid>,
    /// Day on which it was opened again; none while the closing holds.
    pub reopened_on: Option<NaiveDate>,
    pub reopened_reason: Option<String>,
}
