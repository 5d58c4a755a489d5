//! JSON in and out.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::model::{Amendment, AmendmentChange, AmendmentType};
use super::rules::fold::AsOf;
use crate::contracts::agreements::wire::{ContractIn, ContractPatch};
use crate::contracts::filings::model::AmendmentFiling;
use crate::contracts::tutorships::Tutorship;
use crate::ids::{AmendmentId, ContractId, SiteId, TutorId};
use crate::law::findings::{Finding, Warning};
use crate::platform::text::Lang;

/// A draft amendment, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "type_code": "36", "effective_on": "2026-03-01", "reason": "La tutrice a quitté l'entreprise.",
    "changes": {"tutor_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f74", "tutor_attested": true},
}))]
pub struct AmendmentIn {
    /// Type on the official form.
    pub type_code: AmendmentType,
    /// First day on which the changes hold.
    #[schema(example = "2026-03-01")]
    pub effective_on: NaiveDate,
    /// What changes in the contract, and only that; null clears.
    #[schema(value_type = ContractPatch)]
    pub changes: Value,
    /// Why, in the words of the parties.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: Option<String>,
}

impl AmendmentIn {
    /// What is written.
    pub fn written(self) -> AmendmentChange {
        let Self { type_code, effective_on, changes, reason } = self;
        AmendmentChange { type_code, effective_on, changes, reason }
    }
}

/// The signature of an amendment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"signed_on": "2026-02-20"}))]
pub struct AmendmentSignatureIn {
    /// Day of the signature by all parties.
    #[schema(example = "2026-02-20")]
    pub signed_on: NaiveDate,
}

/// An amendment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AmendmentOut {
    /// Identifier.
    pub id: AmendmentId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Contract amended.
    pub contract_id: ContractId,
    /// Type on the official form.
    pub type_code: AmendmentType,
    /// First day on which the changes hold.
    pub effective_on: NaiveDate,
    /// Day of the signature; null while it is a draft.
    pub signed_on: Option<NaiveDate>,
    /// What changes in the contract.
    #[schema(value_type = ContractPatch)]
    pub changes: Value,
    /// Why, in the words of the parties.
    #[schema(max_length = 1000)]
    pub reason: Option<String>,
    /// Deposits, the first attempt first.
    #[schema(max_items = 100)]
    pub filings: Vec<AmendmentFiling>,
    /// What the rules noticed without refusing, told by the act that checked them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    pub warnings: Vec<Warning>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl AmendmentOut {
    /// The same, with its deposits among those of several.
    #[must_use]
    pub fn filed(mut self, filings: &[AmendmentFiling]) -> Self {
        self.filings = filings.iter().filter(|one| one.amendment_id == self.id).cloned().collect();
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
    fn from(row: Amendment) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            contract_id: row.contract_id,
            type_code: row.type_code,
            effective_on: row.effective_on,
            signed_on: row.signed_on,
            changes: row.changes,
            reason: row.reason,
            filings: Vec::new(),
            warnings: Vec::new(),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
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
    pub tutors: Vec<TutorshipOut>,
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

/// A period as tutor, both days included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TutorshipOut {
    /// 1 first tutor, 2 second.
    #[schema(minimum = 1, maximum = 2)]
    pub rank: i16,
    /// Company tutor.
    pub tutor_id: TutorId,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day agreed; a rupture ends it earlier.
    pub to_on: NaiveDate,
    /// Whether the training is prolonged after a failure during it.
    pub repeater: bool,
}

impl From<Tutorship> for TutorshipOut {
    fn from(row: Tutorship) -> Self {
        let Tutorship { rank, tutor_id, from_on, to_on, repeater } = row;
        Self { rank, tutor_id, from_on, to_on, repeater }
    }
}

/// Where each value that an amendment gave comes from.
pub fn origins(as_of: &AsOf, signed: &[Amendment]) -> Vec<Origin> {
    let by_id: BTreeMap<AmendmentId, &Amendment> =
        signed.iter().map(|amendment| (amendment.id, amendment)).collect();
    let rendered = as_of.origins.iter().filter_map(|(pointer, id)| {
        by_id.get(id).map(|amendment| Origin {
            pointer: pointer.clone(),
            amendment_id: *id,
            type_code: amendment.type_code,
            effective_on: amendment.effective_on,
        })
    });
    rendered.collect()
}
