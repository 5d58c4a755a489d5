//! JSON in; what comes out is the contract, or the amendment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Addressee, FilingRefusal};
use crate::law::identifiers;
use crate::platform::along::Along;

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
    #[schema(format = "name", min_length = 1, max_length = 200, example = "OPCO Commerce")]
    #[serde(default, deserialize_with = "identifiers::normal::name_or_none")]
    pub organisation: Option<String>,
    /// Its SIRET.
    #[serde(default, deserialize_with = "identifiers::normal::siret_or_none")]
    #[schema(format = "siret", min_length = 14, max_length = 20)]
    pub organisation_siret: Option<String>,
    /// Day on which the complete file was received, when it is known.
    pub complete_on: Option<NaiveDate>,
}

/// What is sent along with the deposit of a contract.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FilingIn)]
pub struct SentWithFiling {
    /// Its acceptance, when the answer is known already.
    pub acceptance: Option<FilingAcceptanceIn>,
}

/// The deposit of a contract, as sent, with its acceptance when that is known.
pub type ContractFilingIn = Along<FilingIn, SentWithFiling>;

/// What is sent along with the deposit of an amendment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AmendmentFilingIn)]
pub struct SentWithAmendmentFiling {
    /// Its acceptance, when the answer is known already.
    pub acceptance: Option<AmendmentAcceptanceIn>,
}

/// The deposit of an amendment, as sent, with its acceptance when that is known.
pub type AmendmentFilingIn = Along<FilingIn, SentWithAmendmentFiling>;

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
    #[serde(deserialize_with = "identifiers::normal::deca_number")]
    #[schema(format = "deca", max_length = 30, example = "010202509001351")]
    pub deca_number: String,
}

/// The deposit of an amendment was accepted.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"amendment_number": "01", "decided_on": "2026-03-12"}))]
pub struct AmendmentAcceptanceIn {
    /// Day of the decision.
    #[schema(example = "2026-03-12")]
    pub decided_on: NaiveDate,
    /// Number given to the amendment.
    #[schema(pattern = "^[0-9A-Za-z/-]{1,30}$", max_length = 30, example = "01")]
    pub amendment_number: String,
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
