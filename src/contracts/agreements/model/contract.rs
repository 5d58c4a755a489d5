//! A contract as it stands: what is agreed now.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ContractMode, ContractState, ContractType, Derogation, Party};
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::tutorships::{TutoredContract, Tutorship};
use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, SiteId, TutorId};
use crate::law::figures::Forms;
use crate::people::apprentices::model::EntryDates;
use crate::people::apprentices::rules::entry::Entry;
use crate::schema::{contract_signatures, contracts};
use crate::trust::journal::Subject;

/// An apprenticeship contract.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = contracts, check_for_backend(diesel::pg::Pg))]
pub struct Contract {
    /// Identifier.
    pub id: ContractId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice employed.
    pub apprentice_id: ApprenticeId,
    /// Enrolment the contract serves.
    pub enrolment_id: EnrolmentId,
    /// Establishment that employs.
    pub employer_id: EmployerId,
    /// Company tutor; a draft may lack one.
    pub tutor_id: Option<TutorId>,
    /// Second company tutor, of a shared tutorship.
    pub second_tutor_id: Option<TutorId>,
    /// Version of the official form: that of the day of the signature, of today while it is not signed.
    #[schema(max_length = 10, example = "10103-14")]
    pub form_version: String,
    /// Contractual mode on the official form.
    pub mode_code: ContractMode,
    /// Type on the official form.
    pub type_code: ContractType,
    /// Derogation on the official form.
    pub derogation_code: Option<Derogation>,
    /// Contract this one follows.
    pub previous_contract_id: Option<ContractId>,
    /// DECA number of a previous contract that is not kept here.
    #[schema(max_length = 15)]
    pub previous_contract_number: Option<String>,
    /// Number the State gave to the contract once deposited.
    #[schema(max_length = 15)]
    pub deca_number: Option<String>,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// State kept.
    pub state: ContractState,
    /// Day of conclusion.
    pub signed_on: Option<NaiveDate>,
    /// Last contract day of a broken contract; answered as `effective_ends_on`.
    #[serde(skip)]
    pub closed_on: Option<NaiveDate>,
    /// Day it was drafted, after which its form does not change.
    #[serde(skip)]
    pub drafted_on: NaiveDate,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
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

    /// The same contract, its core as agreed at a time.
    #[must_use]
    pub fn agreed_as(&self, head: &ContractHead) -> Self {
        Self {
            employer_id: head.employer_id,
            tutor_id: head.tutor_id,
            second_tutor_id: head.second_tutor_id,
            mode_code: head.mode_code,
            derogation_code: head.derogation_code,
            starts_on: head.starts_on,
            ends_on: head.ends_on,
            ..self.clone()
        }
    }

    /// The contract as tutors know it.
    pub const fn tutored(&self) -> TutoredContract {
        TutoredContract { id: self.id, site_id: self.site_id, starts_on: self.starts_on }
    }

    /// Who is tutor during the whole contract, while no amendment changes it.
    pub fn tutorships(&self) -> Vec<Tutorship> {
        let ranked = [(1, self.tutor_id), (2, self.second_tutor_id)];
        let named = ranked.into_iter().filter_map(|(rank, tutor)| tutor.map(|tutor| (rank, tutor)));
        let whole = named.map(|(rank, tutor_id)| Tutorship {
            rank,
            tutor_id,
            from_on: self.starts_on,
            to_on: self.effective_ends_on(),
            repeater: false,
        });
        whole.filter(|tutorship| tutorship.from_on <= tutorship.to_on).collect()
    }

    /// The same on the form of a day, while no signature fixes it.
    #[must_use]
    pub fn on_form(mut self, forms: &Forms, today: NaiveDate) -> Self {
        if self.signed_on.is_none() {
            forms.on(today).clone_into(&mut self.form_version);
        }
        self
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
    pub employer_id: EmployerId,
    pub tutor_id: Option<TutorId>,
    pub second_tutor_id: Option<TutorId>,
    pub mode_code: ContractMode,
    pub type_code: ContractType,
    pub derogation_code: Option<Derogation>,
    pub previous_contract_id: Option<ContractId>,
    pub previous_contract_number: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The training a contract serves, and the apprentice in it.
#[derive(Debug, Clone, Queryable)]
pub struct Training {
    pub enrolment_id: EnrolmentId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub born_on: NaiveDate,
    /// An emancipated minor needs no guardian.
    pub emancipated: bool,
    /// The dates of the cohort, and the own way of the apprentice through it.
    pub dates: EntryDates,
    /// The programme, in the version of its cohort.
    pub programme: FollowedProgramme,
    /// Year of the exam session of the cohort.
    pub exam_session: i32,
    /// Whether the apprentice is recognised as a disabled worker, sealed.
    pub sealed_disability: Option<Vec<u8>>,
    pub high_level_athlete: bool,
    /// Whether the apprentice creates or takes over a business that needs the diploma.
    pub business_project: bool,
    pub nationality_code: Option<String>,
}

impl Training {
    /// The apprentice's own entry, from which windows and rights are computed.
    pub fn entry(&self) -> Entry {
        self.dates.entry()
    }

    /// First and last day of the cycle, from which the years of pay are counted.
    pub const fn cycle(&self) -> (NaiveDate, NaiveDate) {
        (self.dates.cohort_starts_on, self.dates.cohort_ends_on)
    }
}

/// One signature.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = contract_signatures, check_for_backend(diesel::pg::Pg))]
#[schema(as = SignatureOut)]
pub struct ContractSignature {
    /// Who signed.
    pub party: Party,
    /// Day of the signature.
    pub signed_on: NaiveDate,
    /// Name of the person who signed, when it was said.
    #[schema(max_length = 200)]
    pub signatory: Option<String>,
    /// Account or client that recorded it.
    pub recorded_by: Option<Uuid>,
    /// When it was recorded.
    #[diesel(column_name = created_at)]
    pub recorded_at: DateTime<Utc>,
}
