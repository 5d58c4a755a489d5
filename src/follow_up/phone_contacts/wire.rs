//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{
    CallDirection, CallOutcome, CallParty, CallSubject, Correction, PhoneContact, PhoneContactChange,
};
use super::store::PhoneContactFilter;
use crate::follow_up::visits::NoteVisibility;
use crate::follow_up::visits::model::CommitmentOwner;
use crate::ids::{AccountId, ApprenticeId, PhoneContactId, SiteId, TutorId};
use crate::platform::body::{MergePatch, typed};
use crate::platform::error::Problem;
use crate::platform::page;
use crate::trust::access::Role;
use crate::trust::journal::AuthorKind;

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
    /// Instant of the call; now when absent.
    #[schema(example = "2026-01-15T10:30:00Z")]
    pub called_at: Option<DateTime<Utc>>,
    /// Which way it went, seen from whoever logs it.
    pub direction: CallDirection,
    /// The other end.
    pub party: CallParty,
    /// Name of the person spoken to.
    #[schema(min_length = 1, max_length = 200)]
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
    pub fn written(self, role: Role, now: DateTime<Utc>) -> PhoneContactChange {
        let usual = if role == Role::Tutor { NoteVisibility::StaffAndTutor } else { NoteVisibility::Staff };
        let next = self.next_action;
        PhoneContactChange {
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
            called_at: Some(row.called_at),
            direction: row.direction,
            party: row.party,
            person: row.person.clone(),
            outcome: row.outcome,
            subject: row.subject,
            note: row.note.clone(),
            visibility: Some(row.visibility),
            next_action: next_action(row),
        }
    }
}

fn next_action(row: &PhoneContact) -> Option<NextAction> {
    let (what, due_on, owner) = (row.next_action.clone()?, row.next_action_on?, row.next_action_owner?);
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
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl PhoneContactOut {
    /// A contact as somebody of a role reads it.
    pub fn of(row: PhoneContact, role: Role) -> Self {
        let seen = NoteVisibility::seen_by(role).contains(&row.visibility);
        Self {
            next_action: next_action(&row).filter(|_| seen),
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            called_at: row.called_at,
            direction: row.direction,
            party: row.party,
            person: row.person.filter(|_| seen),
            outcome: row.outcome,
            subject: row.subject,
            note: row.note.filter(|_| seen),
            visibility: Some(row.visibility).filter(|_| seen),
            cleared_on: row.cleared_on.filter(|_| seen),
            cleared_note: row.cleared_note.filter(|_| seen),
            tutor_id: row.tutor_id,
            author_kind: row.author_kind,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
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
    /// When.
    pub corrected_at: DateTime<Utc>,
}

impl TryFrom<Correction> for PhoneContactCorrectionOut {
    type Error = Problem;

    fn try_from(row: Correction) -> Result<Self, Problem> {
        let Correction { number, former, reason, author_kind, corrected_at } = row;
        Ok(Self { number, former: typed(former)?, reason, author_kind, corrected_at })
    }
}

/// The corrections of a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PhoneContactCorrectionsOut {
    /// The first one first.
    #[schema(max_items = 1000)]
    pub data: Vec<PhoneContactCorrectionOut>,
}

/// What narrows a list of contacts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PhoneContactParams {
    /// Only about this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only with this party.
    #[param(inline)]
    pub party: Option<CallParty>,
    /// Only with this outcome.
    #[param(inline)]
    pub outcome: Option<CallOutcome>,
    /// Only those logged by this account.
    #[param(value_type = Option<uuid::Uuid>)]
    pub author: Option<AccountId>,
    /// `true` for those that call for something still to be done.
    #[serde(default)]
    pub open: bool,
    /// Only those whose next action is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl PhoneContactParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<PhoneContactFilter, Problem> {
        Ok(PhoneContactFilter {
            apprentice_id: self.apprentice,
            site_id: self.site,
            party: self.party,
            outcome: self.outcome,
            author: self.author.map(|author| author.0),
            open: self.open,
            due_before: self.due_before,
            readable: Vec::new(),
            after: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}
