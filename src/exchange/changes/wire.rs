//! JSON in and out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::{ChangeEvent, home_of};
use crate::ids::SiteId;
use crate::platform::types;

/// Where to read from.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesParams {
    /// `next_cursor` of the previous reading; from the beginning when absent.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
    /// `end` gives only the cursor of the present end: take it, read the lists once, then follow the feed.
    #[param(pattern = "^end$", max_length = 3)]
    pub from: Option<String>,
    /// Events wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
}

/// A part of the feed, in commit order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangesOut {
    /// What changed; one record may come several times.
    #[schema(max_items = 200)]
    pub data: Vec<ChangeOut>,
    /// To be sent as `cursor` next time, now or tomorrow.
    #[schema(max_length = 500)]
    pub next_cursor: String,
    /// Whether more is waiting.
    pub has_more: bool,
}

/// One change: read the record to know its content.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeOut {
    /// Number of the change in the feed, always growing.
    #[schema(minimum = 1)]
    pub position: i64,
    /// What happened.
    #[schema(max_length = 100, example = "contract.signed")]
    pub kind: String,
    /// Instant of the change.
    #[serde(serialize_with = "types::instant")]
    pub at: DateTime<Utc>,
    /// Site of the record.
    pub site_id: SiteId,
    /// Kind of record.
    #[schema(max_length = 50, example = "contract")]
    pub subject_kind: String,
    /// The record.
    pub subject_id: Uuid,
    /// Its version after the change.
    #[schema(minimum = 1)]
    pub subject_version: i64,
    /// Where the record is read.
    #[schema(max_length = 200)]
    pub href: String,
}

impl From<ChangeEvent> for ChangeOut {
    fn from(event: ChangeEvent) -> Self {
        let id = event.subject_id.hyphenated().to_string();
        Self {
            position: event.position.unwrap_or_default(),
            kind: event.kind,
            at: event.at,
            site_id: event.site_id,
            href: home_of(&event.subject_kind).replace("{id}", &id),
            subject_kind: event.subject_kind,
            subject_id: event.subject_id,
            subject_version: event.subject_version,
        }
    }
}
