//! The nouns: a visit, what its report says, and the contract it takes place under.

mod appointment;
mod commitments;
mod report;

pub use appointment::Appointment;
pub use commitments::{
    Acknowledgement, Acknowledger, Commitment, CommitmentFacts, CommitmentOwner, NoteFacts, NoteVisibility,
    VisitNote,
};
pub use report::{
    Difficulty, ObservedLevel, Present, RemoteReason, SkillSeen, SkillsSeen, VisitContents, VisitMode,
    VisitReport, VisitReportFacts,
};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::follow_up::visits::rules::{CancelReason, VisitState};
use crate::ids::{ApprenticeId, ContractId, SiteId, TutorId, VisitId};
use crate::schema::visits;
use crate::trust::journal::Subject;
use uuid::Uuid;

/// A visit in the company.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = visits, check_for_backend(diesel::pg::Pg))]
pub struct Visit {
    /// Identifier.
    pub id: VisitId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice visited.
    pub apprentice_id: ApprenticeId,
    /// Contract under which it takes place.
    pub contract_id: ContractId,
    /// Company tutor who receives it.
    pub tutor_id: TutorId,
    /// Year of the training cycle, from 1.
    #[schema(minimum = 1, maximum = 4)]
    pub training_year: i16,
    /// Rank in its training year, from 1.
    #[schema(minimum = 1, maximum = 24)]
    pub ordinal: i16,
    /// Day planned.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Its hour, its length and its place, when they are known.
    #[diesel(embed)]
    pub appointment: Appointment,
    /// State kept.
    pub state: VisitState,
    /// Day it took place.
    pub held_on: Option<NaiveDate>,
    /// How it took place.
    #[serde(rename = "mode")]
    pub held_mode: Option<VisitMode>,
    /// Why it took place at a distance.
    pub remote_reason: Option<RemoteReason>,
    /// Number of the version of the report that holds; more than 1 once corrected.
    #[serde(rename = "report_version")]
    #[schema(minimum = 1)]
    pub report_number: Option<i16>,
    /// Why it was cancelled.
    pub cancelled_reason: Option<CancelReason>,
    /// Remark on the cancellation.
    #[schema(max_length = 1000)]
    pub cancelled_note: Option<String>,
    /// Visit that replaces it, once cancelled.
    pub replaced_by_id: Option<VisitId>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Visit {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// The days of the contract a visit takes place under.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct ContractDays {
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Last contract day of a broken contract.
    pub closed_on: Option<NaiveDate>,
}

impl ContractDays {
    /// Last day really under contract.
    pub fn effective_ends_on(&self) -> NaiveDate {
        self.closed_on.unwrap_or(self.ends_on)
    }
}
