//! The noun: a rupture, and what is written of it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::rules::{Ground, Initiator, RuptureRequest};
use crate::ids::{ApprenticeId, ContractId, RuptureId, SiteId};
use crate::schema::ruptures;
use crate::trust::journal::Subject;
use uuid::Uuid;

/// The early end of a contract.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = ruptures, check_for_backend(diesel::pg::Pg))]
pub struct Rupture {
    /// Identifier.
    pub id: RuptureId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Contract broken.
    pub contract_id: ContractId,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// First day without a contract.
    pub effective_on: NaiveDate,
    /// Who broke it.
    pub initiator: Initiator,
    /// Legal ground.
    pub ground: Ground,
    /// Day the centre received the written notice.
    pub notice_received_on: NaiveDate,
    /// Day the mediator was seized.
    pub mediator_seized_on: Option<NaiveDate>,
    /// Day the employer was informed.
    pub employer_informed_on: Option<NaiveDate>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Rupture {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a rupture, at the declaration and at each correction.
#[derive(Debug, Clone, Copy, Insertable, AsChangeset)]
#[diesel(table_name = ruptures, treat_none_as_null = true)]
pub struct RuptureFacts {
    /// First day without a contract.
    pub effective_on: NaiveDate,
    /// Who broke it.
    pub initiator: Initiator,
    /// Legal ground.
    pub ground: Ground,
    /// Day the centre received the written notice.
    pub notice_received_on: NaiveDate,
    /// Day the mediator was seized.
    pub mediator_seized_on: Option<NaiveDate>,
    /// Day the employer was informed.
    pub employer_informed_on: Option<NaiveDate>,
}

impl RuptureFacts {
    /// What the rules judge.
    pub fn request(&self) -> RuptureRequest {
        RuptureRequest {
            effective_on: self.effective_on,
            initiator: self.initiator,
            ground: self.ground,
            notice_received_on: self.notice_received_on,
            mediator_seized_on: self.mediator_seized_on,
            employer_informed_on: self.employer_informed_on,
        }
    }
}
