//! The noun: something done for an apprentice without a contract.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{ApprenticeId, ContractId, EnrolmentId, SiteId, StayStepId};
use crate::schema::stay_steps;
use crate::trust::journal::Subject;

/// When a step was done, and the days of the cover it gives; as sent.
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
#[diesel(table_name = stay_steps, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = StayStepChangeIn, example = json!({"done_on": "2026-02-20", "starts_on": "2026-02-10"}))]
pub struct StayStepFacts {
    /// Day it was done: today at the latest.
    pub done_on: NaiveDate,
    /// First day of the social cover, for the step that gives it.
    pub starts_on: Option<NaiveDate>,
    /// Last day of that cover, when it is known.
    pub ends_on: Option<NaiveDate>,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// Something done during a stay without a contract.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = stay_steps, check_for_backend(diesel::pg::Pg))]
pub struct StayStep {
    /// Identifier.
    pub id: StayStepId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Training followed without a contract.
    pub enrolment_id: EnrolmentId,
    /// Contract broken before the stay; null at the entry in the training.
    pub contract_id: Option<ContractId>,
    /// Code of the step.
    #[schema(max_length = 60, example = "p2s_received")]
    pub step: String,
    /// When, and what cover it gives.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: StayStepFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for StayStep {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A step about to be written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = stay_steps)]
pub struct NewStayStep {
    pub id: StayStepId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub enrolment_id: EnrolmentId,
    pub contract_id: Option<ContractId>,
    pub step: String,
    #[diesel(embed)]
    pub facts: StayStepFacts,
}
