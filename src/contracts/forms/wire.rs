//! JSON out: the form for machines.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Amended, ChangedBox, FormBox, Section};
use super::rights::FormPartLeftOut;
use crate::contracts::amendments::model::AmendmentType;
use crate::ids::{AmendmentId, ContractId};

/// The official form of a contract, section by section.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FormOut {
    /// Contract.
    #[schema(value_type = uuid::Uuid)]
    pub contract_id: ContractId,
    /// Version of the official form.
    #[schema(max_length = 20, example = "10103-14")]
    pub form_version: String,
    /// The employer.
    #[schema(max_items = 40)]
    pub employeur: Vec<FormBox>,
    /// The apprentice, and the legal representative of a minor.
    #[schema(max_items = 40)]
    pub apprenti: Vec<FormBox>,
    /// The first company tutor.
    #[schema(max_items = 40)]
    pub maitre_1: Vec<FormBox>,
    /// The second company tutor.
    #[schema(max_items = 40)]
    pub maitre_2: Vec<FormBox>,
    /// The contract.
    #[schema(max_items = 40)]
    pub contrat: Vec<FormBox>,
    /// The pay, line by line, and what goes with it.
    #[schema(max_items = 60)]
    pub remuneration: Vec<FormBox>,
    /// The training: the CFA that answers for it, the diploma, the main place.
    #[schema(max_items = 40)]
    pub formation: Vec<FormBox>,
    /// The deposit.
    #[schema(max_items = 40)]
    pub depot: Vec<FormBox>,
    /// The parts that tell of records whoever asks may not read.
    #[schema(max_items = 10)]
    pub left_out: Vec<FormPartLeftOut>,
}

impl FormOut {
    /// The sections of a filled form, as a reader sees them.
    pub fn of(
        contract_id: ContractId,
        form_version: String,
        (sections, left_out): (Vec<Section>, Vec<FormPartLeftOut>),
    ) -> Self {
        let mut out = Self { contract_id, form_version, left_out, ..Self::default() };
        for section in sections {
            let boxes = section.boxes;
            match section.key {
                "employeur" => out.employeur = boxes,
                "apprenti" => out.apprenti = boxes,
                "maitre_1" => out.maitre_1 = boxes,
                "maitre_2" => out.maitre_2 = boxes,
                "contrat" => out.contrat = boxes,
                "remuneration" => out.remuneration = boxes,
                "formation" => out.formation = boxes,
                _ => out.depot = boxes,
            }
        }
        out
    }
}

/// A box that an amendment changes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangedBoxOut {
    /// Section of the box.
    #[schema(max_length = 20, example = "maitre_1")]
    pub section: &'static str,
    /// Stable key of the box in its section.
    #[serde(rename = "box")]
    #[schema(max_length = 60, example = "nom")]
    pub key: String,
    /// What the form prints beside it, in French.
    #[schema(max_length = 200)]
    pub label_fr: String,
    /// What was in it; null when it was empty.
    #[schema(max_length = 2000)]
    pub before: Option<String>,
    /// What is in it; null when it is empty.
    #[schema(max_length = 2000)]
    pub after: Option<String>,
}

impl From<ChangedBox> for ChangedBoxOut {
    fn from(one: ChangedBox) -> Self {
        let ChangedBox { section, before, after } = one;
        Self { section, key: after.key, label_fr: after.label, before: before.value, after: after.value }
    }
}

/// The official form of an amendment: what it is, the boxes it changes, and the whole form as it then stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AmendmentFormOut {
    /// Amendment.
    #[schema(value_type = uuid::Uuid)]
    pub amendment_id: AmendmentId,
    /// Type on the official form.
    pub type_code: AmendmentType,
    /// First day on which the changes hold.
    pub effective_on: NaiveDate,
    /// Number of the contract amended; null until it is accepted.
    #[schema(max_length = 15)]
    pub contract_number: Option<String>,
    /// The boxes whose content changes.
    #[schema(max_items = 300)]
    pub changes: Vec<ChangedBoxOut>,
    /// The whole form.
    #[serde(flatten)]
    pub form: FormOut,
}

impl AmendmentFormOut {
    /// The form of an amendment.
    pub fn of(amended: Amended, changes: Vec<ChangedBox>, form: FormOut) -> Self {
        Self {
            amendment_id: amended.amendment.id,
            type_code: amended.amendment.facts.type_code,
            effective_on: amended.amendment.facts.effective_on,
            contract_number: amended.contract_number,
            changes: changes.into_iter().map(ChangedBoxOut::from).collect(),
            form,
        }
    }
}
