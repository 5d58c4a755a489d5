//! Guardians in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ApprenticeId, GuardianId};
use crate::law::identifiers as read;
use crate::people::apprentices::model::{Guardian, GuardianChange, GuardianRelation};
use crate::platform::body::MergePatch;

/// A guardian, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "given_name": "Hélène", "family_name": "Durand", "relation": "mother", "email": "helene.durand@example.org",
    "phone": "06 98 76 54 32", "address_line": "4 rue des Tanneurs", "postal_code": "10000", "city": "Troyes",
}))]
pub struct GuardianIn {
    /// Family name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "Durand")]
    pub family_name: String,
    /// Given name.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "Hélène")]
    pub given_name: String,
    /// What they are to the apprentice.
    pub relation: GuardianRelation,
    /// Address.
    #[schema(format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25)]
    pub phone: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[schema(format = "postal-code", max_length = 5, example = "10000")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(min_length = 1, max_length = 100, example = "Troyes")]
    pub city: Option<String>,
}

/// Any of the fields of a guardian, null to clear.
pub type GuardianPatch = MergePatch<GuardianIn>;

impl GuardianIn {
    /// What is written, identifiers in their one normal form.
    pub fn written(self) -> GuardianChange {
        GuardianChange {
            family_name: self.family_name.trim().to_owned(),
            given_name: self.given_name.trim().to_owned(),
            relation: self.relation,
            email: self.email.map(|email| read::email(&email).unwrap_or(email)),
            phone: self.phone.map(|phone| read::phone(&phone).unwrap_or(phone)),
            address_line: self.address_line,
            postal_code: self.postal_code,
            city: self.city,
        }
    }
}

impl From<&Guardian> for GuardianIn {
    fn from(row: &Guardian) -> Self {
        let row = row.clone();
        Self {
            family_name: row.family_name,
            given_name: row.given_name,
            relation: row.relation,
            email: row.email,
            phone: row.phone,
            address_line: row.address_line,
            postal_code: row.postal_code,
            city: row.city,
        }
    }
}

/// A guardian of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GuardianOut {
    /// Identifier.
    pub id: GuardianId,
    /// Apprentice represented.
    pub apprentice_id: ApprenticeId,
    /// Family name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// What they are to the apprentice.
    pub relation: GuardianRelation,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Street and number.
    #[schema(max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[schema(max_length = 5)]
    pub postal_code: Option<String>,
    /// City.
    #[schema(max_length = 100)]
    pub city: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Guardian> for GuardianOut {
    fn from(row: Guardian) -> Self {
        Self {
            id: row.id,
            apprentice_id: row.apprentice_id,
            family_name: row.family_name,
            given_name: row.given_name,
            relation: row.relation,
            email: row.email,
            phone: row.phone,
            address_line: row.address_line,
            postal_code: row.postal_code,
            city: row.city,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
