//! JSON in; what comes out is the contract.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A signature, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureIn {
    /// Day on which the parties signed: not after today, nor after the start of the contract.
    #[schema(example = "2025-07-10")]
    pub signed_on: NaiveDate,
}
