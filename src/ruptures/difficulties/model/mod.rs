//! The nouns: a difficulty as a case, its facts, and where it was first heard of.

mod parts;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub use self::parts::{
    ClosingFacts, DifficultyClosing, DifficultyDecision, DifficultyNote, DifficultyPerson, DifficultyStep,
    DifficultyStepKind, NamedPerson, NewPerson, PersonConcerned, StepWritten,
};
use crate::ids::{ApprenticeId, ContractId, DifficultyId, PhoneContactId, SiteId, VisitId};
use crate::schema::difficulties;
use crate::text_enum;
use crate::trust::access::Role;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// Where a difficulty was first heard of.
    DifficultyOrigin {
        /// At a visit.
        Visit = "visit" => "Visite en entreprise" / "Visit in the company",
        /// In a call.
        Call = "call" => "Appel" / "Call",
        /// From absences.
        Absences = "absences" => "Absences répétées" / "Repeated absences",
        /// From the company tutor.
        Tutor = "tutor" => "Parole du maître d'apprentissage" / "Word of the company tutor",
        /// From the apprentice.
        Apprentice = "apprentice" => "Parole de l'apprenti" / "Word of the apprentice",
        /// From the staff of the site.
        Staff = "staff" => "Équipe du site" / "Staff of the site",
    }
);

text_enum!(
    /// Who reads a note, a step or a decision, once the case is shared with them.
    CaseVisibility {
        /// The site only.
        Staff = "staff" => "Le site seulement" / "The site only",
        /// The site and the apprentice.
        StaffAndApprentice = "staff_and_apprentice" => "Le site et l'apprenti" / "The site and the apprentice",
        /// The site and the tutors of the contract.
        StaffAndTutor = "staff_and_tutor"
            => "Le site et le maître d'apprentissage" / "The site and the company tutor",
        /// All three.
        AllThree = "all_three" => "Le site, l'apprenti et le maître d'apprentissage"
            / "The site, the apprentice and the company tutor",
    }
);

impl CaseVisibility {
    /// Whether somebody of a role reads it.
    pub const fn is_read_by(self, role: Role) -> bool {
        match role {
            Role::Administrator | Role::Manager | Role::Trainer => true,
            Role::Tutor => matches!(self, Self::StaffAndTutor | Self::AllThree),
            Role::Student => matches!(self, Self::StaffAndApprentice | Self::AllThree),
            Role::Client => false,
        }
    }

    /// What is written by somebody of a role who does not say who reads it: the site, and themselves.
    pub const fn usual_of(role: Role) -> Self {
        match role {
            Role::Tutor => Self::StaffAndTutor,
            Role::Student => Self::StaffAndApprentice,
            Role::Administrator | Role::Manager | Role::Trainer | Role::Client => Self::Staff,
        }
    }
}

text_enum!(
    /// Whether a difficulty is still followed.
    DifficultyState {
        /// It is.
        Open = "open" => "Ouverte" / "Open",
        /// It was closed, and not opened again.
        Closed = "closed" => "Close" / "Closed",
    }
);

/// Code of a subject, of the list in `catalogue/law/difficulties.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(min_length = 1, max_length = 40, example = "work_relations")]
pub struct SubjectCode(pub String);

/// What is kept of a case, as its follower sends it.
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
#[diesel(table_name = difficulties, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = DifficultyCaseIn, example = json!({"origin": "staff", "opened_on": "2026-01-12",
    "subjects": ["work_relations"], "shared_with_apprentice": true, "shared_with_tutor": false}))]
pub struct DifficultyFacts {
    /// Contract concerned, whose tutors read it when it is shared with them.
    pub contract_id: Option<ContractId>,
    /// Where it was first heard of.
    pub origin: DifficultyOrigin,
    /// Visit it comes from, of the same apprentice.
    pub visit_id: Option<VisitId>,
    /// Call it comes from, about the same apprentice.
    pub phone_contact_id: Option<PhoneContactId>,
    /// Day on which it was opened.
    pub opened_on: NaiveDate,
    /// What it is about.
    #[schema(min_items = 1, max_items = 20, value_type = Vec<SubjectCode>)]
    pub subjects: Vec<String>,
    /// Whether the apprentice is shown that it is followed.
    pub shared_with_apprentice: bool,
    /// Whether the tutors of the contract are shown that it is followed.
    pub shared_with_tutor: bool,
}

/// A difficulty of an apprentice that the site follows.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = difficulties, check_for_backend(diesel::pg::Pg))]
pub struct DifficultyCase {
    pub id: DifficultyId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    #[diesel(embed)]
    pub facts: DifficultyFacts,
    pub author_kind: AuthorKind,
    /// Account or link that opened it.
    pub author_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for DifficultyCase {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
