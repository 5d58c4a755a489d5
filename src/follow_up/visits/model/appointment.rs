//! When in the day, for how long and where a visit takes place, as far as is known.

use chrono::NaiveTime;
use diesel::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

use crate::schema::visits;

/// How long a visit lasts in a calendar when nothing was said.
const USUAL_MINUTES: i16 = 60;

/// The hour, the length and the place of a visit.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Queryable, Selectable, AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = visits, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = VisitAppointment, example = json!({"time": "14:30", "minutes": 45, "place": "Magasin du centre-ville, demander Mme Petit"}))]
pub struct Appointment {
    /// Hour at which it begins, as clocks of France show it.
    #[serde(default, serialize_with = "written", deserialize_with = "read")]
    #[schema(value_type = Option<String>, format = "hour", max_length = 5, example = "14:30")]
    #[diesel(column_name = appointment_time)]
    pub time: Option<NaiveTime>,
    /// How long it lasts, in minutes.
    #[schema(minimum = 5, maximum = 480, example = 45)]
    #[diesel(column_name = appointment_minutes)]
    pub minutes: Option<i16>,
    /// Where, when that is not the establishment.
    #[schema(min_length = 1, max_length = 300)]
    #[diesel(column_name = appointment_place)]
    pub place: Option<String>,
}

impl Appointment {
    /// How long it takes in a calendar, in minutes.
    pub fn length(&self) -> i16 {
        self.minutes.unwrap_or(USUAL_MINUTES)
    }
}

fn written<S: Serializer>(time: &Option<NaiveTime>, to: S) -> Result<S::Ok, S::Error> {
    time.map(|time| time.format("%H:%M").to_string()).serialize(to)
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveTime>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    let read = |text: String| NaiveTime::parse_from_str(&text, "%H:%M").map_err(serde::de::Error::custom);
    text.map(read).transpose()
}
