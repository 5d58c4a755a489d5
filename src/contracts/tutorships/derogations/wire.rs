//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{CeilingDerogation, DerogationTerms};
use crate::ids::{CeilingDerogationId, SiteId, TutorId};
use crate::platform::body::MergePatch;

/// An individual derogation to the number of apprentices of one tutor, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"granted_on": "2025-06-20", "reference": "CDEI 10-2025-14", "from_on": "2025-07-01", "to_on": "2030-06-30", "apprentices": 3}))]
pub struct CeilingDerogationIn {
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

/// What a derogation says, changed.
pub type CeilingDerogationPatch = MergePatch<CeilingDerogationIn>;

impl From<CeilingDerogationIn> for DerogationTerms {
    fn from(sent: CeilingDerogationIn) -> Self {
        let CeilingDerogationIn { granted_on, reference, from_on, to_on, withdrawn_on, apprentices } = sent;
        Self { granted_on, reference, from_on, to_on, withdrawn_on, apprentices }
    }
}

impl From<&CeilingDerogation> for CeilingDerogationIn {
    fn from(row: &CeilingDerogation) -> Self {
        Self {
            granted_on: row.granted_on,
            reference: row.reference.clone(),
            from_on: row.from_on,
            to_on: row.to_on,
            withdrawn_on: row.withdrawn_on,
            apprentices: row.apprentices,
        }
    }
}

/// An individual derogation to the number of apprentices of one tutor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CeilingDerogationOut {
    /// Identifier.
    pub id: CeilingDerogationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Tutor to whom it was granted.
    pub tutor_id: TutorId,
    /// Day of the decision.
    pub granted_on: NaiveDate,
    /// Reference of the decision.
    #[schema(max_length = 100)]
    pub reference: Option<String>,
    /// First day it counts.
    pub from_on: NaiveDate,
    /// Last day it counts, included.
    pub to_on: NaiveDate,
    /// Day from which it counts no more, when withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Apprentices at once that it allows.
    #[schema(minimum = 1, maximum = 20)]
    pub apprentices: i16,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<CeilingDerogation> for CeilingDerogationOut {
    fn from(row: CeilingDerogation) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            tutor_id: row.tutor_id,
            granted_on: row.granted_on,
            reference: row.reference,
            from_on: row.from_on,
            to_on: row.to_on,
            withdrawn_on: row.withdrawn_on,
            apprentices: row.apprentices,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
