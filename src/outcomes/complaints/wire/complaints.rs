//! Complaints and their steps, as sent and as answered, codes in words.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{AccountId, ApprenticeId, ComplaintId, ComplaintStepId, SiteId};
use crate::law::figures::ComplaintDelays;
use crate::outcomes::complaints::model::{
    Complainant, Complaint, ComplaintChannel, ComplaintFacts, ComplaintOutcome, ComplaintState,
    ComplaintStep, ComplaintStepKind, ComplaintSubject,
};
use crate::outcomes::complaints::rules::{ComplaintDays, ComplaintSteps, state_of};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;
use crate::trust::journal::{AuthorKind, AuthorOut, Authors};

/// A complaint, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"received_on": "2026-03-02", "complainant": "guardian", "complainant_name": "Mme Durand",
    "channel": "email", "subject": "follow_up", "what": "Aucune nouvelle depuis la visite de décembre."}))]
pub struct ComplaintIn {
    /// Day on which it was received.
    pub received_on: NaiveDate,
    /// Who complains.
    pub complainant: Complainant,
    /// Their name; absent for somebody who gave none.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Mme Durand")]
    pub complainant_name: Option<String>,
    /// Apprentice it comes from or is about.
    pub apprentice_id: Option<ApprenticeId>,
    /// How it came.
    pub channel: ComplaintChannel,
    /// What is complained of.
    pub subject: ComplaintSubject,
    /// The same in words.
    #[schema(min_length = 3, max_length = 4000)]
    pub what: String,
    /// Account of whoever treats it.
    pub assigned_to: Option<AccountId>,
}

/// Any of the fields of a complaint, null to clear.
pub type ComplaintPatch = MergePatch<ComplaintIn>;

impl From<ComplaintIn> for ComplaintFacts {
    fn from(sent: ComplaintIn) -> Self {
        let ComplaintIn {
            received_on,
            complainant,
            complainant_name,
            apprentice_id,
            channel,
            subject,
            what,
            assigned_to,
        } = sent;
        Self {
            received_on,
            complainant,
            complainant_name,
            apprentice_id,
            channel,
            subject,
            what,
            assigned_to,
        }
    }
}

impl From<ComplaintFacts> for ComplaintIn {
    fn from(facts: ComplaintFacts) -> Self {
        let ComplaintFacts {
            received_on,
            complainant,
            complainant_name,
            apprentice_id,
            channel,
            subject,
            what,
            assigned_to,
        } = facts;
        Self {
            received_on,
            complainant,
            complainant_name,
            apprentice_id,
            channel,
            subject,
            what,
            assigned_to,
        }
    }
}

/// Something done about a complaint, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "acknowledged", "note": "Appelée, rendez-vous pris lundi."}))]
pub struct ComplaintStepIn {
    /// What was done.
    pub kind: ComplaintStepKind,
    /// Day on which it was; today when absent.
    pub done_on: Option<NaiveDate>,
    /// What was done, said or answered, in words.
    #[schema(min_length = 1, max_length = 4000)]
    pub note: Option<String>,
}

/// How a complaint ends, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "dropped", "note": "Malentendu levé au téléphone."}))]
pub struct ComplaintClosingIn {
    /// How it ends.
    pub outcome: ComplaintOutcome,
    /// Day on which it does; today when absent.
    pub closed_on: Option<NaiveDate>,
    /// What was decided, in words.
    #[schema(min_length = 1, max_length = 4000)]
    pub note: Option<String>,
}

/// A complaint.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintOut {
    /// Identifier.
    pub id: ComplaintId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// What it says.
    #[serde(flatten)]
    #[schema(inline)]
    pub complaint: ComplaintIn,
    /// Who complains, in words.
    #[schema(max_length = 60, example = "Parent, représentant légal")]
    pub complainant_label: String,
    /// How it came, in words.
    #[schema(max_length = 60, example = "Courriel")]
    pub channel_label: String,
    /// What is complained of, in words.
    #[schema(max_length = 60, example = "Suivi")]
    pub subject_label: String,
    /// Name of the apprentice.
    #[schema(max_length = 210)]
    pub apprentice_name: Option<String>,
    /// Who treats it.
    pub assignee: Option<AuthorOut>,
    /// Where it stands.
    pub state: ComplaintState,
    /// The same in words.
    #[schema(max_length = 60, example = "En traitement")]
    pub state_label: String,
    /// Day by which its receipt is to be acknowledged.
    pub acknowledge_by: NaiveDate,
    /// Day on which it was acknowledged, or answered.
    pub acknowledged_on: Option<NaiveDate>,
    /// Day by which it is to be answered.
    pub answer_by: NaiveDate,
    /// Day on which it was first answered.
    pub answered_on: Option<NaiveDate>,
    /// Whether the answer is late, or came late.
    pub late: bool,
    /// Day on which it was closed.
    pub closed_on: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<ComplaintOutcome>,
    /// The same in words.
    #[schema(max_length = 60, example = "Fondée en partie")]
    pub outcome_label: Option<String>,
    /// What was decided, in words.
    #[schema(max_length = 4000)]
    pub closing_note: Option<String>,
    /// Who wrote it down.
    pub author: AuthorOut,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// Something done about a complaint.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintStepOut {
    /// Identifier.
    pub id: ComplaintStepId,
    /// Complaint.
    pub complaint_id: ComplaintId,
    /// What was done.
    pub kind: ComplaintStepKind,
    /// The same in words.
    #[schema(max_length = 60, example = "Accusé de réception")]
    pub kind_label: String,
    /// Day on which it was.
    pub done_on: NaiveDate,
    /// What was done, said or answered.
    #[schema(max_length = 4000)]
    pub note: Option<String>,
    /// Who wrote it.
    pub author: AuthorOut,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A complaint with everything done about it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintDetailOut {
    /// The complaint.
    #[serde(flatten)]
    #[schema(inline)]
    pub complaint: ComplaintOut,
    /// Everything done, by day.
    #[schema(max_items = 1000)]
    pub steps: Vec<ComplaintStepOut>,
}

/// What some complaints say in words.
#[derive(Debug)]
pub struct ComplaintWords {
    pub steps: HashMap<ComplaintId, ComplaintSteps>,
    /// Names of apprentices.
    pub names: HashMap<ApprenticeId, String>,
    pub authors: Authors,
    pub delays: ComplaintDelays,
    pub today: NaiveDate,
    pub lang: Lang,
}

impl ComplaintWords {
    /// A complaint in words.
    pub fn complaint(&self, row: Complaint) -> ComplaintOut {
        let steps = self.steps.get(&row.id).copied().unwrap_or_default();
        let days = ComplaintDays::of(row.facts.received_on, self.delays);
        let state = state_of(row.closed_on, steps);
        let facts = &row.facts;
        let assignee = facts.assigned_to.map(|id| self.authors.of(AuthorKind::Account, Some(id.0)));
        ComplaintOut {
            id: row.id,
            site_id: row.site_id,
            complainant_label: facts.complainant.label().in_lang(self.lang).to_owned(),
            channel_label: facts.channel.label().in_lang(self.lang).to_owned(),
            subject_label: facts.subject.label().in_lang(self.lang).to_owned(),
            apprentice_name: facts.apprentice_id.and_then(|id| self.names.get(&id).cloned()),
            assignee,
            state,
            state_label: state.label().in_lang(self.lang).to_owned(),
            acknowledge_by: days.acknowledge_by,
            acknowledged_on: steps.acknowledged_on,
            answer_by: days.answer_by,
            answered_on: steps.answered_on,
            late: days.is_late(steps.answered_on, row.closed_on, self.today),
            closed_on: row.closed_on,
            outcome: row.outcome,
            outcome_label: row.outcome.map(|one| one.label().in_lang(self.lang).to_owned()),
            closing_note: row.closing_note,
            author: self.authors.of(row.author_kind, row.author_id),
            complaint: row.facts.into(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    /// A step in words.
    pub fn step(&self, row: ComplaintStep) -> ComplaintStepOut {
        ComplaintStepOut {
            id: row.id,
            complaint_id: row.complaint_id,
            kind: row.kind,
            kind_label: row.kind.label().in_lang(self.lang).to_owned(),
            done_on: row.done_on,
            note: row.note,
            author: self.authors.of(row.author_kind, row.author_id),
            created_at: row.created_at,
        }
    }
}
