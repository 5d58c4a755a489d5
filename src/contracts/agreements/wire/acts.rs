//! Acts on a contract, as sent, and which are possible now.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contracts::agreements::model::{ContractAct, ReturnReason};
use crate::law::findings::{Finding, Warning};
use crate::platform::text::Lang;

/// The draft is complete; there is nothing else to say.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct ReadyIn {}

/// Why a contract that was ready becomes a draft again.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason_code": "correction", "note": "Le SIRET était celui du siège."}))]
pub struct ReturnIn {
    /// Coded reason.
    pub reason_code: ReturnReason,
    /// Precision; asked for by the reason `other`.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// Whether one act is possible now for who asks, and why not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Transition {
    /// The act.
    pub act: ContractAct,
    /// Whether it is possible now.
    pub allowed: bool,
    /// Everything that stands against it.
    #[schema(max_items = 100)]
    pub refusals: Vec<Warning>,
}

impl Transition {
    /// An act and what stands against it.
    pub fn of(act: ContractAct, refusals: impl IntoIterator<Item = Finding>, lang: Lang) -> Self {
        let refusals: Vec<_> = refusals
            .into_iter()
            .filter(Finding::is_error)
            .map(|finding| Warning::render(finding, lang))
            .collect();
        Self { act, allowed: refusals.is_empty(), refusals }
    }
}

/// What who asks may do with a contract now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TransitionsOut {
    /// Each act.
    #[schema(max_items = 20)]
    pub data: Vec<Transition>,
}
