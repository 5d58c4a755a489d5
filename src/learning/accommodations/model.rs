//! The noun: the extra time granted to a candidate, and its facts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{EnrolmentId, ExamAccommodationId, SiteId};
use crate::platform::body::MergePatch;
use crate::schema::exam_accommodations;
use crate::trust::journal::Subject;

/// The extra time granted to a candidate, as sent. Why it was granted is never asked nor kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = exam_accommodations, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = ExamAccommodationIn, example = json!({
    "granted_by": "Rectorat de l'académie de Reims", "granted_on": "2025-11-14", "document_reference": "Décision 2025-204",
}))]
pub struct ExamAccommodationFacts {
    /// Share of the time of a paper added to it, in percent; a third when left out.
    #[schema(minimum = 1, maximum = 100, example = 33)]
    pub extra_time_percent: Option<i16>,
    /// Authority that granted it.
    #[schema(min_length = 1, max_length = 200, example = "Rectorat de l'académie de Reims")]
    pub granted_by: String,
    /// Day on which it was granted; not after today.
    pub granted_on: NaiveDate,
    /// Last day on which it holds; until the end of the training when left out.
    pub last_on: Option<NaiveDate>,
    /// Reference of the decision.
    #[schema(min_length = 1, max_length = 200)]
    pub document_reference: Option<String>,
}

impl ExamAccommodationFacts {
    /// Whether it holds on a day: from the day it was granted to its last one.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.granted_on <= day && self.last_on.is_none_or(|last| day <= last)
    }
}

/// Any of the facts of an exam accommodation, null to clear.
pub type ExamAccommodationPatch = MergePatch<ExamAccommodationFacts>;

/// The extra time granted to a candidate.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = exam_accommodations, check_for_backend(diesel::pg::Pg))]
#[schema(as = ExamAccommodationRow)]
pub struct ExamAccommodation {
    /// Identifier.
    pub id: ExamAccommodationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Enrolment in the cohort that sits the exam.
    pub enrolment_id: EnrolmentId,
    /// What it says.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: ExamAccommodationFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for ExamAccommodation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
