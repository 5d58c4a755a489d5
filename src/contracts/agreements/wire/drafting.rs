//! A contract sent complete: with its company and its tutor when they are new, drafted and declared ready in one request.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::ContractIn;
use crate::ids::{EmployerId, TutorId};
use crate::people::employers::wire::{EmployerRegistrationIn, HiredTutor};
use crate::platform::along::{Along, schema_with_optional};
use crate::platform::body::or_default;

/// The member of a contract that says who employs.
const EMPLOYER: &str = "employer_id";

/// A contract whose company may be sent along: it has no identifier yet.
#[derive(Debug, Clone)]
pub struct OpenDraft {
    /// The company, when it is known.
    pub employer: Option<EmployerId>,
    terms: ContractIn,
}

impl OpenDraft {
    /// What was sent, but for the company.
    pub fn terms(&self) -> &ContractIn {
        &self.terms
    }

    /// The contract, once its company is known, and its tutor when they come along.
    pub fn of(&self, employer: EmployerId, tutor: Option<TutorId>) -> ContractIn {
        let terms = self.terms.clone();
        ContractIn { employer_id: employer, tutor_id: tutor.or(terms.tutor_id), ..terms }
    }
}

impl<'de> Deserialize<'de> for OpenDraft {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut sent = Map::<String, Value>::deserialize(from)?;
        let named = sent.contains_key(EMPLOYER);
        sent.entry(EMPLOYER).or_insert_with(|| json!(uuid::Uuid::nil()));
        let terms = ContractIn::deserialize(Value::Object(sent)).map_err(serde::de::Error::custom)?;
        Ok(Self { employer: named.then_some(terms.employer_id), terms })
    }
}

impl PartialSchema for OpenDraft {
    fn schema() -> RefOr<Schema> {
        schema_with_optional::<ContractIn>(EMPLOYER)
    }
}

impl ToSchema for OpenDraft {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        ContractIn::schemas(schemas);
    }
}

/// What is sent along with a draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ContractDraftIn)]
pub struct SentWithDraft {
    /// The company that employs, with its tutors, when it is new: in place of `employer_id`; of the site of the enrolment
    /// unless it names one.
    pub employer: Option<EmployerRegistrationIn>,
    /// The tutor of the contract, when they are new: in place of `tutor_id`.
    pub tutor: Option<HiredTutor>,
    /// `true` also declares it complete: refused with everything the signature would lack today.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(required = false)]
    pub ready: bool,
}

/// A contract, as sent, and what comes along.
pub type ContractDraftIn = Along<OpenDraft, SentWithDraft>;
