//! The noun: a milestone, and its facts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{ApprenticeId, ContractId, MilestoneId, SiteId};
use crate::law::deadlines::model::MilestoneKind;
use crate::schema::milestones;
use crate::trust::journal::Subject;

/// What may be corrected of a milestone, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = milestones, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = MilestoneIn, example = json!({"done_on": "2025-10-02", "note": "Reçu par courrier."}))]
pub struct MilestoneFacts {
    /// Day it was done: today at the latest.
    pub done_on: NaiveDate,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// Something recorded as done.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = milestones, check_for_backend(diesel::pg::Pg))]
#[schema(as = MilestoneOut)]
pub struct Milestone {
    /// Identifier.
    pub id: MilestoneId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Contract concerned; none for a document.
    pub contract_id: Option<ContractId>,
    /// What was done.
    pub kind: MilestoneKind,
    /// Which one: code of the document, first day of the pay, year and month of the invoice; none for what is done once.
    #[serde(serialize_with = "text_or_none")]
    #[schema(value_type = Option<String>, max_length = 40)]
    pub step: String,
    /// When, and what was remarked.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: MilestoneFacts,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why it was withdrawn.
    #[schema(max_length = 500)]
    pub withdrawn_reason: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A step as answered: what is done once has an empty one.
fn text_or_none<S: Serializer>(step: &str, into: S) -> Result<S::Ok, S::Error> {
    Some(step).filter(|step| !step.is_empty()).serialize(into)
}

impl Subject for Milestone {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A milestone about to be written.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = milestones)]
pub struct NewMilestone {
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub contract_id: Option<ContractId>,
    pub kind: MilestoneKind,
    /// Empty for what is done once.
    pub step: String,
    #[diesel(embed)]
    pub facts: MilestoneFacts,
}
