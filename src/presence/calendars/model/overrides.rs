//! What differs from the calendar of the cohort for one apprentice.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Week, Weekdays};
use crate::ids::{ApprenticeId, CalendarOverrideId, SiteId};
use crate::law::holidays::HolidayList;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::presence::calendars::wire::Weekday;
use crate::schema::calendar_overrides;
use crate::trust::journal::Subject;

/// What differs from the calendar of the cohort for one apprentice, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = calendar_overrides, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = CalendarOverrideIn, example = json!({
    "from_on": "2026-01-05", "to_on": "2026-02-27", "company_weekdays": [1, 2, 3], "centre_weekdays": [4, 5],
}))]
pub struct CalendarOverrideFacts {
    /// First day.
    #[schema(example = "2026-01-05")]
    pub from_on: NaiveDate,
    /// Last day, both included; absent while no end is known.
    pub to_on: Option<NaiveDate>,
    /// Days of the week in the company; with the days at the centre, both possibly empty, or neither.
    #[serde(default, deserialize_with = "in_order_or_none")]
    #[schema(value_type = Option<Vec<Weekday>>, max_items = 7)]
    pub company_weekdays: Option<Vec<i16>>,
    /// Days of the week at the centre.
    #[serde(default, deserialize_with = "in_order_or_none")]
    #[schema(value_type = Option<Vec<Weekday>>, max_items = 7)]
    pub centre_weekdays: Option<Vec<i16>>,
    /// Public holidays of the place of work, when they are not those of the contract's.
    pub public_holidays: Option<HolidayList>,
}

/// Days of the week in order, each once, or none.
fn in_order_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<i16>>, D::Error> {
    let given = Option::<Vec<i16>>::deserialize(from)?;
    Ok(given.map(|numbers| Weekdays::of(numbers).numbers()))
}

/// Any of the fields of an override, null to clear.
pub type CalendarOverridePatch = MergePatch<CalendarOverrideFacts>;

impl CalendarOverrideFacts {
    /// The other week, if it differs.
    pub fn week(&self) -> Option<Week> {
        let (company, centre) = self.company_weekdays.as_ref().zip(self.centre_weekdays.as_ref())?;
        let of = |numbers: &[i16]| Weekdays::of(numbers.iter().copied());
        Some(Week { company: of(company), centre: of(centre) })
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|to_on| day <= to_on)
    }
}

/// What differs from the calendar of the cohort for one apprentice.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = calendar_overrides, check_for_backend(diesel::pg::Pg))]
#[schema(as = CalendarOverrideOut)]
pub struct CalendarOverride {
    /// Identifier.
    pub id: CalendarOverrideId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// What was sent.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: CalendarOverrideFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl AboutPeople for CalendarOverride {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, today)
    }
}

impl Subject for CalendarOverride {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
