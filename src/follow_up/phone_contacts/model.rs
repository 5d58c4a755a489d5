//! The nouns: a telephone contact, and what it said before a correction.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::follow_up::visits::NoteVisibility;
use crate::follow_up::visits::model::CommitmentOwner;
use crate::ids::{ApprenticeId, ContractId, PhoneContactId, SiteId, TutorId};
use crate::schema::{phone_contact_corrections, phone_contacts};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// Which way a call went, seen from whoever logs it.
    CallDirection {
        /// They called.
        Outgoing = "outgoing" => "Appel émis" / "Outgoing",
        /// They were called.
        Incoming = "incoming" => "Appel reçu" / "Incoming",
    }
);

text_enum!(
    /// The other end of a call.
    CallParty {
        /// The company tutor.
        Tutor = "tutor" => "Maître d'apprentissage" / "Company tutor",
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// A guardian of the apprentice.
        Guardian = "guardian" => "Représentant légal" / "Guardian",
        /// Somebody else of the company.
        Employer = "employer" => "Entreprise" / "Employer",
        /// The skills operator.
        Opco = "opco" => "OPCO" / "OPCO",
        /// The site, for a tutor who calls it.
        Site = "site" => "Site de formation" / "Site",
        /// Somebody else.
        Other = "other" => "Autre personne" / "Somebody else",
    }
);

text_enum!(
    /// What came of a call.
    CallOutcome {
        /// They spoke.
        Reached = "reached" => "Joint" / "Reached",
        /// Nobody answered.
        Missed = "missed" => "Sans réponse" / "No answer",
        /// A message was left.
        Voicemail = "voicemail" => "Message laissé" / "Message left",
        /// The number is not theirs.
        WrongNumber = "wrong_number" => "Mauvais numéro" / "Wrong number",
        /// They would not speak.
        Refused = "refused" => "Refus de parler" / "Would not speak",
    }
);

text_enum!(
    /// What a call was about.
    CallSubject {
        /// How things go.
        FollowUp = "follow_up" => "Suivi" / "Follow-up",
        /// A visit to arrange.
        Visit = "visit" => "Visite" / "Visit",
        /// An absence.
        Absence = "absence" => "Absence" / "Absence",
        /// A difficulty.
        Difficulty = "difficulty" => "Difficulté" / "Difficulty",
        /// The contract.
        Contract = "contract" => "Contrat" / "Contract",
        /// The pay.
        Pay = "pay" => "Rémunération" / "Pay",
        /// A rupture, feared or declared.
        Rupture = "rupture" => "Rupture" / "Rupture",
        /// An exam or a mock exam.
        Exam = "exam" => "Examen" / "Exam",
        /// Papers.
        Administrative = "administrative" => "Démarches administratives" / "Paperwork",
        /// Something else.
        Other = "other" => "Autre sujet" / "Something else",
    }
);

/// What is written of a call, at first and at each change.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = phone_contacts, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct PhoneContactFacts {
    /// Contract it is about, whose tutors read it when it is shared.
    pub contract_id: Option<ContractId>,
    pub called_at: DateTime<Utc>,
    pub direction: CallDirection,
    pub party: CallParty,
    /// Name of the person spoken to.
    pub person: Option<String>,
    pub outcome: CallOutcome,
    pub subject: CallSubject,
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

/// A telephone call about an apprentice.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = phone_contacts, check_for_backend(diesel::pg::Pg))]
pub struct PhoneContact {
    pub id: PhoneContactId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    #[diesel(embed)]
    pub facts: PhoneContactFacts,
    /// Day that what was to be done next was done.
    pub cleared_on: Option<NaiveDate>,
    /// What was done.
    pub cleared_note: Option<String>,
    /// Company tutor who logged it.
    pub tutor_id: Option<TutorId>,
    pub author_kind: AuthorKind,
    /// Account or link that logged it.
    pub author_id: Option<Uuid>,
    /// French day on which it was logged.
    pub logged_on: NaiveDate,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for PhoneContact {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
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
    pub author_kind: AuthorKind,
    /// Account or link that corrected it.
    pub author_id: Option<Uuid>,
    pub corrected_at: DateTime<Utc>,
}
