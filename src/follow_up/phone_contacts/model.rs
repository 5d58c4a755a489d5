//! The nouns: a telephone contact, and what it said before a correction.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::follow_up::visits::NoteVisibility;
use crate::follow_up::visits::model::CommitmentOwner;
use crate::ids::{ApprenticeId, PhoneContactId, SiteId, TutorId};
use crate::schema::{phone_contact_corrections, phone_contacts};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// Which way a call went, seen from whoever logs it.
    CallDirection {
        /// They called.
        Outgoing = "outgoing",
        /// They were called.
        Incoming = "incoming",
    }
);

text_enum!(
    /// The other end of a call.
    CallParty {
        /// The company tutor.
        Tutor = "tutor",
        /// The apprentice.
        Apprentice = "apprentice",
        /// A guardian of the apprentice.
        Guardian = "guardian",
        /// Somebody else of the company.
        Employer = "employer",
        /// The skills operator.
        Opco = "opco",
        /// The site, for a tutor who calls it.
        Site = "site",
        /// Somebody else.
        Other = "other",
    }
);

text_enum!(
    /// What came of a call.
    CallOutcome {
        /// They spoke.
        Reached = "reached",
        /// Nobody answered.
        Missed = "missed",
        /// A message was left.
        Voicemail = "voicemail",
        /// The number is not theirs.
        WrongNumber = "wrong_number",
        /// They would not speak.
        Refused = "refused",
    }
);

text_enum!(
    /// What a call was about.
    CallSubject {
        /// How things go.
        FollowUp = "follow_up",
        /// A visit to arrange.
        Visit = "visit",
        /// An absence.
        Absence = "absence",
        /// A difficulty.
        Difficulty = "difficulty",
        /// The contract.
        Contract = "contract",
        /// The pay.
        Pay = "pay",
        /// A rupture, feared or declared.
        Rupture = "rupture",
        /// An exam or a mock exam.
        Exam = "exam",
        /// Papers.
        Administrative = "administrative",
        /// Something else.
        Other = "other",
    }
);

/// A telephone call about an apprentice.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = phone_contacts, check_for_backend(diesel::pg::Pg))]
pub struct PhoneContact {
    /// Identifier.
    pub id: PhoneContactId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice it is about.
    pub apprentice_id: ApprenticeId,
    /// Instant of the call.
    pub called_at: DateTime<Utc>,
    /// Which way it went.
    pub direction: CallDirection,
    /// The other end.
    pub party: CallParty,
    /// Name of the person spoken to.
    pub person: Option<String>,
    /// What came of it.
    pub outcome: CallOutcome,
    /// What it was about.
    pub subject: CallSubject,
    /// What was said.
    pub note: Option<String>,
    /// Who may read it.
    pub visibility: NoteVisibility,
    /// What is to be done next.
    pub next_action: Option<String>,
    /// Last day to do it.
    pub next_action_on: Option<NaiveDate>,
    /// Who is to do it.
    pub next_action_owner: Option<CommitmentOwner>,
    /// Day it was done.
    pub cleared_on: Option<NaiveDate>,
    /// What was done.
    pub cleared_note: Option<String>,
    /// Company tutor who logged it.
    pub tutor_id: Option<TutorId>,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// Account or link that logged it.
    pub author_id: Option<Uuid>,
    /// French day on which it was logged.
    pub logged_on: NaiveDate,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for PhoneContact {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a contact, at first and at each change.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = phone_contacts, treat_none_as_null = true)]
pub struct PhoneContactChange {
    /// Instant of the call.
    pub called_at: DateTime<Utc>,
    /// Which way it went.
    pub direction: CallDirection,
    /// The other end.
    pub party: CallParty,
    /// Name of the person spoken to.
    pub person: Option<String>,
    /// What came of it.
    pub outcome: CallOutcome,
    /// What it was about.
    pub subject: CallSubject,
    /// What was said.
    pub note: Option<String>,
    /// Who may read it.
    pub visibility: NoteVisibility,
    /// What is to be done next.
    pub next_action: Option<String>,
    /// Last day to do it.
    pub next_action_on: Option<NaiveDate>,
    /// Who is to do it.
    pub next_action_owner: Option<CommitmentOwner>,
}

/// What a contact said before a correction.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = phone_contact_corrections, check_for_backend(diesel::pg::Pg))]
pub struct Correction {
    /// Number, from 1.
    pub number: i16,
    /// The contact before it.
    pub former: Value,
    /// Why it was corrected.
    pub reason: String,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// When.
    pub corrected_at: DateTime<Utc>,
}
