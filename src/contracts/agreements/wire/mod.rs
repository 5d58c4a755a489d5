//! JSON in and out.

mod acts;
mod detail;
mod readiness;
mod terms;

pub use acts::{ReadyIn, ReturnIn, Transition, TransitionsOut};
pub use detail::{ContractDetail, FilingOut, Hanging, SignatureOut};
pub use readiness::ReadinessOut;
pub use terms::{PayTableLine, PayTerms, TrainingTerms, WorkTerms};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::contracts::agreements::model::{
    AgreedPayLine, Agreement, Contract, ContractHead, ContractMode, ContractState, ContractType, Derogation,
    Phase,
};
use crate::contracts::agreements::rules::life::phase;
use crate::contracts::agreements::store::ContractFilter;
use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, SiteId, TutorId};
use crate::law::identifiers::deca_number;
use crate::platform::body::MergePatch;
use crate::platform::error::Problem;
use crate::platform::page;

/// A draft contract, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "employer_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f72",
    "tutor_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f73", "tutor_attested": true, "type_code": "11", "mode_code": "1",
    "starts_on": "2025-08-25", "ends_on": "2027-08-24",
    "work": {"weekly_minutes": 2100, "dangerous_machines": false},
    "training": {"hours": 1350, "training_starts_on": "2025-09-01", "practical_starts_on": "2025-08-25"},
    "pay": {"gross_salary_cents": 77478, "retirement_fund": "AGIRC-ARRCO", "lines": [
        {"year": 1, "line": 1, "from_on": "2025-08-25", "to_on": "2026-08-24", "percent_hundredths": 4300, "base": "smic"},
        {"year": 2, "line": 1, "from_on": "2026-08-25", "to_on": "2027-03-31", "percent_hundredths": 5100, "base": "smic"},
        {"year": 2, "line": 2, "from_on": "2027-04-01", "to_on": "2027-08-24", "percent_hundredths": 6100, "base": "smic"},
    ]},
}))]
pub struct ContractIn {
    /// Enrolment the contract serves; fixed once drafted.
    pub enrolment_id: EnrolmentId,
    /// Establishment that employs, of the same site.
    pub employer_id: EmployerId,
    /// Company tutor, employed by the employer; needed before the contract is ready.
    pub tutor_id: Option<TutorId>,
    /// Second company tutor, employed by the employer.
    pub second_tutor_id: Option<TutorId>,
    /// Contractual mode on the official form; a fixed term when absent.
    pub mode_code: Option<ContractMode>,
    /// Type on the official form.
    pub type_code: ContractType,
    /// Derogation on the official form; 12 or 50 from 30 years of age on.
    pub derogation_code: Option<Derogation>,
    /// Signed contract of the apprentice that this one follows: none for type 11, asked for by the others.
    pub previous_contract_id: Option<ContractId>,
    /// DECA number of a previous contract that is not kept here.
    #[schema(format = "deca", max_length = 30, example = "010202310001351")]
    pub previous_contract_number: Option<String>,
    /// First day of execution.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day agreed.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
    /// Whether the employer attests that the tutors meet the conditions.
    pub tutor_attested: Option<bool>,
    /// Working time and place.
    pub work: Option<WorkTerms>,
    /// The training, as the contract says it.
    pub training: Option<TrainingTerms>,
    /// Pay.
    pub pay: Option<PayTerms>,
}

/// Any of the fields of a draft contract, null to clear.
pub type ContractPatch = MergePatch<ContractIn>;

impl ContractIn {
    /// What is written.
    pub fn agreement(&self) -> Agreement {
        let lines = self.pay.iter().flat_map(|pay| &pay.lines).copied().map(AgreedPayLine::from);
        let mut terms = terms::written(self.work.as_ref(), self.training.as_ref(), self.pay.as_ref());
        terms.tutor_attested = self.tutor_attested;
        Agreement { head: self.head(), terms, lines: lines.collect() }
    }

    fn head(&self) -> ContractHead {
        ContractHead {
            employer_id: self.employer_id,
            tutor_id: self.tutor_id,
            second_tutor_id: self.second_tutor_id,
            mode_code: self.mode_code.unwrap_or(ContractMode::FixedTerm),
            type_code: self.type_code,
            derogation_code: self.derogation_code,
            previous_contract_id: self.previous_contract_id,
            previous_contract_number: terms::normal(self.previous_contract_number.clone(), deca_number),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }
}

impl ContractIn {
    /// A contract as it would have been sent.
    pub fn of(row: &Contract, agreed: &Agreement) -> Self {
        Self {
            enrolment_id: row.enrolment_id,
            employer_id: row.employer_id,
            tutor_id: row.tutor_id,
            second_tutor_id: row.second_tutor_id,
            mode_code: Some(row.mode_code),
            type_code: row.type_code,
            derogation_code: row.derogation_code,
            previous_contract_id: row.previous_contract_id,
            previous_contract_number: row.previous_contract_number.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            tutor_attested: agreed.terms.tutor_attested,
            work: Some(WorkTerms::from(&agreed.terms)),
            training: Some(TrainingTerms::from(&agreed.terms)),
            pay: Some(PayTerms::of(&agreed.terms, &agreed.lines)),
        }
    }
}

/// An apprenticeship contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContractOut {
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
    /// Version of the official form whose codes are used.
    #[schema(max_length = 10)]
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
    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub effective_ends_on: NaiveDate,
    /// State kept.
    pub state: ContractState,
    /// Where it stands today.
    pub phase: Phase,
    /// Day of conclusion.
    pub signed_on: Option<NaiveDate>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl ContractOut {
    /// A contract as it stands on a day.
    pub fn on(today: NaiveDate, row: Contract) -> Self {
        Self {
            effective_ends_on: row.effective_ends_on(),
            phase: phase(&row, today),
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            enrolment_id: row.enrolment_id,
            employer_id: row.employer_id,
            tutor_id: row.tutor_id,
            second_tutor_id: row.second_tutor_id,
            form_version: row.form_version,
            mode_code: row.mode_code,
            type_code: row.type_code,
            derogation_code: row.derogation_code,
            previous_contract_id: row.previous_contract_id,
            previous_contract_number: row.previous_contract_number,
            deca_number: row.deca_number,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            state: row.state,
            signed_on: row.signed_on,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What narrows a list of contracts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContractParams {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only for this enrolment.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
    /// Only with this employer.
    #[param(value_type = Option<uuid::Uuid>)]
    pub employer: Option<EmployerId>,
    /// Only with this tutor.
    #[param(value_type = Option<uuid::Uuid>)]
    pub tutor: Option<TutorId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ContractState>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl ContractParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<ContractFilter, Problem> {
        Ok(ContractFilter {
            apprentice_id: self.apprentice,
            enrolment_id: self.enrolment,
            employer_id: self.employer,
            tutor_id: self.tutor,
            site_id: self.site,
            state: self.state,
            after: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}
