//! A company sent with its tutors, in JSON.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::model::{Employer, EmployerFacts, TutorFacts, TutorOut};
use crate::ids::EmployerId;
use crate::platform::along::{Along, schema_without};
use crate::platform::body::or_default;

/// The member of a tutor that says who employs them.
const EMPLOYER: &str = "employer_id";

/// A company tutor sent with the company: it alone employs them.
#[derive(Debug, Clone)]
pub struct HiredTutor(TutorFacts);

impl HiredTutor {
    /// The tutor, once their company is known.
    pub fn of(&self, employer: EmployerId) -> TutorFacts {
        TutorFacts { employer_id: employer, ..self.0.clone() }
    }
}

impl<'de> Deserialize<'de> for HiredTutor {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut sent = Map::<String, Value>::deserialize(from)?;
        sent.insert(EMPLOYER.to_owned(), json!(uuid::Uuid::nil()));
        TutorFacts::deserialize(Value::Object(sent)).map(Self).map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for HiredTutor {
    fn schema() -> RefOr<Schema> {
        schema_without::<TutorFacts>(EMPLOYER)
    }
}

impl ToSchema for HiredTutor {
    fn name() -> Cow<'static, str> {
        "HiredTutorIn".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        TutorFacts::schemas(schemas);
    }
}

/// What is sent along with a company.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmployerIn, example = json!({
    "tutors": [{ "given_name": "Marc", "family_name": "Petit", "born_on": "1984-05-02", "phone": "06 11 22 33 44" }],
}))]
pub struct SentWithEmployer {
    /// Its tutors.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(required = false, max_items = 20)]
    pub tutors: Vec<HiredTutor>,
}

/// A company, as sent, with its tutors.
pub type EmployerRegistrationIn = Along<EmployerFacts, SentWithEmployer>;

/// A company just created, with its tutors.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerCreatedOut {
    /// The company.
    #[serde(flatten)]
    #[schema(inline)]
    pub employer: Employer,
    /// The tutors created with it, in the order sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20, default = "absent")]
    pub tutors: Vec<TutorOut>,
}
