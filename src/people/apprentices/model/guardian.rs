//! A legal representative of an apprentice: a contact, never an account.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{ApprenticeId, GuardianId, SiteId};
use crate::law::identifiers::normal;
use crate::platform::body::MergePatch;
use crate::schema::guardians;
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// What a guardian is to the apprentice.
    GuardianRelation {
        /// Mother.
        Mother = "mother" => "Mère" / "Mother",
        /// Father.
        Father = "father" => "Père" / "Father",
        /// Legal guardian appointed by a judge or the family council.
        LegalGuardian = "legal_guardian" => "Tuteur légal" / "Legal guardian",
        /// Somebody else who holds parental authority.
        Other = "other"
            => "Autre titulaire de l'autorité parentale" / "Somebody else who holds parental authority",
    }
);

/// A guardian, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = guardians, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = GuardianIn, example = json!({
    "given_name": "Hélène", "family_name": "Durand", "relation": "mother", "email": "helene.durand@example.org",
    "phone": "06 98 76 54 32", "address_line": "4 rue des Tanneurs", "postal_code": "10000", "city": "Troyes",
}))]
pub struct GuardianFacts {
    /// Family name.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Durand")]
    #[serde(deserialize_with = "normal::name")]
    pub family_name: String,
    /// Given name; left out of a person with a single name, which is the family name.
    #[schema(max_length = 100, example = "Hélène")]
    #[serde(default, deserialize_with = "normal::name_or_empty")]
    pub given_name: String,
    /// Says that the family name is the only name.
    #[serde(default)]
    #[diesel(skip_insertion, skip_update)]
    pub single_name: bool,
    /// What they are to the apprentice.
    pub relation: GuardianRelation,
    /// Address.
    #[schema(format = "email", max_length = 254)]
    #[serde(default, deserialize_with = "normal::email_or_none")]
    pub email: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25)]
    #[serde(default, deserialize_with = "normal::phone_or_none")]
    pub phone: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code, of the country.
    #[schema(format = "postal-code", max_length = 20, example = "10000")]
    #[serde(default, deserialize_with = "normal::postal_code_or_none")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Troyes")]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    pub city: Option<String>,
    /// Country of the address, ISO 3166-1 code of two letters; France when absent, its territories overseas included.
    #[schema(format = "country", max_length = 60, example = "FR")]
    #[serde(default = "normal::france", deserialize_with = "normal::country")]
    pub country: String,
}

/// Any of the fields of a guardian, null to clear.
pub type GuardianPatch = MergePatch<GuardianFacts>;

/// A guardian of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = guardians, check_for_backend(diesel::pg::Pg))]
#[schema(as = GuardianOut)]
pub struct Guardian {
    /// Identifier.
    pub id: GuardianId,
    /// Site that owns the record.
    #[serde(skip)]
    #[schema(ignore)]
    pub site_id: SiteId,
    /// Apprentice represented.
    pub apprentice_id: ApprenticeId,
    /// What was sent.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: GuardianFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Guardian {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
