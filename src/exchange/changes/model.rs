//! The nouns: one event of the feed, and the kinds of record it speaks of.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::SiteId;
use crate::schema::events;
use crate::trust::journal::{Audience, Event};

/// A thin event: what changed, never its content.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(diesel::pg::Pg))]
pub struct ChangeEvent {
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

/// Each kind of record that clients are told of: the scope that lets them read it, and where it is read.
pub static KINDS: LazyLock<BTreeMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let each = Event::ALL.iter().filter_map(|event| match event.audience() {
        Audience::Clients { scope, href } => Some((event.subject_kind(), (scope, href))),
        Audience::Nobody | Audience::Journal => None,
    });
    each.collect()
});

/// The path where the records of a kind are read, with `{id}`.
pub fn home_of(kind: &str) -> &'static str {
    KINDS.get(kind).map_or("", |(_, href)| href)
}
