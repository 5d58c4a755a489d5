//! A whole contract, with every box, its signatures and its deposits.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::PayTerms;
use crate::contracts::agreements::model::{
    Agreement, Contract, ContractSignature, Phase, TrainingTerms, WorkTerms,
};
use crate::contracts::agreements::rules::life::phase;
use crate::contracts::filings::model::ContractFiling;
use crate::law::figures::Forms;
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;

/// An apprenticeship contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContractOut {
    /// The contract itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub contract: Contract,
    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub effective_ends_on: NaiveDate,
    /// Where it stands today.
    pub phase: Phase,
}

impl ContractOut {
    /// A contract as it stands on a day.
    pub fn on(today: NaiveDate, forms: &Forms, contract: Contract) -> Self {
        let contract = contract.on_form(forms, today);
        Self { effective_ends_on: contract.effective_ends_on(), phase: phase(&contract, today), contract }
    }
}

impl AboutPeople for ContractOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::under(self.contract.apprentice_id, Some(self.contract.id), today)
    }
}

impl AboutPeople for ContractDetail {
    fn about(&self, today: NaiveDate) -> RowTopic {
        self.contract.about(today)
    }
}

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
    pub signatures: Vec<ContractSignature>,
    /// Deposits, the first attempt first.
    #[schema(max_items = 100)]
    pub filings: Vec<ContractFiling>,
    /// What the rules noticed without refusing, reported by the act that checked them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100, default = "absent")]
    pub warnings: Vec<Warning>,
}

/// What hangs under a contract.
#[derive(Debug, Clone, Default)]
pub struct Hanging {
    pub signatures: Vec<ContractSignature>,
    pub filings: Vec<ContractFiling>,
}

impl ContractDetail {
    /// A contract as it stands on a day.
    pub fn on(today: NaiveDate, forms: &Forms, row: Contract, agreed: &Agreement, hanging: Hanging) -> Self {
        let terms = &agreed.terms;
        Self {
            contract: ContractOut::on(today, forms, row),
            tutor_attested: terms.tutor_attested,
            work: terms.work.clone(),
            training: terms.training.clone(),
            pay: PayTerms::of(terms, &agreed.lines),
            signatures: hanging.signatures,
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
