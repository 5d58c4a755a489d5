//! What is given up, put off or resumed, in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desk::obligations::model::SettlingReason;

/// Why something due is given up, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "done_elsewhere", "note": "La pièce est au dossier papier."}))]
pub struct ObligationWaiverIn {
    /// Coded reason.
    pub reason: SettlingReason,
    /// What is said of it; asked for by the reason `other`.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// Until when and why something due is put off, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"until_on": "2025-11-30", "reason": "waiting", "note": "L'entreprise attend sa réponse."}))]
pub struct ObligationSnoozeIn {
    /// Last day on which nobody is reminded of it; the day it is due does not move.
    #[schema(example = "2025-11-30")]
    pub until_on: NaiveDate,
    /// Coded reason.
    pub reason: SettlingReason,
    /// What is said of it; asked for by the reason `other`.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// Why something given up or put off is resumed, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "La réponse est arrivée."}))]
pub struct ObligationResumptionIn {
    /// Why.
    #[schema(min_length = 3, max_length = 500, example = "La réponse est arrivée")]
    pub reason: String,
}
