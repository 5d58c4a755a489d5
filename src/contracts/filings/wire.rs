//! JSON in; what comes out is the contract.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contracts::agreements::model::{Addressee, FilingRefusal};
use crate::law::identifiers as read;

/// A deposit, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"sent_on": "2025-08-28", "addressee": "opco", "organisation": "OPCO Commerce"}))]
pub struct FilingIn {
    /// Day on which the employer sent the file: from the signature to today.
    #[schema(example = "2025-08-28")]
    pub sent_on: NaiveDate,
    /// Who it was sent to; the employer says it: the DDETS for a public one, else its skills operator.
    pub addressee: Option<Addressee>,
    /// Name of the organisation.
    #[schema(min_length = 1, max_length = 200, example = "OPCO Commerce")]
    pub organisation: Option<String>,
    /// Its SIRET.
    #[schema(format = "siret", min_length = 14, max_length = 20)]
    pub organisation_siret: Option<String>,
    /// Day on which the complete file was received, when it is known.
    pub complete_on: Option<NaiveDate>,
}

impl FilingIn {
    /// The SIRET of the organisation in its one normal form.
    pub fn siret(&self) -> Option<String> {
        self.organisation_siret.as_ref().map(|given| read::siret(given).unwrap_or_else(|_| given.clone()))
    }
}

/// The complete file was received.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"complete_on": "2025-09-01"}))]
pub struct FilingCompletionIn {
    /// Day on which it was: the delay to answer runs from it.
    #[schema(example = "2025-09-01")]
    pub complete_on: NaiveDate,
}

/// The deposit was accepted.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"deca_number": "010202509001351", "decided_on": "2025-09-10"}))]
pub struct FilingAcceptanceIn {
    /// Day of the decision.
    #[schema(example = "2025-09-10")]
    pub decided_on: NaiveDate,
    /// Number given to the contract.
    #[schema(format = "deca", max_length = 30, example = "010202509001351")]
    pub deca_number: String,
}

impl FilingAcceptanceIn {
    /// The number in its one normal form.
    pub fn number(&self) -> String {
        read::deca_number(&self.deca_number).unwrap_or_else(|_| self.deca_number.clone())
    }
}

/// The deposit was refused.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decided_on": "2025-09-10", "reason_code": "incomplete", "note": "Il manque l'attestation du tuteur."}))]
pub struct RefusalIn {
    /// Day of the decision.
    #[schema(example = "2025-09-10")]
    pub decided_on: NaiveDate,
    /// Coded reason.
    pub reason_code: FilingRefusal,
    /// What the organisation wrote; asked for by the reason `other`.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}
