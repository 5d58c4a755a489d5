//! The noun: one event of the feed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::SiteId;
use crate::schema::events;

/// A thin event: what changed, never its content.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(diesel::pg::Pg))]
pub struct Event {
    /// Place in the feed.
    pub position: Option<i64>,
    /// Instant of the change.
    pub at: DateTime<Utc>,
    /// Site of the record.
    pub site_id: SiteId,
    /// What happened.
    pub kind: String,
    /// Kind of record.
    pub subject_kind: String,
    /// The record.
    pub subject_id: Uuid,
    /// Its version after the change.
    pub subject_version: i64,
}
