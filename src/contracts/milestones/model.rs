//! The noun: a milestone, and what is written of it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{ApprenticeId, ContractId, MilestoneId, SiteId};
use crate::law::deadlines::model::MilestoneKind;
use crate::schema::milestones;
use crate::trust::journal::Subject;
use uuid::Uuid;

/// Something recorded as done.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = milestones, check_for_backend(diesel::pg::Pg))]
pub struct Milestone {
    /// Identifier.
    pub id: MilestoneId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Contract concerned; none for a document.
    pub contract_id: Option<ContractId>,
    /// What was done.
    pub kind: MilestoneKind,
    /// Which one; empty for what is done once.
    pub step: String,
    /// Day it was done.
    pub done_on: NaiveDate,
    /// Remark.
    pub note: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
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
    /// Identifier.
    pub id: MilestoneId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Contract concerned; none for a document.
    pub contract_id: Option<ContractId>,
    /// What was done.
    pub kind: MilestoneKind,
    /// Which one; empty for what is done once.
    pub step: String,
    /// Day it was done.
    pub done_on: NaiveDate,
    /// Remark.
    pub note: Option<String>,
}
