//! A contract as it stands: what is agreed now.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{ContractMode, ContractState, ContractType, Derogation};
use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, SiteId, TutorId};
use crate::schema::contracts;
use crate::trust::journal::Subject;
use uuid::Uuid;

/// An apprenticeship contract.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contracts, check_for_backend(diesel::pg::Pg))]
pub struct Contract {
    /// Identifier.
    pub id: ContractId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Apprentice employed.
    pub apprentice_id: ApprenticeId,
    /// Enrolment the contract serves.
    pub enrolment_id: EnrolmentId,
    /// Establishment that employs.
    pub employer_id: EmployerId,
    /// Company tutor; a draft may lack one.
    pub tutor_id: Option<TutorId>,
    /// Type on the official form.
    pub type_code: ContractType,
    /// Derogation on the official form.
    pub derogation_code: Option<Derogation>,
    /// Contract this one follows.
    pub previous_contract_id: Option<ContractId>,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Where it stands.
    pub state: ContractState,
    /// Day of conclusion.
    pub signed_on: Option<NaiveDate>,
    /// Last contract day of a broken contract.
    pub closed_on: Option<NaiveDate>,
    /// Version of the official form whose codes are used.
    pub form_version: String,
    /// Contractual mode on the official form.
    pub mode_code: ContractMode,
    /// Second company tutor, of a shared tutorship.
    pub second_tutor_id: Option<TutorId>,
    /// DECA number of a previous contract that is not kept here.
    pub previous_contract_number: Option<String>,
    /// Number the State gave to the contract once deposited.
    pub deca_number: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// Day it was drafted.
    pub drafted_on: NaiveDate,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Contract {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl Contract {
    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub fn effective_ends_on(&self) -> NaiveDate {
        self.closed_on.unwrap_or(self.ends_on)
    }

    /// The core of what the parties agreed on.
    pub fn head(&self) -> ContractHead {
        ContractHead {
            employer_id: self.employer_id,
            tutor_id: self.tutor_id,
            second_tutor_id: self.second_tutor_id,
            mode_code: self.mode_code,
            type_code: self.type_code,
            derogation_code: self.derogation_code,
            previous_contract_id: self.previous_contract_id,
            previous_contract_number: self.previous_contract_number.clone(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

/// The core of what the parties agree on: written at creation and at each change of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = contracts, treat_none_as_null = true)]
pub struct ContractHead {
    /// Establishment that employs.
    pub employer_id: EmployerId,
    /// Company tutor; a draft may lack one.
    pub tutor_id: Option<TutorId>,
    /// Second company tutor, of a shared tutorship.
    pub second_tutor_id: Option<TutorId>,
    /// Contractual mode on the official form.
    pub mode_code: ContractMode,
    /// Type on the official form.
    pub type_code: ContractType,
    /// Derogation on the official form.
    pub derogation_code: Option<Derogation>,
    /// Contract this one follows.
    pub previous_contract_id: Option<ContractId>,
    /// DECA number of a previous contract that is not kept here.
    pub previous_contract_number: Option<String>,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
}

/// The training a contract serves, and the apprentice in it.
#[derive(Debug, Clone, Queryable)]
pub struct Training {
    /// Enrolment.
    pub enrolment_id: EnrolmentId,
    /// Site of all of it.
    pub site_id: SiteId,
    /// Apprentice enrolled.
    pub apprentice_id: ApprenticeId,
    /// Birth date of the apprentice.
    pub born_on: NaiveDate,
    /// An emancipated minor needs no guardian.
    pub emancipated: bool,
    /// First day of the cohort's cycle.
    pub cycle_starts_on: NaiveDate,
    /// Last day of the cohort's cycle.
    pub cycle_ends_on: NaiveDate,
    /// Code of the programme in the catalogue.
    pub programme_code: String,
    /// Whether the apprentice is recognised as a disabled worker, sealed.
    pub sealed_disability: Option<Vec<u8>>,
    /// Whether the apprentice is a high-level athlete.
    pub high_level_athlete: bool,
    /// Whether the apprentice creates or takes over a business that needs the diploma.
    pub business_project: bool,
    /// Nationality of the apprentice on the official form.
    pub nationality_code: Option<String>,
}
