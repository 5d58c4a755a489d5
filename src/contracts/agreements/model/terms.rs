//! What the parties agree on, box by box of the official form.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Contract, ContractHead};
pub use crate::contracts::pay::PayBase;
use crate::schema::{contract_pay_lines, contract_terms};

/// Everything the parties agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The core.
    pub head: ContractHead,
    /// The boxes beyond the core.
    pub terms: ContractTerms,
    /// The pay table.
    pub lines: Vec<AgreedPayLine>,
}

impl Agreement {
    /// The core of a contract alone.
    pub fn core(row: &Contract) -> Self {
        Self { head: row.head(), terms: ContractTerms::default(), lines: Vec::new() }
    }
}

/// The boxes of a contract beyond its core; each may be unknown while the contract is a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct ContractTerms {
    /// Working time a week, in minutes.
    pub weekly_minutes: Option<i32>,
    /// Whether the work is on dangerous machines or exposed to particular risks.
    pub dangerous_machines: Option<bool>,
    /// First day of practical training at the employer.
    pub practical_starts_on: Option<NaiveDate>,
    /// First day of training at the CFA.
    pub training_starts_on: Option<NaiveDate>,
    /// Day on which the papers or exams are expected to end.
    pub exams_end_on: Option<NaiveDate>,
    /// Hours of training at the CFA.
    pub training_hours: Option<i32>,
    /// Monthly gross pay at hiring, in cents.
    pub gross_salary_cents: Option<i64>,
    /// Monthly conventional minimum of the job (SMC) in cents; null when none is above the SMIC.
    pub conventional_minimum_cents: Option<i64>,
    /// Supplementary retirement fund.
    pub retirement_fund: Option<String>,
    /// Benefit in kind: value of a meal, in cents.
    pub meal_cents: Option<i64>,
    /// Benefit in kind: value of a month of lodging, in cents.
    pub lodging_cents: Option<i64>,
    /// Whether there are other benefits in kind.
    pub other_benefits: Option<bool>,
    /// Whether the CFA is one of a company.
    pub company_cfa: Option<bool>,
    /// Diploma code of eight characters; null as the programme says.
    pub diploma_code: Option<String>,
    /// Precise title of the diploma; null as the programme says.
    pub diploma_title: Option<String>,
    /// Type of diploma on the official form; null as the programme says.
    pub diploma_type_code: Option<String>,
    /// RNCP number; null as the programme says.
    pub rncp: Option<String>,
    /// Main training place, when it is not the site: its name.
    pub training_place_name: Option<String>,
    /// Its UAI.
    pub training_place_uai: Option<String>,
    /// Its SIRET.
    pub training_place_siret: Option<String>,
    /// Its street and number.
    pub training_place_address_line: Option<String>,
    /// Its postal code.
    pub training_place_postal_code: Option<String>,
    /// Its city.
    pub training_place_city: Option<String>,
    /// Place of work, when it is not the employer's address: its name.
    pub workplace_name: Option<String>,
    /// Its street and number.
    pub workplace_address_line: Option<String>,
    /// Its postal code: it says which public holidays apply.
    pub workplace_postal_code: Option<String>,
    /// Its city.
    pub workplace_city: Option<String>,
    /// Whether the employer attests that the tutors meet the conditions.
    pub tutor_attested: Option<bool>,
}

/// One line of the pay table of the form: at most two for each of four years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = contract_pay_lines, check_for_backend(diesel::pg::Pg))]
pub struct AgreedPayLine {
    /// Year of the table, 1 to 4.
    pub year: i16,
    /// Period of the year, 1 or 2.
    pub line: i16,
    /// First day of the period.
    pub from_on: NaiveDate,
    /// Last day of the period.
    pub to_on: NaiveDate,
    /// Percentage in hundredths: 4300 is 43 %.
    pub percent_hundredths: i32,
    /// What the percentage is taken of.
    pub base: PayBase,
}
