//! JSON in and out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Amendment, AmendmentType};
use super::rules::fold::AsOf;
use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::filings::model::AmendmentFiling;
use crate::contracts::tutorships::Tutorship;
use crate::ids::{AmendmentId, ContractId};
use crate::law::findings::{Finding, Warning};
use crate::platform::text::Lang;

/// The signature of an amendment.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signed_on": "2026-02-20"}))]
pub struct AmendmentSignatureIn {
    /// Day of the signature by all parties.
    #[schema(example = "2026-02-20")]
    pub signed_on: NaiveDate,
    /// Why a prolongation after a failure is signed before the exams are over: asked for then, kept and shown.
    #[schema(min_length = 1, max_length = 1000)]
    pub confirmation: Option<String>,
}

/// An amendment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AmendmentOut {
    /// The amendment itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub amendment: Amendment,
    /// Deposits, the first attempt first.
    #[schema(max_items = 100)]
    pub filings: Vec<AmendmentFiling>,
    /// What the rules noticed without refusing, reported by the act that checked them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20, default = "absent")]
    pub warnings: Vec<Warning>,
}

impl AmendmentOut {
    /// The same, with its deposits among those of several.
    #[must_use]
    pub fn filed(mut self, filings: &[AmendmentFiling]) -> Self {
        self.filings = filings.iter().filter(|one| one.amendment_id == self.amendment.id).cloned().collect();
        self
    }

    /// The same, with what the rules noticed.
    #[must_use]
    pub fn warned(mut self, warnings: Vec<Finding>, lang: Lang) -> Self {
        self.warnings = warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect();
        self
    }
}

impl From<Amendment> for AmendmentOut {
    fn from(amendment: Amendment) -> Self {
        Self { amendment, filings: Vec::new(), warnings: Vec::new() }
    }
}

/// The amendments of a contract, in the order they take effect.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AmendmentsOut {
    /// All of them, drafts included.
    #[schema(max_items = 200)]
    pub data: Vec<AmendmentOut>,
}

/// The day a contract is read on.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsOfParams {
    /// Day; today when absent.
    pub on: Option<NaiveDate>,
}

/// A contract as it held on a day, and where each changed value comes from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContractAsOf {
    /// Contract.
    pub contract_id: ContractId,
    /// Day it is read on.
    pub on: NaiveDate,
    /// Everything agreed on that day.
    pub agreed: ContractIn,
    /// The values that an amendment gave, the others being those first signed.
    #[schema(max_items = 200)]
    pub origins: Vec<Origin>,
    /// Who is tutor from when to when, over the whole contract.
    #[schema(max_items = 200)]
    pub tutors: Vec<Tutorship>,
}

/// Where a value comes from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Origin {
    /// JSON pointer of the value in `agreed`.
    #[schema(max_length = 200)]
    pub pointer: String,
    /// Amendment that gave it.
    pub amendment_id: AmendmentId,
    /// Type of that amendment.
    pub type_code: AmendmentType,
    /// Day from which it holds.
    pub effective_on: NaiveDate,
}

/// Where each value that an amendment gave comes from.
pub fn origins(as_of: &AsOf, signed: &[Amendment]) -> Vec<Origin> {
    let by_id: BTreeMap<AmendmentId, &Amendment> =
        signed.iter().map(|amendment| (amendment.id, amendment)).collect();
    let rendered = as_of.origins.iter().filter_map(|(pointer, id)| {
        by_id.get(id).map(|amendment| Origin {
            pointer: pointer.clone(),
            amendment_id: *id,
            type_code: amendment.facts.type_code,
            effective_on: amendment.facts.effective_on,
        })
    });
    rendered.collect()
}
