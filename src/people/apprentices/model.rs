//! The nouns: an apprentice, a guardian, an enrolment and what its status is computed from.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::rules::status::{ContractSpan, Course};
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, GuardianId, SiteId};
use crate::schema::{apprentices, cohorts, contracts, enrolments, guardians, programmes};
use crate::text_enum;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Sex, as on the official form.
    Sex {
        /// Female.
        Female = "F",
        /// Male.
        Male = "M",
    }
);

text_enum!(
    /// What a guardian is to the apprentice.
    GuardianRelation {
        /// Mother.
        Mother = "mother",
        /// Father.
        Father = "father",
        /// Legal guardian appointed by a judge or the family council.
        LegalGuardian = "legal_guardian",
        /// Somebody else who holds parental authority.
        Other = "other",
    }
);

/// A person in training, whatever the number of their contracts.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = apprentices, check_for_backend(diesel::pg::Pg))]
pub struct Apprentice {
    /// Identifier.
    pub id: ApprenticeId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Birth name.
    pub family_name: String,
    /// Name in use, when it differs.
    pub usage_name: Option<String>,
    /// First given name of the civil register.
    pub given_name: String,
    /// Birth date.
    pub born_on: NaiveDate,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality on the official form.
    pub nationality_code: Option<String>,
    /// Department of birth.
    pub birth_department: Option<String>,
    /// Commune of birth.
    pub birth_place: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Street and number.
    pub address_line: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// National student identifier.
    pub ine: Option<String>,
    /// Situation before the contract on the official form.
    pub previous_situation_code: Option<String>,
    /// Last class followed on the official form.
    pub last_class_code: Option<String>,
    /// Last diploma prepared on the official form.
    pub last_diploma_prepared_code: Option<String>,
    /// Highest diploma obtained on the official form.
    pub previous_diploma_code: Option<String>,
    /// Precise title of the last diploma prepared.
    pub previous_diploma_title: Option<String>,
    /// Whether a minor is emancipated.
    pub emancipated: bool,
    /// Social security scheme on the official form.
    pub social_regime_code: Option<String>,
    /// On the list of high-level athletes.
    pub high_level_athlete: bool,
    /// Has a project of business that needs the diploma.
    pub business_project: bool,
    /// Whether the NIR was given to the employer.
    pub nir_given: bool,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Apprentice {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of an apprentice, at creation and at each change.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = apprentices, treat_none_as_null = true)]
pub struct ApprenticeChange {
    /// Birth name.
    pub family_name: String,
    /// Name in use, when it differs.
    pub usage_name: Option<String>,
    /// First given name of the civil register.
    pub given_name: String,
    /// Birth date.
    pub born_on: NaiveDate,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality on the official form.
    pub nationality_code: Option<String>,
    /// Department of birth.
    pub birth_department: Option<String>,
    /// Commune of birth.
    pub birth_place: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Street and number.
    pub address_line: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// National student identifier.
    pub ine: Option<String>,
    /// Situation before the contract on the official form.
    pub previous_situation_code: Option<String>,
    /// Last class followed on the official form.
    pub last_class_code: Option<String>,
    /// Last diploma prepared on the official form.
    pub last_diploma_prepared_code: Option<String>,
    /// Highest diploma obtained on the official form.
    pub previous_diploma_code: Option<String>,
    /// Precise title of the last diploma prepared.
    pub previous_diploma_title: Option<String>,
    /// Whether a minor is emancipated.
    pub emancipated: bool,
    /// Social security scheme on the official form.
    pub social_regime_code: Option<String>,
    /// On the list of high-level athletes.
    pub high_level_athlete: bool,
    /// Has a project of business that needs the diploma.
    pub business_project: bool,
    /// Whether the NIR was given to the employer.
    pub nir_given: bool,
}

/// An apprentice as a line of a list.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = apprentices, check_for_backend(diesel::pg::Pg))]
pub struct ApprenticeLine {
    /// Identifier.
    pub id: ApprenticeId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Birth name.
    pub family_name: String,
    /// Name in use, when it differs.
    pub usage_name: Option<String>,
    /// First given name of the civil register.
    pub given_name: String,
    /// Birth date.
    pub born_on: NaiveDate,
    /// Address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Name as searched and sorted.
    pub search_name: String,
}

/// A legal representative of an apprentice: a contact, never an account.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = guardians, check_for_backend(diesel::pg::Pg))]
pub struct Guardian {
    /// Identifier.
    pub id: GuardianId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice represented.
    pub apprentice_id: ApprenticeId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// What they are to the apprentice.
    pub relation: GuardianRelation,
    /// Address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Street and number.
    pub address_line: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Guardian {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a guardian, at creation and at each change.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = guardians, treat_none_as_null = true)]
pub struct GuardianChange {
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// What they are to the apprentice.
    pub relation: GuardianRelation,
    /// Address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Street and number.
    pub address_line: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
}

/// An apprentice in a cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg))]
pub struct Enrolment {
    /// Identifier.
    pub id: EnrolmentId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice enrolled.
    pub apprentice_id: ApprenticeId,
    /// Cohort joined.
    pub cohort_id: CohortId,
    /// Day of the enrolment.
    pub enrolled_on: NaiveDate,
    /// First day of a definitive exclusion from the CFA.
    pub excluded_on: Option<NaiveDate>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Enrolment {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What may change of an enrolment.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = enrolments, treat_none_as_null = true)]
pub struct EnrolmentChange {
    /// Day of the enrolment.
    pub enrolled_on: NaiveDate,
    /// First day of a definitive exclusion from the CFA.
    pub excluded_on: Option<NaiveDate>,
}

/// The cohort of an enrolment, and the programme it runs.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg))]
pub struct CohortDates {
    /// Identifier.
    pub id: CohortId,
    /// Name people use.
    pub name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    /// Code of the programme in the catalogue.
    #[diesel(select_expression = programmes::code)]
    pub programme_code: String,
}

impl CohortDates {
    /// The period the status of an enrolment is computed over.
    pub fn session(&self) -> Course {
        Course { starts_on: self.starts_on, ends_on: self.ends_on }
    }
}

/// An enrolment with the dates of its cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct EnrolmentInCohort {
    /// The enrolment.
    #[diesel(embed)]
    pub enrolment: Enrolment,
    /// Its cohort.
    #[diesel(embed)]
    pub cohort: CohortDates,
}

/// The dates of a signed contract, broken or not.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contracts, check_for_backend(diesel::pg::Pg))]
pub struct SignedContractDates {
    /// Contract.
    pub id: ContractId,
    /// Enrolment it serves.
    pub enrolment_id: EnrolmentId,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Last contract day of a broken contract: the eve of the rupture.
    pub closed_on: Option<NaiveDate>,
}

impl SignedContractDates {
    /// The day of the rupture, which is no longer a contract day.
    pub fn broken_on(&self) -> Option<NaiveDate> {
        self.span().broken_on
    }

    /// The dates as the status rules read them.
    pub fn span(&self) -> ContractSpan {
        ContractSpan::until(self.starts_on, self.ends_on, self.closed_on)
    }
}

/// An enrolment in a list: what its status needs, and no more.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg))]
pub struct EnrolmentLine {
    /// Identifier.
    pub id: EnrolmentId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice enrolled.
    pub apprentice_id: ApprenticeId,
    /// Cohort joined.
    pub cohort_id: CohortId,
    /// First day of a definitive exclusion from the CFA.
    pub excluded_on: Option<NaiveDate>,
    /// First day of the training cycle.
    #[diesel(select_expression = cohorts::starts_on)]
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    #[diesel(select_expression = cohorts::ends_on)]
    pub ends_on: NaiveDate,
}

impl From<&EnrolmentInCohort> for EnrolmentLine {
    fn from(row: &EnrolmentInCohort) -> Self {
        let (enrolment, cohort) = (&row.enrolment, &row.cohort);
        Self {
            id: enrolment.id,
            site_id: enrolment.site_id,
            apprentice_id: enrolment.apprentice_id,
            cohort_id: enrolment.cohort_id,
            excluded_on: enrolment.excluded_on,
            starts_on: cohort.starts_on,
            ends_on: cohort.ends_on,
        }
    }
}
