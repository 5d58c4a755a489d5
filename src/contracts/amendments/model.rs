//! The noun: an amendment.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;

use crate::ids::{AmendmentId, ContractId, SiteId};
use crate::schema::amendments;
use crate::text_enum;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Type of amendment on the official form.
    AmendmentType {
        /// The employer's legal situation changes.
        LegalSituation = "31",
        /// Another employer within a seasonal contract.
        SeasonalEmployer = "32",
        /// Prolonged after a failure at the exam.
        AfterFailure = "33",
        /// Prolonged for a disabled worker.
        DisabledWorker = "34",
        /// Another diploma.
        Diploma = "35",
        /// Tutor, working time, shorter duration and other changes.
        Other = "36",
        /// Another place of work.
        Workplace = "37",
        /// Another main place of training.
        TrainingPlace = "38",
    }
);

/// An amendment of a signed contract, draft or signed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = amendments, check_for_backend(diesel::pg::Pg))]
pub struct Amendment {
    /// Identifier.
    pub id: AmendmentId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Contract amended.
    pub contract_id: ContractId,
    /// Type on the official form.
    pub type_code: AmendmentType,
    /// First day on which the changes hold.
    pub effective_on: NaiveDate,
    /// Day of the signature; none while it is a draft.
    pub signed_on: Option<NaiveDate>,
    /// Merge patch of the contract.
    pub changes: Value,
    /// Why, in the words of the parties.
    pub reason: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Amendment {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a draft amendment.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = amendments, treat_none_as_null = true)]
pub struct AmendmentChange {
    /// Type on the official form.
    pub type_code: AmendmentType,
    /// First day on which the changes hold.
    pub effective_on: NaiveDate,
    /// Merge patch of the contract.
    pub changes: Value,
    /// Why, in the words of the parties.
    pub reason: Option<String>,
}
