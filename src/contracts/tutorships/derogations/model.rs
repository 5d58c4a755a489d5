//! The noun: an individual derogation to the number of apprentices of one tutor, and its facts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{CeilingDerogationId, SiteId, TutorId};
use crate::law::calendar::add_days;
use crate::platform::body::MergePatch;
use crate::schema::ceiling_derogations;
use crate::trust::journal::Subject;

/// An individual derogation to the number of apprentices of one tutor, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = ceiling_derogations, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = CeilingDerogationIn, example = json!({
    "granted_on": "2025-06-20", "reference": "CDEI 10-2025-14", "from_on": "2025-07-01", "to_on": "2030-06-30", "apprentices": 3,
}))]
pub struct DerogationFacts {
    /// Day of the decision of the departmental committee; not after today.
    pub granted_on: NaiveDate,
    /// Reference of the decision.
    #[schema(min_length = 1, max_length = 100)]
    pub reference: Option<String>,
    /// First day it counts.
    pub from_on: NaiveDate,
    /// Last day it counts, included; at most five years in all (art. R6223-7).
    pub to_on: NaiveDate,
    /// Day from which it counts no more, when withdrawn; its first day when it never should have been recorded.
    pub withdrawn_on: Option<NaiveDate>,
    /// Apprentices at once that it allows, those whose training is prolonged after a failure apart.
    #[schema(minimum = 1, maximum = 20)]
    pub apprentices: i16,
}

/// Any of the facts of a derogation, null to clear.
pub type CeilingDerogationPatch = MergePatch<DerogationFacts>;

/// An individual derogation to the number of apprentices of one tutor.
///
/// A decision of the departmental committee (Code du travail, art. R6223-7, read 2026-11-24), both days included.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = ceiling_derogations, check_for_backend(diesel::pg::Pg))]
#[schema(as = CeilingDerogationOut)]
pub struct CeilingDerogation {
    /// Identifier.
    pub id: CeilingDerogationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Tutor to whom it was granted.
    pub tutor_id: TutorId,
    /// What it says.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: DerogationFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for CeilingDerogation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl CeilingDerogation {
    /// Whether it counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        let DerogationFacts { from_on, to_on, withdrawn_on, .. } = &self.facts;
        (*from_on..=*to_on).contains(&day) && withdrawn_on.is_none_or(|withdrawn| day < withdrawn)
    }

    /// The first day it counts no more.
    pub fn over_on(&self) -> NaiveDate {
        self.facts.withdrawn_on.unwrap_or_else(|| add_days(self.facts.to_on, 1))
    }
}
