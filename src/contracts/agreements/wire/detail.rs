//! A whole contract, with every box, its signatures and its deposits.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::ContractOut;
use super::terms::{PayTerms, TrainingTerms, WorkTerms};
use crate::contracts::agreements::model::{Agreement, Contract, ContractSignature, Party};
use crate::contracts::filings::model::ContractFiling;
use crate::law::findings::{Finding, Warning};
use crate::platform::text::Lang;

/// A contract with every box of the form, who signed it, and its deposits.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContractDetail {
    /// The core.
    #[serde(flatten)]
    pub contract: ContractOut,
    /// Whether the employer attests that the tutors meet the conditions.
    pub tutor_attested: Option<bool>,
    /// Working time and place.
    pub work: WorkTerms,
    /// The training, as the contract says it.
    pub training: TrainingTerms,
    /// Pay.
    pub pay: PayTerms,
    /// Who signed, and when.
    #[schema(max_items = 4)]
    pub signatures: Vec<SignatureOut>,
    /// Deposits, the first attempt first.
    #[schema(max_items = 100)]
    pub filings: Vec<ContractFiling>,
    /// What the rules noticed without refusing, told by the act that checked them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub warnings: Vec<Warning>,
}

/// What hangs under a contract.
#[derive(Debug, Clone, Default)]
pub struct Hanging {
    /// Who signed.
    pub signatures: Vec<ContractSignature>,
    /// Its deposits.
    pub filings: Vec<ContractFiling>,
}

impl ContractDetail {
    /// A contract as it stands on a day.
    pub fn on(today: NaiveDate, row: Contract, agreed: &Agreement, hanging: Hanging) -> Self {
        let terms = &agreed.terms;
        Self {
            contract: ContractOut::on(today, row),
            tutor_attested: terms.tutor_attested,
            work: WorkTerms::from(terms),
            training: TrainingTerms::from(terms),
            pay: PayTerms::of(terms, &agreed.lines),
            signatures: hanging.signatures.into_iter().map(SignatureOut::from).collect(),
            filings: hanging.filings,
            warnings: Vec::new(),
        }
    }

    /// The same, with what the rules noticed.
    #[must_use]
    pub fn warned(mut self, warnings: Vec<Finding>, lang: Lang) -> Self {
        self.warnings = warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect();
        self
    }
}

/// One signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SignatureOut {
    /// Who signed.
    pub party: Party,
    /// Day of the signature.
    pub signed_on: NaiveDate,
    /// Name of the person who signed, when it was said.
    #[schema(max_length = 200)]
    pub signatory: Option<String>,
    /// Account or client that recorded it.
    pub recorded_by: Option<uuid::Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl From<ContractSignature> for SignatureOut {
    fn from(row: ContractSignature) -> Self {
        Self {
            party: row.party,
            signed_on: row.signed_on,
            signatory: row.signatory,
            recorded_by: row.recorded_by,
            recorded_at: row.created_at,
        }
    }
}
