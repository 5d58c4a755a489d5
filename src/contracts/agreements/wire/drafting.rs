//! A contract sent complete: drafted and declared ready in one request.

use serde::Deserialize;
use utoipa::ToSchema;

use super::ContractIn;
use crate::platform::along::Along;
use crate::platform::body::or_default;

/// What is asked along with a draft.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ContractIn)]
pub struct AskedOfDraft {
    /// `true` also declares it complete: refused with everything the signature would lack today.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(required = false)]
    pub ready: bool,
}

/// A contract, as sent, and whether it is complete.
pub type ContractDraftIn = Along<ContractIn, AskedOfDraft>;
