//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Employer, EmployerChange, Opco, Tutor, TutorChange};
use crate::catalogue::code_lists::rules::Given;
use crate::ids::{EmployerId, SiteId, TutorId};
use crate::law::figures::CodeListKey;
use crate::law::identifiers as read;
use crate::platform::body::MergePatch;

/// An employer, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Librairie des Halles", "siret": "73282932000074", "naf": "4761Z", "idcc": "3013", "opco": "opcommerce",
    "kind_code": "12", "specific_code": "0", "headcount": 12, "address_line": "12 rue Émile Zola",
    "postal_code": "10000", "city": "Troyes", "phone": "03 25 80 72 17", "email": "contact@librairie.example.org",
}))]
pub struct EmployerIn {
    /// Site that owns the record; may be left out by whoever is bound to one site. Fixed once created.
    pub site_id: Option<SiteId>,
    /// SIRET of the establishment where contracts are carried out; spaces are ignored.
    #[schema(format = "siret", min_length = 14, max_length = 20, example = "73282932000074")]
    pub siret: String,
    /// Name or company name.
    #[schema(min_length = 1, max_length = 200, example = "Librairie des Halles")]
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
    pub naf: Option<String>,
    /// Collective agreement (IDCC); 9999 none, 9998 being negotiated.
    #[schema(format = "idcc", max_length = 4, example = "3013")]
    pub idcc: Option<String>,
    /// Skills operator that finances the training.
    pub opco: Option<Opco>,
    /// Employees of the whole company.
    #[schema(minimum = 0, maximum = 5_000_000)]
    pub headcount: Option<i32>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[schema(format = "postal-code", max_length = 5, example = "10000")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(min_length = 1, max_length = 100, example = "Troyes")]
    pub city: Option<String>,
    /// Contact address.
    #[schema(format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Contact telephone.
    #[schema(format = "phone", max_length = 25, example = "03 25 80 72 17")]
    pub phone: Option<String>,
}

/// Any of the fields of an employer, null to clear.
pub type EmployerPatch = MergePatch<EmployerIn>;

impl EmployerIn {
    /// The codes of the official form it carries.
    pub fn codes(&self) -> [Given<'_>; 2] {
        [
            ("/kind_code", CodeListKey::EmployerKind, self.kind_code.as_deref()),
            ("/specific_code", CodeListKey::EmployerSpecific, self.specific_code.as_deref()),
        ]
    }

    /// What is written, identifiers in their one normal form.
    pub fn written(self) -> EmployerChange {
        EmployerChange {
            siret: read::siret(&self.siret).unwrap_or(self.siret),
            name: self.name,
            kind_code: self.kind_code,
            specific_code: self.specific_code,
            public_unemployment_scheme: self.public_unemployment_scheme,
            naf: self.naf.map(|naf| read::naf(&naf).unwrap_or(naf)),
            idcc: self.idcc.map(|idcc| read::idcc(&idcc).unwrap_or(idcc)),
            opco: self.opco,
            headcount: self.headcount,
            address_line: self.address_line,
            postal_code: self.postal_code,
            city: self.city,
            email: self.email.map(|email| read::email(&email).unwrap_or(email)),
            phone: self.phone.map(|phone| read::phone(&phone).unwrap_or(phone)),
        }
    }
}

impl From<&Employer> for EmployerIn {
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
            email: row.email,
            phone: row.phone,
        }
    }
}

/// An employer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EmployerOut {
    /// Identifier.
    pub id: EmployerId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// SIRET, 14 digits.
    #[schema(max_length = 14)]
    pub siret: String,
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
    #[schema(max_length = 5)]
    pub postal_code: Option<String>,
    /// City.
    #[schema(max_length = 100)]
    pub city: Option<String>,
    /// Contact address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Contact telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Employer> for EmployerOut {
    fn from(row: Employer) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
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
            email: row.email,
            phone: row.phone,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A company tutor, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "employer_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f72", "given_name": "Marc", "family_name": "Petit",
    "born_on": "1984-05-02", "job_title": "Responsable de rayon", "email": "marc.petit@librairie.example.org",
    "phone": "06 11 22 33 44", "diploma_level": 5, "diploma_title": "BTS MUC", "experience_years": 9,
}))]
pub struct TutorIn {
    /// Establishment that employs the tutor.
    pub employer_id: EmployerId,
    /// Family name.
    #[schema(min_length = 1, max_length = 100)]
    pub family_name: String,
    /// Given name.
    #[schema(min_length = 1, max_length = 100)]
    pub given_name: String,
    /// Birth date: a tutor is an adult.
    pub born_on: Option<NaiveDate>,
    /// Address; several tutors may share one.
    #[schema(format = "email", max_length = 254)]
    pub email: Option<String>,
    /// Telephone.
    #[schema(format = "phone", max_length = 25)]
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
pub type TutorPatch = MergePatch<TutorIn>;

impl TutorIn {
    /// What is written, identifiers in their one normal form.
    pub fn written(self) -> TutorChange {
        TutorChange {
            employer_id: self.employer_id,
            family_name: self.family_name,
            given_name: self.given_name,
            born_on: self.born_on,
            email: self.email.map(|email| read::email(&email).unwrap_or(email)),
            phone: self.phone.map(|phone| read::phone(&phone).unwrap_or(phone)),
            job_title: self.job_title,
            diploma_level: self.diploma_level,
            diploma_title: self.diploma_title,
            experience_years: self.experience_years,
        }
    }
}

impl From<&Tutor> for TutorIn {
    fn from(row: &Tutor) -> Self {
        let row = row.clone();
        Self {
            employer_id: row.employer_id,
            family_name: row.family_name,
            given_name: row.given_name,
            born_on: row.born_on,
            email: row.email,
            phone: row.phone,
            job_title: row.job_title,
            diploma_level: row.diploma_level,
            diploma_title: row.diploma_title,
            experience_years: row.experience_years,
        }
    }
}

/// A company tutor.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TutorOut {
    /// Identifier.
    pub id: TutorId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Establishment that employs the tutor.
    pub employer_id: EmployerId,
    /// Family name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Birth date; only staff and the tutor see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born_on: Option<NaiveDate>,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Job held in the company.
    #[schema(max_length = 100)]
    pub job_title: Option<String>,
    /// Level of the highest diploma.
    #[schema(minimum = 0, maximum = 8)]
    pub diploma_level: Option<i16>,
    /// Title of the highest diploma.
    #[schema(max_length = 200)]
    pub diploma_title: Option<String>,
    /// Full years of related experience.
    #[schema(minimum = 0, maximum = 60)]
    pub experience_years: Option<i16>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl TutorOut {
    /// A tutor as staff see them, or without what is nobody else's business.
    pub fn of(row: Tutor, whole: bool) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            employer_id: row.employer_id,
            family_name: row.family_name,
            given_name: row.given_name,
            born_on: row.born_on.filter(|_| whole),
            email: row.email,
            phone: row.phone,
            job_title: row.job_title,
            diploma_level: row.diploma_level,
            diploma_title: row.diploma_title,
            experience_years: row.experience_years,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What narrows a list of employers.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmployerParams {
    /// Words of the name, whatever their accents and capitals.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

/// What narrows a list of tutors.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TutorParams {
    /// Words of the name, whatever their accents and capitals.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only tutors of this employer.
    #[param(value_type = Option<uuid::Uuid>)]
    pub employer: Option<EmployerId>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}
