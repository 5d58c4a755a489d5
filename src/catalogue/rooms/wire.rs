//! JSON in and out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::RoomFacts;
use crate::ids::SiteId;
use crate::law::identifiers;
use crate::platform::body::{MergePatch, or_default};

/// Any of the facts of a room.
pub type RoomPatch = MergePatch<RoomFacts>;

/// A room to make known.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Salle 12", "seats": 24, "accessible": true}))]
pub struct RoomCreationIn {
    /// Site; the one of who asks when they have one.
    pub site_id: Option<SiteId>,
    /// Name people use for the room.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Salle 12")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub name: String,
    /// Seats of the room.
    #[schema(minimum = 1, maximum = 2000, example = 24)]
    pub seats: i16,
    /// Whether a wheelchair comes in.
    #[serde(default, deserialize_with = "or_default")]
    pub accessible: bool,
}

impl RoomCreationIn {
    /// What is said of the room.
    pub fn facts(&self) -> RoomFacts {
        RoomFacts { name: self.name.clone(), seats: self.seats, accessible: self.accessible }
    }
}

/// That a room is no longer used.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct RoomRetirementIn {}
