//! Companies and tutors by name, as rows of any list show them.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Employer, Tutor, TutorOut};
use crate::ids::{EmployerId, TutorId};

/// An employer, by name and town.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerName {
    /// Identifier.
    pub id: EmployerId,
    /// Name or company name.
    #[schema(max_length = 200)]
    pub name: String,
    /// Town.
    #[schema(max_length = 100)]
    pub city: Option<String>,
}

/// A company tutor, and how to reach them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TutorContact {
    /// Identifier.
    pub id: TutorId,
    /// Family name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name; empty when the family name is the only one.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
}

impl From<&Tutor> for TutorContact {
    fn from(tutor: &Tutor) -> Self {
        let facts = &tutor.facts;
        Self {
            id: tutor.id,
            family_name: facts.family_name.clone(),
            given_name: facts.given_name.clone(),
            phone: facts.phone.clone(),
            email: facts.email.clone(),
        }
    }
}

/// An employer in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerLineOut {
    /// The employer.
    #[serde(flatten)]
    pub employer: Employer,
    /// Apprentices it employs today; null for whoever does not read the contracts of a whole site.
    #[schema(minimum = 0)]
    pub apprentices: Option<i64>,
}

/// A tutor in a list, with the company they work for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TutorLineOut {
    /// The tutor.
    #[serde(flatten)]
    pub tutor: TutorOut,
    /// Their company.
    pub employer: Option<EmployerName>,
    /// Apprentices they follow today; null for whoever does not read the contracts of a whole site.
    #[schema(minimum = 0)]
    pub apprentices: Option<i64>,
}
