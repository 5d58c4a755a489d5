//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{
    CallDirection, CallOutcome, CallParty, CallSubject, Correction, PhoneContact, PhoneContactFacts,
};
use crate::follow_up::visits::NoteVisibility;
use crate::follow_up::visits::model::CommitmentOwner;
use crate::ids::{ApprenticeId, ContractId, PhoneContactId, SiteId, TutorId};
use crate::law::identifiers;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::{MergePatch, typed};
use crate::platform::clock::paris_day;
use crate::platform::error::Problem;
use crate::trust::access::Role;
use crate::trust::journal::{AuthorKind, AuthorOut, Authors};

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NextAction {
    /// What.
    #[schema(min_length = 1, max_length = 500, example = "Rappeler après l'inventaire.")]
    pub what: String,
    /// Last day to do it.
    pub due_on: NaiveDate,
    /// Who is to do it.
    pub owner: CommitmentOwner,
}

/// A telephone contact, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "apprentice_id": "019a0000-0000-7000-8000-000000000001", "direction": "outgoing", "party": "tutor",
    "outcome": "missed", "subject": "absence",
    "next_action": {"what": "Rappeler l'entreprise.", "due_on": "2026-01-17", "owner": "referent"},
}))]
pub struct PhoneContactIn {
    /// Apprentice it is about; fixed once logged.
    pub apprentice_id: ApprenticeId,
    /// Contract it is about, whose tutors read it when it is shared; when absent, the one that runs on the day of the
    /// call, or the only one there is.
    pub contract_id: Option<ContractId>,
    /// Instant of the call; now when absent.
    #[schema(example = "2026-01-15T10:30:00Z")]
    pub called_at: Option<DateTime<Utc>>,
    /// Which way it went, seen from whoever logs it.
    pub direction: CallDirection,
    /// The other end.
    pub party: CallParty,
    /// Name of the person spoken to.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    #[serde(default, deserialize_with = "identifiers::normal::name_or_none")]
    pub person: Option<String>,
    /// What came of it: a missed call is a contact too.
    pub outcome: CallOutcome,
    /// What it was about.
    pub subject: CallSubject,
    /// What was said.
    #[schema(min_length = 1, max_length = 5000)]
    pub note: Option<String>,
    /// Who may read it; when absent, `staff` for the site and `staff_and_tutor` for a tutor.
    pub visibility: Option<NoteVisibility>,
    /// What is to be done next.
    pub next_action: Option<NextAction>,
}

/// Any of the fields of a contact, null to clear.
pub type PhoneContactPatch = MergePatch<PhoneContactIn>;

impl PhoneContactIn {
    /// What is written when somebody of a role logs it.
    pub fn written(self, role: Role, now: DateTime<Utc>) -> PhoneContactFacts {
        let usual = if role == Role::Tutor { NoteVisibility::StaffAndTutor } else { NoteVisibility::Staff };
        let next = self.next_action;
        PhoneContactFacts {
            contract_id: self.contract_id,
            called_at: self.called_at.unwrap_or(now),
            direction: self.direction,
            party: self.party,
            person: self.person,
            outcome: self.outcome,
            subject: self.subject,
            note: self.note,
            visibility: self.visibility.unwrap_or(usual),
            next_action_on: next.as_ref().map(|next| next.due_on),
            next_action_owner: next.as_ref().map(|next| next.owner),
            next_action: next.map(|next| next.what),
        }
    }
}

impl From<&PhoneContact> for PhoneContactIn {
    fn from(row: &PhoneContact) -> Self {
        Self {
            apprentice_id: row.apprentice_id,
            contract_id: row.facts.contract_id,
            called_at: Some(row.facts.called_at),
            direction: row.facts.direction,
            party: row.facts.party,
            person: row.facts.person.clone(),
            outcome: row.facts.outcome,
            subject: row.facts.subject,
            note: row.facts.note.clone(),
            visibility: Some(row.facts.visibility),
            next_action: next_action(&row.facts),
        }
    }
}

fn next_action(facts: &PhoneContactFacts) -> Option<NextAction> {
    let (what, due_on, owner) = (facts.next_action.clone()?, facts.next_action_on?, facts.next_action_owner?);
    Some(NextAction { what, due_on, owner })
}

/// A correction, as sent: the contact anew, and why.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "reason": "L'appel venait de l'entreprise.",
    "contact": {"apprentice_id": "019a0000-0000-7000-8000-000000000001", "direction": "incoming", "party": "tutor",
        "outcome": "reached", "subject": "absence", "note": "Chloé est de retour."},
}))]
pub struct PhoneContactCorrectionIn {
    /// Why the contact is corrected.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
    /// The contact as it should have been, about the same apprentice.
    pub contact: PhoneContactIn,
}

/// That what was to be done next is done, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"cleared_on": "2026-01-16", "note": "Rappelée le matin."}))]
pub struct FollowUpIn {
    /// Day it was done; today when absent.
    pub cleared_on: Option<NaiveDate>,
    /// What was done.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// A telephone contact. Whoever may not read what was said is told of the call only.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PhoneContactOut {
    /// Identifier.
    pub id: PhoneContactId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice it is about.
    pub apprentice_id: ApprenticeId,
    /// Contract it is about, whose tutors read it when it is shared.
    pub contract_id: Option<ContractId>,
    /// Instant of the call.
    pub called_at: DateTime<Utc>,
    /// Which way it went.
    pub direction: CallDirection,
    /// The other end.
    pub party: CallParty,
    /// Name of the person spoken to.
    #[schema(max_length = 200)]
    pub person: Option<String>,
    /// What came of it.
    pub outcome: CallOutcome,
    /// What it was about.
    pub subject: CallSubject,
    /// What was said.
    #[schema(max_length = 5000)]
    pub note: Option<String>,
    /// Who may read it.
    pub visibility: Option<NoteVisibility>,
    /// What is to be done next.
    pub next_action: Option<NextAction>,
    /// Day it was done.
    pub cleared_on: Option<NaiveDate>,
    /// What was done.
    #[schema(max_length = 1000)]
    pub cleared_note: Option<String>,
    /// Company tutor who logged it, when one did.
    pub tutor_id: Option<TutorId>,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// Who logged it.
    pub author: AuthorOut,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl PhoneContactOut {
    /// A contact as somebody of a role reads it, its author known among these.
    pub fn of(row: PhoneContact, role: Role, authors: &Authors) -> Self {
        let seen = NoteVisibility::seen_by(role).contains(&row.facts.visibility);
        Self {
            next_action: next_action(&row.facts).filter(|_| seen),
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            contract_id: row.facts.contract_id,
            called_at: row.facts.called_at,
            direction: row.facts.direction,
            party: row.facts.party,
            person: row.facts.person.filter(|_| seen),
            outcome: row.facts.outcome,
            subject: row.facts.subject,
            note: row.facts.note.filter(|_| seen),
            visibility: Some(row.facts.visibility).filter(|_| seen),
            cleared_on: row.cleared_on.filter(|_| seen),
            cleared_note: row.cleared_note.filter(|_| seen),
            tutor_id: row.tutor_id,
            author_kind: row.author_kind,
            author: authors.of(row.author_kind, row.author_id),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl AboutPeople for PhoneContactOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, self.contract_id, paris_day(self.called_at))
    }
}

/// What a contact said before a correction.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PhoneContactCorrectionOut {
    /// Number, from 1.
    #[schema(minimum = 1)]
    pub number: i16,
    /// The contact before it.
    pub former: PhoneContactIn,
    /// Why it was corrected.
    #[schema(max_length = 1000)]
    pub reason: String,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// Who corrected it.
    pub author: AuthorOut,
    /// When.
    pub corrected_at: DateTime<Utc>,
}

impl PhoneContactCorrectionOut {
    /// A correction, its author known among these.
    pub fn of(row: Correction, authors: &Authors) -> Result<Self, Problem> {
        let author = authors.of(row.author_kind, row.author_id);
        let Correction { number, former, reason, author_kind, corrected_at, .. } = row;
        Ok(Self { number, former: typed(former)?, reason, author_kind, author, corrected_at })
    }
}

/// The corrections of a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PhoneContactCorrectionsOut {
    /// The first one first.
    #[schema(max_items = 1000)]
    pub data: Vec<PhoneContactCorrectionOut>,
}
