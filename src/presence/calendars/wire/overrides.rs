//! What differs for one apprentice, in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Weekday, numbers, weekdays};
use crate::ids::{ApprenticeId, CalendarOverrideId, SiteId};
use crate::platform::body::MergePatch;
use crate::presence::calendars::model::{CalendarOverride, CalendarOverrideChange, HolidayList};

/// What differs from the calendar of the cohort for one apprentice, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from_on": "2026-01-05", "to_on": "2026-02-27", "company_weekdays": [1, 2, 3], "centre_weekdays": [4, 5]}))]
pub struct CalendarOverrideIn {
    /// First day.
    #[schema(example = "2026-01-05")]
    pub from_on: NaiveDate,
    /// Last day, both included; absent while no end is known.
    pub to_on: Option<NaiveDate>,
    /// Days of the week in the company; with the days at the centre, both possibly empty, or neither.
    #[schema(max_items = 7)]
    pub company_weekdays: Option<Vec<Weekday>>,
    /// Days of the week at the centre.
    #[schema(max_items = 7)]
    pub centre_weekdays: Option<Vec<Weekday>>,
    /// Public holidays of the place of work, when they are not those of the contract's.
    pub public_holidays: Option<HolidayList>,
}

/// Any of the fields of an override, null to clear.
pub type CalendarOverridePatch = MergePatch<CalendarOverrideIn>;

impl CalendarOverrideIn {
    /// What is written.
    pub fn written(&self) -> CalendarOverrideChange {
        CalendarOverrideChange {
            from_on: self.from_on,
            to_on: self.to_on,
            company_weekdays: self.company_weekdays.as_deref().map(numbers),
            centre_weekdays: self.centre_weekdays.as_deref().map(numbers),
            public_holidays: self.public_holidays,
        }
    }
}

impl From<&CalendarOverride> for CalendarOverrideIn {
    fn from(row: &CalendarOverride) -> Self {
        Self {
            from_on: row.from_on,
            to_on: row.to_on,
            company_weekdays: row.company_weekdays.as_deref().map(weekdays),
            centre_weekdays: row.centre_weekdays.as_deref().map(weekdays),
            public_holidays: row.public_holidays,
        }
    }
}

/// What differs from the calendar of the cohort for one apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarOverrideOut {
    /// Identifier.
    pub id: CalendarOverrideId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; null while no end is known.
    pub to_on: Option<NaiveDate>,
    /// Days of the week in the company; null when the week does not differ.
    #[schema(max_items = 7)]
    pub company_weekdays: Option<Vec<Weekday>>,
    /// Days of the week at the centre; null when the week does not differ.
    #[schema(max_items = 7)]
    pub centre_weekdays: Option<Vec<Weekday>>,
    /// Public holidays of the place of work; null for those of the contract.
    pub public_holidays: Option<HolidayList>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<CalendarOverride> for CalendarOverrideOut {
    fn from(row: CalendarOverride) -> Self {
        let CalendarOverrideIn { from_on, to_on, company_weekdays, centre_weekdays, public_holidays } =
            (&row).into();
        Self {
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            from_on,
            to_on,
            company_weekdays,
            centre_weekdays,
            public_holidays,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
