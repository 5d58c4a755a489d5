//! The noun: a rupture, its facts, and the stamp of its row.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rules::{Ground, Initiator};
use crate::ids::{AmendmentId, ApprenticeId, ContractId, DifficultyId, RuptureId, SiteId};
use crate::schema::ruptures;
use crate::trust::journal::Subject;

/// A rupture, as sent.
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
#[diesel(table_name = ruptures, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = RuptureIn, example = json!({
    "effective_on": "2026-02-10", "initiator": "both", "ground": "mutual_agreement", "notice_received_on": "2026-02-12",
}))]
pub struct RuptureFacts {
    /// First day without a contract, during the contract.
    #[schema(example = "2026-02-10")]
    pub effective_on: NaiveDate,
    /// Who breaks the contract.
    pub initiator: Initiator,
    /// On what ground.
    pub ground: Ground,
    /// Day the centre received the written notice.
    #[schema(example = "2026-02-12")]
    pub notice_received_on: NaiveDate,
    /// Day the mediator was seized; needed for a resignation.
    pub mediator_seized_on: Option<NaiveDate>,
    /// Day the employer was informed; needed for a resignation.
    pub employer_informed_on: Option<NaiveDate>,
    /// Why it is recorded as a free rupture though the free days were long over: asked for then, kept and shown.
    #[schema(min_length = 1, max_length = 1000)]
    pub confirmation: Option<String>,
    /// Difficulty it comes from, of the same apprentice; null for whoever is not of the office.
    pub difficulty_id: Option<DifficultyId>,
    /// Signed amendments that never take effect, since the contract ends before their day: each is named, so that whoever
    /// records the rupture knows of them.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub lapsed_amendments: Vec<AmendmentId>,
}

/// The early end of a contract.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = ruptures, check_for_backend(diesel::pg::Pg))]
pub struct Rupture {
    /// Identifier.
    pub id: RuptureId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Contract broken.
    pub contract_id: ContractId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// What was declared.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: RuptureFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Rupture {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
