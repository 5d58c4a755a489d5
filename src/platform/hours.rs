//! An hour of the day, as people write it.

use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

use super::clock::paris_time;

/// An hour as clocks of France show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[schema(value_type = String, format = "hour", max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:00")]
pub struct ParisHour(pub NaiveTime);

impl ParisHour {
    /// What clocks of France show at an instant.
    pub fn of(at: DateTime<Utc>) -> Self {
        Self(paris_time(at).time())
    }
}

impl std::fmt::Display for ParisHour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl Serialize for ParisHour {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ParisHour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        NaiveTime::parse_from_str(&text, "%H:%M").map(Self).map_err(serde::de::Error::custom)
    }
}
