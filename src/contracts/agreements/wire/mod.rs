//! JSON in and out.

mod detail;
mod drafting;
mod readiness;

pub use detail::{ContractDetail, ContractOut, Hanging};
pub use drafting::{ContractDraftIn, OpenDraft, SentWithDraft};
pub use readiness::{ReadinessOut, ReadyIn, ReturnIn, SigningParams};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contracts::agreements::model::{
    AgreedPayLine, Agreement, Contract, ContractHead, ContractMode, ContractTerms, ContractType, Derogation,
    TrainingTerms, WorkTerms,
};
use crate::ids::{ContractId, EmployerId, EnrolmentId, TutorId};
use crate::law::identifiers;
use crate::platform::body::MergePatch;

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
    #[serde(default, deserialize_with = "identifiers::normal::deca_number_or_none")]
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

/// Pay, as the contract says it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayTerms {
    /// Monthly gross pay at hiring, in cents.
    #[schema(minimum = 0, maximum = 10_000_000, example = 78390)]
    pub gross_salary_cents: Option<i64>,
    /// Monthly conventional minimum of the job (SMC) in cents; none when no minimum is above the SMIC.
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub conventional_minimum_cents: Option<i64>,
    /// Supplementary retirement fund.
    #[schema(min_length = 1, max_length = 200, example = "AGIRC-ARRCO")]
    pub retirement_fund: Option<String>,
    /// Benefit in kind: value of a meal, in cents.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub meal_cents: Option<i64>,
    /// Benefit in kind: value of a month of lodging, in cents.
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub lodging_cents: Option<i64>,
    /// Whether there are other benefits in kind.
    pub other_benefits: Option<bool>,
    /// The pay table: at most two periods for each of four years.
    #[serde(default)]
    #[schema(max_items = 8)]
    pub lines: Vec<AgreedPayLine>,
}

impl PayTerms {
    /// The pay of a contract with its table.
    pub fn of(terms: &ContractTerms, lines: &[AgreedPayLine]) -> Self {
        Self {
            gross_salary_cents: terms.gross_salary_cents,
            conventional_minimum_cents: terms.conventional_minimum_cents,
            retirement_fund: terms.retirement_fund.clone(),
            meal_cents: terms.meal_cents,
            lodging_cents: terms.lodging_cents,
            other_benefits: terms.other_benefits,
            lines: lines.to_vec(),
        }
    }
}

/// Any of the fields of a draft contract, null to clear.
pub type ContractPatch = MergePatch<ContractIn>;

impl ContractIn {
    /// What is agreed.
    pub fn agreement(&self) -> Agreement {
        let pay = self.pay.clone().unwrap_or_default();
        Agreement {
            head: self.head(),
            terms: ContractTerms {
                work: self.work.clone().unwrap_or_default(),
                training: self.training.clone().unwrap_or_default(),
                gross_salary_cents: pay.gross_salary_cents,
                conventional_minimum_cents: pay.conventional_minimum_cents,
                retirement_fund: pay.retirement_fund,
                meal_cents: pay.meal_cents,
                lodging_cents: pay.lodging_cents,
                other_benefits: pay.other_benefits,
                tutor_attested: self.tutor_attested,
            },
            lines: pay.lines,
        }
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
            previous_contract_number: self.previous_contract_number.clone(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
        }
    }

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
            work: Some(agreed.terms.work.clone()),
            training: Some(agreed.terms.training.clone()),
            pay: Some(PayTerms::of(&agreed.terms, &agreed.lines)),
        }
    }
}
