//! JSON in and out: what is sent of a case, and a case as it is read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::computed::ProcedureOut;
use super::model::{RuptureCase, RuptureCaseFacts, RuptureCaseState, RuptureStepFacts};
use crate::ids::{AmendmentId, ContractId, DifficultyId};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::platform::clock::eve;
use crate::ruptures::declarations::rules::{Ground, Initiator};

/// Any of the fields of a case, null to clear.
pub type RuptureCasePatch = MergePatch<RuptureCaseFacts>;
/// Any of the fields of a step, null to clear.
pub type RuptureStepPatch = MergePatch<RuptureStepFacts>;

/// A case to open on a signed contract.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contract_id": "019a0000-0000-7000-8000-000000000000", "ground": "resignation", "initiator": "apprentice",
}))]
pub struct RuptureCaseIn {
    /// Contract that may end.
    pub contract_id: ContractId,
    /// Ground of the rupture.
    pub ground: Ground,
    /// Who starts it.
    pub initiator: Initiator,
    /// First day without contract that the parties want, if they said one.
    #[serde(default)]
    pub planned_on: Option<NaiveDate>,
    /// Day the centre received the notice, if it did.
    #[serde(default)]
    pub notice_received_on: Option<NaiveDate>,
    /// What the staff keep in mind.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
}

/// That something did happen against the procedure, and why it is recorded so.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuptureBreachIn {
    /// What is known of it: kept on the case, and shown.
    #[schema(
        min_length = 1,
        max_length = 1000,
        example = "L'employeur a été prévenu de vive voix avant la saisine."
    )]
    pub reason: String,
}

/// A step that happened.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "step": "mediator_seized", "done_on": "2026-03-02", "document": "Courriel du 02/03" }))]
pub struct RuptureStepIn {
    /// Code of the step, among those of the ground.
    #[schema(min_length = 1, max_length = 40)]
    pub step: String,
    /// Day it happened.
    pub done_on: NaiveDate,
    /// Reference of the paper that shows it.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 300)]
    pub document: Option<String>,
    /// What the staff keep in mind.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
    /// That it happened against the order or the delays.
    #[serde(default)]
    pub breach: Option<RuptureBreachIn>,
}

/// The end of a contract by its procedure.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "effective_on": "2026-03-14", "notice_received_on": "2026-03-16" }))]
pub struct RuptureCompletionIn {
    /// First day without a contract, during the contract.
    pub effective_on: NaiveDate,
    /// Day the centre received the notice, unless the case says it.
    #[serde(default)]
    pub notice_received_on: Option<NaiveDate>,
    /// That it ended against the procedure.
    #[serde(default)]
    pub breach: Option<RuptureBreachIn>,
    /// Difficulty it comes from, of the same apprentice: the first page of its summary.
    #[serde(default)]
    pub difficulty_id: Option<DifficultyId>,
    /// Signed amendments that never take effect, since the contract ends before their day: each is named.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub lapsed_amendments: Vec<AmendmentId>,
}

/// That the parties give a rupture up.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Les parties poursuivent le contrat." }))]
pub struct RuptureAbandonmentIn {
    /// Why, as it is kept.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
}

/// A step of a rupture that is only imagined.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimulatedStepIn {
    /// Code of the step, among those of the ground.
    #[schema(min_length = 1, max_length = 40, example = "mediator_seized")]
    pub step: String,
    /// Day it would happen.
    #[schema(example = "2026-03-02")]
    pub done_on: NaiveDate,
}

/// A rupture that is only imagined.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contract_id": "019a0000-0000-7000-8000-000000000000", "ground": "resignation",
    "steps": [{ "step": "mediator_seized", "done_on": "2026-03-02" }],
}))]
pub struct RuptureSimulationIn {
    /// Contract that would end.
    pub contract_id: ContractId,
    /// Ground of the rupture.
    pub ground: Ground,
    /// First day without contract that is wanted.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Day from which it is computed; today unless said.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// Steps that would have happened.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub steps: Vec<SimulatedStepIn>,
}

/// A case, where it stands and its whole procedure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RuptureCaseOut {
    /// The case itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub case: RuptureCase,
    /// Where it stands.
    pub state: RuptureCaseState,
    /// French name of the ground.
    #[schema(max_length = 200)]
    pub ground_label: &'static str,
    /// First day without contract, once the contract ended.
    pub effective_on: Option<NaiveDate>,
    /// Last day under contract, once it ended.
    pub last_contract_day: Option<NaiveDate>,
    /// What is done, possible, missing, due, and why.
    pub procedure: ProcedureOut,
}

impl RuptureCaseOut {
    /// A case and its procedure; the day its rupture took effect, if it did.
    pub fn of(case: RuptureCase, effective_on: Option<NaiveDate>, procedure: ProcedureOut) -> Self {
        let state = state_of(&case, effective_on);
        let completed = state == RuptureCaseState::Completed;
        let case = RuptureCase { breach_reason: case.breach_reason.filter(|_| completed), ..case };
        Self {
            state,
            ground_label: case.ground.label_fr(),
            effective_on,
            last_contract_day: effective_on.map(eve),
            procedure,
            case,
        }
    }
}

/// Where a case stands: completed once its rupture is there.
pub fn state_of(case: &RuptureCase, effective_on: Option<NaiveDate>) -> RuptureCaseState {
    match (case.abandoned_on, effective_on) {
        (_, Some(_)) => RuptureCaseState::Completed,
        (Some(_), None) => RuptureCaseState::Abandoned,
        (None, None) => RuptureCaseState::Open,
    }
}

impl AboutPeople for RuptureCaseOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        let case = &self.case;
        RowTopic::under(case.apprentice_id, Some(case.contract_id), self.last_contract_day.unwrap_or(today))
    }
}
