//! What comes with a report: what is to be done, notes for those they name, and who acknowledged it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{VisitCommitmentId, VisitId, VisitNoteId};
use crate::schema::{visit_acknowledgements, visit_commitments, visit_notes};
use crate::text_enum;
use crate::trust::access::Role;
use crate::trust::journal::AuthorKind;

text_enum!(
    /// Who is to do what was agreed.
    CommitmentOwner {
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// The referent of the apprentice.
        Referent = "referent" => "Référent" / "Referent",
        /// The site.
        Site = "site" => "Site de formation" / "Site",
    }
);

/// Something to be done, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = visit_commitments, check_for_backend(diesel::pg::Pg))]
#[schema(as = CommitmentIn)]
pub struct CommitmentFacts {
    /// Who is to do it.
    pub owner: CommitmentOwner,
    /// What is to be done.
    #[schema(min_length = 1, max_length = 500, example = "Confier un linéaire de bout en bout.")]
    pub what: String,
    /// Last day to do it, from the day of the visit on.
    pub due_on: NaiveDate,
}

/// Something to be done.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = visit_commitments, check_for_backend(diesel::pg::Pg))]
#[schema(as = CommitmentOut)]
pub struct Commitment {
    /// Identifier.
    pub id: VisitCommitmentId,
    /// Visit at which it was agreed.
    pub visit_id: VisitId,
    /// What was agreed.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: CommitmentFacts,
    /// Version of the report that first holds it.
    #[serde(skip)]
    pub reported_in: i16,
    /// Version of the report from which it no longer holds.
    #[serde(skip)]
    pub withdrawn_in: Option<i16>,
    /// Day it was done; null while it is not.
    pub done_on: Option<NaiveDate>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl Commitment {
    /// Whether it is part of a version of the report.
    pub fn holds_in(&self, number: i16) -> bool {
        self.reported_in <= number && self.withdrawn_in.is_none_or(|withdrawn| number < withdrawn)
    }
}

text_enum!(
    /// Who may read a note.
    NoteVisibility {
        /// Whoever may read the record.
        Everyone = "everyone" => "Tous ceux qui lisent la fiche" / "Whoever reads the record",
        /// The site and the tutor, not the apprentice.
        StaffAndTutor = "staff_and_tutor"
            => "Le site et le maître d'apprentissage" / "The site and the tutor",
        /// The site only.
        Staff = "staff" => "Le site seulement" / "The site only",
    }
);

impl NoteVisibility {
    /// The notes somebody of a role may read.
    pub const fn seen_by(role: Role) -> &'static [Self] {
        match role {
            Role::Administrator | Role::Manager | Role::Trainer => {
                &[Self::Everyone, Self::StaffAndTutor, Self::Staff]
            }
            Role::Tutor => &[Self::Everyone, Self::StaffAndTutor],
            Role::Student | Role::Client => &[Self::Everyone],
        }
    }

    /// The roles that may read it, unless all may.
    pub const fn readers(self) -> Option<&'static [Role]> {
        match self {
            Self::Everyone => None,
            Self::StaffAndTutor => Some(&[Role::Administrator, Role::Manager, Role::Trainer, Role::Tutor]),
            Self::Staff => Some(&[Role::Administrator, Role::Manager, Role::Trainer]),
        }
    }
}

/// A note, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = visit_notes, check_for_backend(diesel::pg::Pg))]
#[schema(
    as = NoteIn,
    example = json!({"note": "La charge de décembre inquiète la famille.", "visibility": "staff_and_tutor"}),
)]
pub struct NoteFacts {
    /// The note.
    #[schema(min_length = 1, max_length = 5000)]
    pub note: String,
    /// Who may read it; its author among them.
    pub visibility: NoteVisibility,
}

/// A note whoever asks may read.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = visit_notes, check_for_backend(diesel::pg::Pg))]
pub struct VisitNote {
    /// Identifier.
    pub id: VisitNoteId,
    /// Visit noted on.
    #[serde(skip)]
    pub visit_id: VisitId,
    /// What is noted.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: NoteFacts,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// Account or link that wrote it.
    #[serde(skip)]
    pub author_id: Option<Uuid>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

text_enum!(
    /// Who acknowledges a report.
    Acknowledger {
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The site.
        Staff = "staff" => "Site de formation" / "Site",
    }
);

impl Acknowledger {
    /// For whom somebody of a role acts.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::Tutor => Self::Tutor,
            Role::Student => Self::Apprentice,
            Role::Administrator | Role::Manager | Role::Trainer | Role::Client => Self::Staff,
        }
    }
}

/// That a party acknowledged a report.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = visit_acknowledgements, check_for_backend(diesel::pg::Pg))]
pub struct Acknowledgement {
    /// Visit acknowledged.
    #[serde(skip)]
    pub visit_id: VisitId,
    /// Version of the report.
    #[serde(skip)]
    pub number: i16,
    /// Who.
    pub party: Acknowledger,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// Account or link that acknowledged it.
    #[serde(skip)]
    pub author_id: Option<Uuid>,
    /// When.
    pub acknowledged_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_of_a_note_are_those_who_see_it() {
        for visibility in NoteVisibility::ALL {
            let seen = |role: &&Role| NoteVisibility::seen_by(**role).contains(visibility);
            let by: Vec<&Role> = Role::ALL.iter().filter(seen).collect();
            let readers = visibility.readers().unwrap_or(Role::ALL);
            assert_eq!(readers.iter().collect::<Vec<_>>(), by, "{visibility}");
        }
    }
}
