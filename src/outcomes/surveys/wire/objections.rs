//! That somebody objects to surveys, as sent and as answered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ApprenticeId, SiteId, SurveyObjectionId};
use crate::outcomes::surveys::model::SurveyObjection;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::trust::journal::{AuthorOut, Authors};

/// That somebody objects to surveys after their training, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"objected_on": "2028-02-24"}))]
pub struct SurveyObjectionIn {
    /// Day on which they did; today when absent.
    pub objected_on: Option<NaiveDate>,
}

/// That somebody objects to surveys after their training.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SurveyObjectionOut {
    /// Identifier.
    pub id: SurveyObjectionId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice who objects.
    pub apprentice_id: ApprenticeId,
    /// Day on which they did.
    pub objected_on: NaiveDate,
    /// Who wrote it.
    pub author: AuthorOut,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
}

impl SurveyObjectionOut {
    /// An objection, and who wrote it.
    pub fn of(row: SurveyObjection, authors: &Authors) -> Self {
        let author = authors.of(row.author_kind, row.author_id);
        let SurveyObjection { id, site_id, apprentice_id, objected_on, version, created_at, .. } = row;
        Self { id, site_id, apprentice_id, objected_on, author, version, created_at }
    }
}

impl AboutPeople for SurveyObjectionOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, today)
    }
}
