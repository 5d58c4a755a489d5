//! The nouns: what a site sets, a file and its age, what becomes due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{ApprenticeId, SiteId};
use crate::law::figures::{RecordCategory, RecordHold};
use crate::platform::db::Json;
use crate::schema::retention_settings;
use crate::trust::journal::Subject;

/// What a site sets of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionChoice {
    /// Months it is kept; those of the law when absent.
    pub months: Option<u32>,
    /// Whether what is due goes by itself.
    pub erases: bool,
}

/// What a site sets, by category.
pub type RetentionChoices = BTreeMap<RecordCategory, RetentionChoice>;

/// What a site sets of how long files are kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = retention_settings, check_for_backend(diesel::pg::Pg))]
pub struct RetentionSettings {
    pub site_id: SiteId,
    pub categories: Json<RetentionChoices>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

impl Subject for RetentionSettings {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.site_id.0, self.version)
    }
}

/// Whose files are looked at.
#[derive(Debug, Clone)]
pub struct FileScope {
    pub site: SiteId,
    /// Only these apprentices; all of the site when absent.
    pub only: Option<Vec<ApprenticeId>>,
}

/// What is kept of an apprentice in a category, since when it counts and what holds it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRecord {
    pub apprentice: ApprenticeId,
    /// Day the months run from.
    pub since: NaiveDate,
    /// First day on which it may go.
    pub due_on: NaiveDate,
    /// What holds it back, whatever its age.
    pub held_by: BTreeSet<RecordHold>,
}

impl KeptRecord {
    /// Whether its time has come.
    pub fn has_come(&self, today: NaiveDate) -> bool {
        self.due_on <= today
    }

    /// Whether it may go.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.has_come(today) && self.held_by.is_empty()
    }
}
