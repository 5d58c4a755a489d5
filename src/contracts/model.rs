//! The nouns: a contract, its terms, and the training it serves.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, SiteId, TutorId};
use crate::schema::contracts;
use crate::text_enum;

text_enum!(
    /// Where a contract stands; running and ended follow from the dates.
    ContractState {
        /// Prepared, not signed.
        Draft = "draft",
        /// Signed by the parties.
        Signed = "signed",
        /// Ended early by a rupture.
        Broken = "broken",
    }
);

text_enum!(
    /// Where a contract stands on a day.
    Phase {
        /// Prepared, not signed.
        Draft = "draft",
        /// Signed, not begun.
        Upcoming = "upcoming",
        /// Under way, the announced rupture included until its eve.
        Running = "running",
        /// Reached its term.
        Ended = "ended",
        /// Ended early by a rupture.
        Broken = "broken",
    }
);

text_enum!(
    /// Type of contract on the official form: 11 first, 21 to 23 new contract.
    ContractType {
        /// First apprenticeship contract.
        First = "11",
        /// New contract, the previous one ended, same employer.
        SameEmployer = "21",
        /// New contract, the previous one ended, another employer.
        OtherEmployer = "22",
        /// New contract, the previous one broken, another employer.
        AfterRupture = "23",
    }
);

text_enum!(
    /// Derogation on the official form.
    Derogation {
        /// Under 16.
        Under16 = "11",
        /// Over 29.
        Over29 = "12",
        /// Shorter than the training.
        Shorter = "21",
        /// Longer than the training.
        Longer = "22",
        /// Several at once.
        Several = "50",
        /// Another one.
        Other = "60",
    }
);

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
    /// Company tutor.
    pub tutor_id: TutorId,
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
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Contract {
    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub fn effective_ends_on(&self) -> NaiveDate {
        self.closed_on.unwrap_or(self.ends_on)
    }

    /// What the parties agreed on.
    pub fn terms(&self) -> ContractTerms {
        ContractTerms {
            employer_id: self.employer_id,
            tutor_id: self.tutor_id,
            type_code: self.type_code,
            derogation_code: self.derogation_code,
            previous_contract_id: self.previous_contract_id,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

/// What the parties agree on: written at creation and at each change of a draft.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = contracts, treat_none_as_null = true)]
pub struct ContractTerms {
    /// Establishment that employs.
    pub employer_id: EmployerId,
    /// Company tutor.
    pub tutor_id: TutorId,
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
}

/// A contract, the training it serves, and where its work is done.
#[derive(Debug, Clone)]
pub struct AtWork {
    /// The contract.
    pub contract: Contract,
    /// The training.
    pub training: Training,
    /// Postal code of the employer.
    pub postal_code: Option<String>,
}
