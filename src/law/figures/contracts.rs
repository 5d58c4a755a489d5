//! The figures on contracts, as `catalogue/law/contracts.toml` gives them.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::law::calendar::{LeapBirthday, age_on, birthday};

/// Figures on contracts in force together.
#[derive(Debug, Clone, Deserialize)]
pub struct ContractLaw {
    pub age: AgeLaw,
    /// Length of a contract.
    pub duration: DurationLaw,
    /// Contracts one after another.
    pub succession: SuccessionLaw,
    /// Windows around the cycle and the start.
    pub window: WindowLaw,
    /// Working time.
    pub work: WorkLaw,
    /// Company tutors.
    pub tutor: TutorLaw,
    pub deposit: DepositLaw,
    /// What follows the start.
    pub follow_up: FollowUpLaw,
}

/// Ages, in full years.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeLaw {
    /// Youngest at the start, lower secondary school completed (L6222-1).
    pub youngest: u32,
    /// Age from which no condition of schooling is asked (L6222-1).
    pub without_condition: u32,
    /// Age not to be reached at the start (L6222-1).
    pub limit: u32,
    /// Oldest at the signature in cases 1 and 2 of L6222-2 (D6222-1).
    pub extended_maximum: u32,
    /// Months since the previous contract in those cases (D6222-1).
    pub extended_within_months: u32,
    /// Civil majority.
    pub adult: u32,
    /// When who is born on a 29 February reaches an age.
    #[serde(default)]
    pub born_on_29_february: LeapBirthday,
}

impl AgeLaw {
    /// Completed years on a day.
    pub fn age_on(&self, born_on: NaiveDate, on: NaiveDate) -> u32 {
        age_on(born_on, on, self.born_on_29_february)
    }

    /// The day an age is reached.
    pub fn birthday(&self, born_on: NaiveDate, age: u32) -> NaiveDate {
        birthday(born_on, age, self.born_on_29_february)
    }

    /// Whether somebody is under the civil majority on a day.
    pub fn is_minor(&self, born_on: NaiveDate, on: NaiveDate) -> bool {
        self.age_on(born_on, on) < self.adult
    }
}

/// Length of a contract, in months.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DurationLaw {
    /// Shortest (L6222-7-1).
    pub minimum_months: u32,
    /// Longest (L6222-7-1).
    pub maximum_months: u32,
    /// Longest for a disabled worker or a high-level athlete (R6222-46, R6222-59).
    pub extended_maximum_months: u32,
}

/// Contracts one after another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuccessionLaw {
    /// Contracts of one level before another of that level needs an authorisation (L6222-15).
    pub contracts_of_one_level: usize,
}

/// Windows, in months.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowLaw {
    /// Earliest start before the cycle (L6222-12).
    pub before_cycle_months: u32,
    /// Latest start after the beginning of the cycle (L6222-12-1).
    pub after_cycle_months: u32,
    /// Latest start of the practical training after the start of the contract (L6222-12).
    pub practical_within_months: u32,
    /// Latest start at the CFA after the start of the contract (L6222-12).
    pub cfa_within_months: u32,
    /// Latest end of the contract after the last exam (help of the official form).
    pub end_after_exams_months: u32,
}

/// Working time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkLaw {
    /// Hours of the legal week.
    pub legal_weekly_hours: u32,
    /// Most hours a week the official form accepts.
    pub longest_weekly_hours: u32,
    /// Most hours a week of a minor (L3162-1).
    pub longest_weekly_hours_minor: u32,
    /// Least share of the contract spent at the CFA, in hundredths (L6211-2).
    pub cfa_share_percent: u32,
    /// Hours worked in a full year.
    pub yearly_hours: u32,
}

/// Company tutors.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TutorLaw {
    /// Most apprentices at once (R6223-6).
    pub apprentices: u32,
    /// Most apprentices whose training is prolonged after a failure, on top (R6223-6).
    pub repeaters: u32,
    /// Longest individual derogation to those numbers, in years (R6223-7).
    pub derogation_years: u8,
    /// Years of related activity asked with a diploma of the level prepared (R6223-22).
    pub experience_years_with_diploma: u32,
    /// Years of related activity asked without it (R6223-22).
    pub experience_years_without_diploma: u32,
}

/// Deposit of the contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepositLaw {
    /// Working days (Monday to Saturday) after the start of execution (D6224-1).
    pub working_days: u32,
    /// Calendar days for the answer from the complete file (R6224-3).
    pub answer_days: u32,
    /// What silence means after those days.
    pub silence: Silence,
    /// What it means for a public employer.
    pub public_silence: Silence,
}

/// What silence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The answer is no.
    Refusal,
    /// The answer is yes.
    Acceptance,
}

/// What follows the start of a contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpLaw {
    /// Months to the medical visit (R6222-36).
    pub medical_visit_months: u32,
    /// Days to the student card from the enrolment at the CFA (D6222-42).
    pub student_card_days: u32,
    /// Months after the term to send the last invoice (R6332-25).
    pub last_invoice_months: u32,
    /// Whether the medical visit of minors and night workers comes before the first day.
    pub medical_visit_before_start: bool,
    /// Months of training kept after a rupture (L6222-18-2).
    pub training_after_rupture_months: u32,
    /// Days of practical training during which either side may leave freely (L6222-18).
    pub free_rupture_days: u32,
    /// Which absences from the company suspend those days.
    #[serde(default)]
    pub suspending_absences: SuspendingAbsences,
}

/// Which absences of a whole day suspend the days of practical training; leaves are rest and always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspendingAbsences {
    /// Sickness and accidents at work only: what was judged.
    #[default]
    SicknessAndAccident,
    /// Every absence of a whole day.
    Every,
}
