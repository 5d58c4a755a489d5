//! The nouns: an employer's establishment, a company tutor.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{EmployerId, SiteId, TutorId};
use crate::schema::{employers, tutors};
use crate::text_enum;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Skills operators (OPCO), the eleven approved since 01/04/2019 (Code du travail, art. L6332-1, read 23/11/2026).
    Opco {
        /// Insurance, banking, consultancy.
        Atlas = "atlas",
        /// Culture, creative industries, sport, tourism.
        Afdas = "afdas",
        /// Commerce.
        OpcoCommerce = "opcommerce",
        /// Social cohesion.
        Uniformation = "uniformation",
        /// Construction.
        Constructys = "constructys",
        /// Food, agriculture.
        Ocapiat = "ocapiat",
        /// Inter-industry.
        Opco2i = "opco_2i",
        /// Local companies.
        OpcoEp = "opco_ep",
        /// Mobility.
        OpcoMobilites = "opco_mobilites",
        /// Health.
        OpcoSante = "opco_sante",
        /// Labour-intensive services.
        Akto = "akto",
    }
);

/// An establishment that employs apprentices.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = employers, check_for_backend(diesel::pg::Pg))]
pub struct Employer {
    /// Identifier.
    pub id: EmployerId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// SIRET, 14 digits.
    pub siret: String,
    /// Name.
    pub name: String,
    /// Type of employer on the official form.
    pub kind_code: Option<String>,
    /// Specific employer on the official form.
    pub specific_code: Option<String>,
    /// Whether a public employer joined the unemployment insurance scheme.
    pub public_unemployment_scheme: Option<bool>,
    /// NAF without dot.
    pub naf: Option<String>,
    /// Collective agreement, four digits.
    pub idcc: Option<String>,
    /// Skills operator.
    pub opco: Option<Opco>,
    /// Employees of the whole company.
    pub headcount: Option<i32>,
    /// Street and number.
    pub address_line: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Contact address.
    pub email: Option<String>,
    /// Contact telephone.
    pub phone: Option<String>,
    /// Name as searched and sorted.
    pub search_name: String,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Employer {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of an employer, at creation and at each change.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = employers, treat_none_as_null = true)]
pub struct EmployerChange {
    /// SIRET, 14 digits.
    pub siret: String,
    /// Name.
    pub name: String,
    /// Type of employer on the official form.
    pub kind_code: Option<String>,
    /// Specific employer on the official form.
    pub specific_code: Option<String>,
    /// Whether a public employer joined the unemployment insurance scheme.
    pub public_unemployment_scheme: Option<bool>,
    /// NAF without dot.
    pub naf: Option<String>,
    /// Collective agreement, four digits.
    pub idcc: Option<String>,
    /// Skills operator.
    pub opco: Option<Opco>,
    /// Employees of the whole company.
    pub headcount: Option<i32>,
    /// Street and number.
    pub address_line: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Contact address.
    pub email: Option<String>,
    /// Contact telephone.
    pub phone: Option<String>,
}

/// A company tutor (maître d'apprentissage).
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = tutors, check_for_backend(diesel::pg::Pg))]
pub struct Tutor {
    /// Identifier.
    pub id: TutorId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Establishment that employs the tutor.
    pub employer_id: EmployerId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Address, neither unique nor required.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Job held.
    pub job_title: Option<String>,
    /// Level of the highest diploma.
    pub diploma_level: Option<i16>,
    /// Title of the highest diploma.
    pub diploma_title: Option<String>,
    /// Full years of related experience.
    pub experience_years: Option<i16>,
    /// Name as searched and sorted.
    pub search_name: String,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Tutor {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a tutor, at creation and at each change.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = tutors, treat_none_as_null = true)]
pub struct TutorChange {
    /// Establishment that employs the tutor.
    pub employer_id: EmployerId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Address, neither unique nor required.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Job held.
    pub job_title: Option<String>,
    /// Level of the highest diploma.
    pub diploma_level: Option<i16>,
    /// Title of the highest diploma.
    pub diploma_title: Option<String>,
    /// Full years of related experience.
    pub experience_years: Option<i16>,
}
