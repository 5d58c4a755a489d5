//! The nouns: a link, how much it was used, and where it stands on a day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{AccountId, ApprenticeId, LinkId, SiteId, TutorId};
use crate::schema::tutor_links;
use crate::text_enum;
use crate::trust::access::LinkVerb;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Where a link stands; it follows from the dates and from the contracts of its tutor.
    LinkState {
        /// It works.
        Active = "active" => "Actif" / "Active",
        /// Staff revoked it.
        Revoked = "revoked" => "Révoqué" / "Revoked",
        /// Its last day is over.
        Expired = "expired" => "Expiré" / "Expired",
        /// Its tutor no longer follows any of its apprentices.
        TutorLeft = "tutor_left" => "Sans apprenti suivi" / "No apprentice followed",
    }
);

/// A signed link of a tutor.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = tutor_links, check_for_backend(diesel::pg::Pg))]
pub struct Link {
    pub id: LinkId,
    pub site_id: SiteId,
    /// Company tutor it was made for.
    pub tutor_id: TutorId,
    /// What it lets do.
    pub verbs: Vec<LinkVerb>,
    /// Last day on which it works.
    pub expires_on: NaiveDate,
    pub revoked_at: Option<DateTime<Utc>>,
    /// Why it was revoked.
    pub revoked_reason: Option<String>,
    /// Account of the site its secret was shown to.
    pub secret_seen_by_id: Option<AccountId>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for Link {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a new link.
#[derive(Debug, Clone)]
pub struct NewLink {
    pub site_id: SiteId,
    /// Company tutor it is made for.
    pub tutor_id: TutorId,
    /// Whom it is about.
    pub apprentices: Vec<ApprenticeId>,
    /// What it lets do.
    pub verbs: Vec<LinkVerb>,
    /// Last day on which it works.
    pub expires_on: NaiveDate,
    /// Account of the site its secret is shown to.
    pub secret_seen_by_id: Option<AccountId>,
}

/// How much a link was used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Requests served.
    pub uses: i64,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A link with whom it is about and how much it was used.
#[derive(Debug, Clone)]
pub struct LinkDetails {
    pub link: Link,
    /// Whom it is about.
    pub apprentices: Vec<ApprenticeId>,
    /// How much it was used.
    pub usage: Usage,
}
