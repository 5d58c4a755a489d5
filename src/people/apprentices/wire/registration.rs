//! An apprentice sent with their guardians, their enrolment and whoever follows them.

use serde::Deserialize;
use utoipa::ToSchema;

use super::EnrolmentIn;
use crate::ids::AccountId;
use crate::people::apprentices::model::{ApprenticeFacts, GuardianFacts};
use crate::platform::along::Along;
use crate::platform::body::or_default;

/// What is sent along with an apprentice.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprenticeIn, example = json!({
    "guardians": [{ "given_name": "Hélène", "family_name": "Durand", "relation": "mother", "phone": "06 98 76 54 32" }],
}))]
pub struct SentWithApprentice {
    /// Their guardians.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(required = false, max_items = 4)]
    pub guardians: Vec<GuardianFacts>,
    /// Their enrolment.
    pub enrolment: Option<EnrolmentIn>,
    /// Account of the manager or trainer who follows them, from the day of the enrolment, today without one.
    #[schema(value_type = Option<uuid::Uuid>)]
    pub referent_id: Option<AccountId>,
}

/// An apprentice, as sent, with what begins with them.
pub type ApprenticeRegistrationIn = Along<ApprenticeFacts, SentWithApprentice>;
