//! The nouns: an employer's establishment, a company tutor; and how JSON gives them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::catalogue::code_lists::rules::Given;
use crate::ids::{EmployerId, SiteId, TutorId};
use crate::law::figures::CodeListKey;
use crate::law::identifiers::normal;
use crate::law::territories::WorkLocation;
use crate::platform::body::MergePatch;
use crate::schema::{employers, tutors};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Skills operators (OPCO), the eleven approved since 01/04/2019 (Code du travail, art. L6332-1, read 23/11/2026).
    Opco {
        /// Insurance, banking, consultancy.
        Atlas = "atlas" => "Atlas (assurance, banque, conseil)" / "Atlas (insurance, banking, consultancy)",
        /// Culture, creative industries, sport, tourism.
        Afdas = "afdas"
            => "Afdas (culture, industries créatives, sport, tourisme)" / "Afdas (culture, creative industries, sport, tourism)",
        /// Commerce.
        OpcoCommerce = "opcommerce" => "L'Opcommerce (commerce)" / "L'Opcommerce (commerce)",
        /// Social cohesion.
        Uniformation = "uniformation" => "Uniformation (cohésion sociale)" / "Uniformation (social cohesion)",
        /// Construction.
        Constructys = "constructys" => "Constructys (construction)" / "Constructys (construction)",
        /// Food, agriculture.
        Ocapiat = "ocapiat" => "Ocapiat (agriculture, agroalimentaire)" / "Ocapiat (food, agriculture)",
        /// Inter-industry.
        Opco2i = "opco_2i" => "OPCO 2i (interindustriel)" / "OPCO 2i (inter-industry)",
        /// Local companies.
        OpcoEp = "opco_ep" => "OPCO EP (entreprises de proximité)" / "OPCO EP (local companies)",
        /// Mobility.
        OpcoMobilites = "opco_mobilites" => "OPCO Mobilités (transport)" / "OPCO Mobilités (transport)",
        /// Health.
        OpcoSante = "opco_sante" => "OPCO Santé (santé)" / "OPCO Santé (health)",
        /// Labour-intensive services.
        Akto = "akto"
            => "AKTO (services à forte intensité de main-d'œuvre)" / "AKTO (labour-intensive services)",
    }
);

/// What the law asks of an establishment: who it is, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = employers, check_for_backend(diesel::pg::Pg))]
pub struct Establishment {
    /// Type of employer on the official form.
    pub kind_code: Option<String>,
    pub postal_code: Option<String>,
    /// ISO 3166-1 code.
    pub country: String,
    pub good_friday_off: Option<bool>,
}

impl Establishment {
    /// Where it is.
    pub fn location(&self) -> WorkLocation {
        (self.postal_code.clone(), Some(self.country.clone()), self.good_friday_off).into()
    }
}

/// An employer, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = employers, treat_none_as_null = true)]
#[schema(as = EmployerIn, example = json!({
    "name": "Librairie des Halles", "siret": "73282932000074", "naf": "4761Z", "idcc": "3013", "opco": "opcommerce",
    "kind_code": "12", "specific_code": "0", "headcount": 12, "address_line": "12 rue Émile Zola",
    "postal_code": "10000", "city": "Troyes", "phone": "03 25 80 72 17", "email": "contact@librairie.example.org",
}))]
pub struct EmployerFacts {
    /// Site that owns the record; may be left out by whoever is bound to one site. Fixed once created.
    #[diesel(skip_insertion, skip_update)]
    pub site_id: Option<SiteId>,
    /// SIRET of the establishment where contracts are carried out; spaces are ignored. Only an employer abroad has none.
    #[schema(format = "siret", min_length = 14, max_length = 20, example = "73282932000074")]
    #[serde(default, deserialize_with = "normal::siret_or_none")]
    pub siret: Option<String>,
    /// Name or company name.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Librairie des Halles")]
    #[serde(deserialize_with = "normal::name")]
    pub name: String,
    /// Type of employer on the official form (list `employer_kind` of `/v1/reference/forms`): 11 to 16 private, 21 to 30 public.
    #[schema(pattern = "^[0-9]{2}$", max_length = 2, example = "12")]
    pub kind_code: Option<String>,
    /// Specific employer on the official form: 0 none, 1 temporary work, 2 group of employers, 3 seasonal, 4 family.
    #[schema(pattern = "^[0-9]$", max_length = 1, example = "0")]
    pub specific_code: Option<String>,
    /// Whether a public employer joined the unemployment insurance scheme for its apprentices; of no one else.
    pub public_unemployment_scheme: Option<bool>,
    /// NAF activity code, with or without dot.
    #[schema(format = "naf", max_length = 10, example = "4761Z")]
    #[serde(default, deserialize_with = "normal::naf_or_none")]
    pub naf: Option<String>,
    /// Collective agreement (IDCC); 9999 none, 9998 being negotiated.
    #[schema(format = "idcc", max_length = 4, example = "3013")]
    #[serde(default, deserialize_with = "normal::idcc_or_none")]
    pub idcc: Option<String>,
    /// Skills operator that finances the training.
    pub opco: Option<Opco>,
    /// Employees of the whole company.
    #[schema(minimum = 0, maximum = 5_000_000)]
    pub headcount: Option<i32>,
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
    /// Whether Good Friday is off there, as it is in communes with a Protestant or a mixed church (Code du travail,
    /// art. L3134-13); only with a postal code of Moselle, Bas-Rhin or Haut-Rhin (57, 67, 68); null when not known: the
    /// earliest dates are then told.
    pub good_friday_off: Option<bool>,
    /// Contact address.
    #[schema(format = "email", max_length = 254)]
    #[serde(default, deserialize_with = "normal::email_or_none")]
    pub email: Option<String>,
    /// Contact telephone.
    #[schema(format = "phone", max_length = 25, example = "03 25 80 72 17")]
    #[serde(default, deserialize_with = "normal::phone_or_none")]
    pub phone: Option<String>,
}

/// Any of the fields of an employer, null to clear.
pub type EmployerPatch = MergePatch<EmployerFacts>;

impl EmployerFacts {
    /// The codes of the official form it carries.
    pub fn codes(&self) -> [Given<'_>; 2] {
        [
            ("/kind_code", CodeListKey::EmployerKind, self.kind_code.as_deref()),
            ("/specific_code", CodeListKey::EmployerSpecific, self.specific_code.as_deref()),
        ]
    }
}

/// An establishment that employs apprentices.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = employers, check_for_backend(diesel::pg::Pg))]
#[schema(as = EmployerOut)]
pub struct Employer {
    /// Identifier.
    pub id: EmployerId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// SIRET, 14 digits; null for an employer abroad that has none.
    #[schema(max_length = 14)]
    pub siret: Option<String>,
    /// Name.
    #[schema(max_length = 200)]
    pub name: String,
    /// Type of employer on the official form.
    #[schema(max_length = 2)]
    pub kind_code: Option<String>,
    /// Specific employer on the official form.
    #[schema(max_length = 1)]
    pub specific_code: Option<String>,
    /// Whether a public employer joined the unemployment insurance scheme; null when not said.
    pub public_unemployment_scheme: Option<bool>,
    /// NAF without dot.
    #[schema(max_length = 5)]
    pub naf: Option<String>,
    /// Collective agreement, four digits.
    #[schema(max_length = 4)]
    pub idcc: Option<String>,
    /// Skills operator.
    pub opco: Option<Opco>,
    /// Employees of the whole company.
    #[schema(minimum = 0)]
    pub headcount: Option<i32>,
    /// Street and number.
    #[schema(max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[schema(max_length = 12)]
    pub postal_code: Option<String>,
    /// City.
    #[schema(max_length = 100)]
    pub city: Option<String>,
    /// Country of the address, ISO 3166-1 code.
    #[schema(max_length = 2)]
    pub country: String,
    /// Whether Good Friday is off there; null when not known, or outside Alsace-Moselle.
    pub good_friday_off: Option<bool>,
    /// Contact address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Contact telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Name as searched and sorted.
    #[serde(skip)]
    #[schema(ignore)]
    pub search_name: String,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Employer {
    /// Where it is.
    pub fn location(&self) -> WorkLocation {
        (self.postal_code.clone(), Some(self.country.clone()), self.good_friday_off).into()
    }
}

impl Subject for Employer {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl From<&Employer> for EmployerFacts {
    fn from(row: &Employer) -> Self {
        let row = row.clone();
        Self {
            site_id: Some(row.site_id),
            siret: row.siret,
            name: row.name,
            kind_code: row.kind_code,
            specific_code: row.specific_code,
            public_unemployment_scheme: row.public_unemployment_scheme,
            naf: row.naf,
            idcc: row.idcc,
            opco: row.opco,
            headcount: row.headcount,
            address_line: row.address_line,
            postal_code: row.postal_code,
            city: row.city,
            country: row.country,
            good_friday_off: row.good_friday_off,
            email: row.email,
            phone: row.phone,
        }
    }
}

/// A company tutor, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Insertable, AsChangeset, Queryable, Selectable)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = tutors, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = TutorIn, example = json!({
    "employer_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f72", "given_name": "Marc", "family_name": "Petit",
    "born_on": "1984-05-02", "job_title": "Responsable de rayon", "email": "marc.petit@librairie.example.org",
    "phone": "06 11 22 33 44", "diploma_level": 5, "diploma_title": "BTS MUC", "experience_years": 9,
}))]
pub struct TutorFacts {
    /// Establishment that employs the tutor.
    pub employer_id: EmployerId,
    /// Family name.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    #[serde(deserialize_with = "normal::name")]
    pub family_name: String,
    /// Given name; left out of a person with a single name, which is the family name.
    #[schema(max_length = 100)]
    #[serde(default, deserialize_with = "normal::name_or_empty")]
    pub given_name: String,
    /// Says that the family name is the only name.
    #[serde(default)]
    #[diesel(skip_insertion, skip_update)]
    pub single_name: bool,
    /// Birth date: a tutor is an adult. Only staff and the tutor see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub born_on: Option<NaiveDate>,
    /// Address; several tutors may share one.
    #[schema(format = "email", max_length = 254)]
    #[serde(default, deserialize_with = "normal::email_or_none")]
    pub email: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25)]
    #[serde(default, deserialize_with = "normal::phone_or_none")]
    pub phone: Option<String>,
    /// Job held in the company.
    #[schema(min_length = 1, max_length = 100)]
    pub job_title: Option<String>,
    /// Level of the highest diploma: 0, or 3 to 8.
    #[schema(minimum = 0, maximum = 8)]
    pub diploma_level: Option<i16>,
    /// Title of the highest diploma.
    #[schema(min_length = 1, max_length = 200)]
    pub diploma_title: Option<String>,
    /// Full years of experience related to the diploma prepared.
    #[schema(minimum = 0, maximum = 60)]
    pub experience_years: Option<i16>,
}

/// Any of the fields of a tutor, null to clear.
pub type TutorPatch = MergePatch<TutorFacts>;

/// A company tutor (maître d'apprentissage).
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = tutors, check_for_backend(diesel::pg::Pg))]
pub struct Tutor {
    /// Identifier.
    pub id: TutorId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// What was sent.
    #[serde(flatten)]
    #[diesel(embed)]
    pub facts: TutorFacts,
    /// Name as searched and sorted.
    #[serde(skip)]
    #[schema(ignore)]
    pub search_name: String,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Tutor {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A company tutor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TutorOut {
    #[serde(flatten)]
    #[schema(inline)]
    tutor: Tutor,
}

impl TutorOut {
    /// A tutor as staff see them, or without what is nobody else's business: the birth date.
    pub fn of(mut tutor: Tutor, whole: bool) -> Self {
        tutor.facts.born_on = tutor.facts.born_on.filter(|_| whole);
        Self { tutor }
    }
}
