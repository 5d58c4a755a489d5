//! The nouns: a feed, its reader, an entry of the calendar.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;

use crate::ids::{AccountId, SiteId};
use crate::platform::text::Sentence;
use crate::schema::{feed_entries, feeds};
use crate::trust::access::Role;

/// The feed of a person.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = feeds, check_for_backend(diesel::pg::Pg))]
pub struct Feed {
    /// Person.
    pub account_id: AccountId,
    /// Digest of what the last answer depended on.
    pub state: Option<Vec<u8>>,
    /// ETag of the last answer.
    pub etag: Option<String>,
    pub last_read_on: Option<NaiveDate>,
    /// When this address was given.
    pub created_at: DateTime<Utc>,
}

/// What the answer of a feed depends on of its person.
#[derive(Debug, Clone, Queryable)]
pub struct FeedReader {
    /// What they sign in as.
    pub role: Role,
    pub site_ids: Vec<SiteId>,
    /// Version of their account.
    pub version: i64,
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It will be.
    Confirmed,
    /// Its days are not fixed yet.
    Tentative,
    /// It will not be.
    Cancelled,
}

impl Status {
    /// The word of the calendar format.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// The hour of an entry, as clocks of France show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedHour {
    pub from: NaiveTime,
    /// How long it lasts.
    pub minutes: i16,
}

/// Something on whole days, or at an hour of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEvent {
    /// Identifier, the same each time.
    pub uid: String,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Its hour on that day; whole days without one.
    pub hour: Option<FeedHour>,
    /// Where, when that is known.
    pub place: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// What people read first.
    pub summary: Sentence,
    /// What more there is to read.
    pub details: Option<Sentence>,
    /// What kind of thing it is.
    pub category: &'static str,
}

/// What was last told of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = feed_entries, check_for_backend(diesel::pg::Pg))]
pub struct StoredEntry {
    /// Person.
    pub account_id: AccountId,
    /// Identifier of the entry.
    pub uid: String,
    /// Digest of what was told.
    pub digest: Vec<u8>,
    /// How many times it changed.
    pub sequence: i32,
    /// When it was first told so.
    pub changed_at: DateTime<Utc>,
}
