//! JSON in and out.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desk::links::model::{LinkDetails, LinkState};
use crate::desk::links::rules::state_on;
use crate::ids::{AccountId, ApprenticeId, LinkId, SiteId, TutorId};
use crate::people::apprentices::cards::wire::ApprenticeName;
use crate::people::employers::model::Tutor;
use crate::people::employers::names::TutorContact;
use crate::trust::access::LinkVerb;

/// A link to make, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"verbs": ["read_brief", "log_visit", "acknowledge_report"], "expires_on": "2026-03-31"}))]
pub struct LinkIn {
    /// Whom it is about; all those the tutor follows when absent.
    #[schema(min_items = 1, max_items = 20)]
    pub apprentices: Option<Vec<ApprenticeId>>,
    /// What it lets do; everything when absent.
    #[schema(min_items = 1, max_items = 8)]
    pub verbs: Option<BTreeSet<LinkVerb>>,
    /// Last day on which it works: in 90 days when absent, in 400 at most.
    #[schema(example = "2026-03-31")]
    pub expires_on: Option<NaiveDate>,
}

/// Why a link is revoked, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Envoyé à la mauvaise adresse"}))]
pub struct LinkRevocationIn {
    /// Reason, for the record.
    #[schema(min_length = 1, max_length = 500, example = "Envoyé à la mauvaise adresse")]
    pub reason: String,
}

/// A signed link of a tutor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LinkOut {
    /// Identifier.
    pub id: LinkId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Company tutor it was made for.
    pub tutor_id: TutorId,
    /// That tutor, by name.
    pub tutor: TutorContact,
    /// Whom it is about.
    #[schema(max_items = 20)]
    pub apprentices: Vec<ApprenticeId>,
    /// The same, by name, in the order of their names.
    #[schema(max_items = 20)]
    pub about: Vec<ApprenticeName>,
    /// What it lets do.
    #[schema(max_items = 8)]
    pub verbs: Vec<LinkVerb>,
    /// Last day on which it works.
    pub expires_on: NaiveDate,
    /// Where it stands today.
    pub state: LinkState,
    /// How often it was used.
    #[schema(minimum = 0)]
    pub uses: i64,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Why it was revoked.
    #[schema(max_length = 500)]
    pub revoked_reason: Option<String>,
    /// Account of the site its secret was shown to, and could act in the tutor's name; none when it was sent to the
    /// tutor.
    pub secret_seen_by_id: Option<AccountId>,
    /// Address of the tutor the link was sent to, this once: at its creation, when it is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, default = "absent")]
    pub sent_to: Option<String>,
    /// The link itself, this once: at its creation, when it could not be sent to the tutor.
    #[serde(flatten)]
    pub shown_once: Option<ShownOnce>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A link as it is sent to its tutor: kept nowhere, shown at its creation only.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = LinkShownOnce)]
pub struct ShownOnce {
    /// Address of its page, to be sent to the tutor.
    #[schema(max_length = 300, format = Password)]
    pub url: String,
    /// Its secret, for the addresses under `/v1/tutor-links/`.
    #[schema(max_length = 43, format = Password)]
    pub secret: String,
}

impl std::fmt::Debug for ShownOnce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShownOnce")
    }
}

impl LinkOut {
    /// A link of a tutor who follows these apprentices, as it stands on a day.
    pub fn on(
        today: NaiveDate,
        (tutor, followed): (&Tutor, &BTreeSet<ApprenticeId>),
        known: LinkDetails,
        about: Vec<ApprenticeName>,
    ) -> Self {
        let LinkDetails { link, apprentices, usage } = known;
        Self {
            state: state_on(&link, &apprentices, followed, today),
            id: link.id,
            site_id: link.site_id,
            tutor_id: link.tutor_id,
            tutor: TutorContact::from(tutor),
            apprentices,
            about,
            verbs: link.verbs,
            expires_on: link.expires_on,
            uses: usage.uses,
            last_used_at: usage.last_used_at,
            revoked_at: link.revoked_at,
            revoked_reason: link.revoked_reason,
            secret_seen_by_id: link.secret_seen_by_id,
            sent_to: None,
            shown_once: None,
            version: link.version,
            created_at: link.created_at,
            updated_at: link.updated_at,
        }
    }
}
