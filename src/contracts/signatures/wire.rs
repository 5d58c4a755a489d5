//! JSON in; what comes out is the contract.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contracts::agreements::model::Party;

/// A signature, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"party": "employer", "signatory": "Anne Durand", "signed_on": "2025-07-10"}))]
pub struct SignatureIn {
    /// Day on which the parties signed: not after today, nor after the start of the contract.
    #[schema(example = "2025-07-10")]
    pub signed_on: NaiveDate,
    /// Who signed; absent, everybody whose signature is still needed signed that day.
    pub party: Option<Party>,
    /// Name of the person who signed, for one party.
    #[schema(min_length = 1, max_length = 200, example = "Anne Durand")]
    pub signatory: Option<String>,
}
