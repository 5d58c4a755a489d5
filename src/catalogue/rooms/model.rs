//! The noun: a room of a site.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{RoomId, SiteId};
use crate::law::identifiers;
use crate::schema::rooms;
use crate::trust::journal::Subject;

/// What is said of a room.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = rooms, check_for_backend(diesel::pg::Pg))]
#[schema(as = RoomIn, example = json!({"name": "Salle 12", "seats": 24, "accessible": true}))]
pub struct RoomFacts {
    /// Name people use for the room.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Salle 12")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub name: String,
    /// Seats of the room.
    #[schema(minimum = 1, maximum = 2000, example = 24)]
    pub seats: i16,
    /// Whether a wheelchair comes in.
    pub accessible: bool,
}

/// A room of a site.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = rooms, check_for_backend(diesel::pg::Pg))]
#[schema(as = RoomOut)]
pub struct Room {
    /// Identifier.
    pub id: RoomId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// What is said of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: RoomFacts,
    /// Day from which it is no longer used.
    pub retired_on: Option<NaiveDate>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Room {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
