//! The boxes of the form beyond the core: the same shape in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::contracts::agreements::model::{AgreedPayLine, ContractTerms, PayBase};
use crate::law::identifiers as read;

/// Working time and place.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkTerms {
    /// Working time a week, in minutes.
    #[schema(minimum = 1, maximum = 10080, example = 2100)]
    pub weekly_minutes: Option<i32>,
    /// Whether the work is on dangerous machines or exposed to particular risks.
    pub dangerous_machines: Option<bool>,
    /// Place of work, only when it is not the employer's address.
    pub place: Option<Workplace>,
}

/// A place of work.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Workplace {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code: it says which public holidays apply.
    #[schema(format = "postal-code", max_length = 5, example = "57000")]
    pub postal_code: Option<String>,
    /// City.
    #[schema(min_length = 1, max_length = 100)]
    pub city: Option<String>,
}

/// The training, as the contract says it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingTerms {
    /// First day of practical training at the employer.
    pub practical_starts_on: Option<NaiveDate>,
    /// First day of training at the CFA; read from the cohort while it is not said.
    pub training_starts_on: Option<NaiveDate>,
    /// Day on which the papers or exams are expected to end.
    pub exams_end_on: Option<NaiveDate>,
    /// Hours of training at the CFA.
    #[schema(minimum = 1, maximum = 10000, example = 1350)]
    pub hours: Option<i32>,
    /// Whether the CFA is one of a company.
    pub company_cfa: Option<bool>,
    /// Diploma prepared, where it differs from what the programme says.
    pub diploma: Option<Diploma>,
    /// Main training place, only when it is not the site.
    pub place: Option<TrainingPlace>,
}

/// A diploma prepared.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Diploma {
    /// Code of eight characters.
    #[schema(format = "diploma-code", max_length = 20, example = "32031213")]
    pub code: Option<String>,
    /// Precise title.
    #[schema(min_length = 1, max_length = 300)]
    pub title: Option<String>,
    /// Type on the official form.
    #[schema(pattern = "^[0-9]{2}$", max_length = 2, example = "54")]
    pub type_code: Option<String>,
    /// RNCP number.
    #[schema(format = "rncp", max_length = 20, example = "RNCP38362")]
    pub rncp: Option<String>,
}

/// A place of training.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingPlace {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// UAI.
    #[schema(format = "uai", max_length = 10, example = "0951099D")]
    pub uai: Option<String>,
    /// SIRET.
    #[schema(format = "siret", min_length = 14, max_length = 20)]
    pub siret: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    pub address_line: Option<String>,
    /// Postal code.
    #[schema(format = "postal-code", max_length = 5)]
    pub postal_code: Option<String>,
    /// City.
    #[schema(min_length = 1, max_length = 100)]
    pub city: Option<String>,
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
    pub lines: Vec<PayTableLine>,
}

/// One line of the pay table.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayTableLine {
    /// Year of the table, 1 to 4.
    #[schema(minimum = 1, maximum = 4)]
    pub year: i16,
    /// Period of the year, 1 or 2.
    #[schema(minimum = 1, maximum = 2)]
    pub line: i16,
    /// First day of the period.
    #[schema(example = "2025-08-25")]
    pub from_on: NaiveDate,
    /// Last day of the period.
    #[schema(example = "2026-08-24")]
    pub to_on: NaiveDate,
    /// Percentage in hundredths: 4300 is 43 %.
    #[schema(minimum = 1, maximum = 100_000, example = 4300)]
    pub percent_hundredths: i32,
    /// What the percentage is taken of.
    pub base: PayBase,
}

/// What is written of the boxes, identifiers in their one normal form.
pub fn written(
    work: Option<&WorkTerms>,
    training: Option<&TrainingTerms>,
    pay: Option<&PayTerms>,
) -> ContractTerms {
    let mut terms = ContractTerms::default();
    if let Some(work) = work {
        write_work(&mut terms, work);
    }
    if let Some(training) = training {
        write_training(&mut terms, training);
    }
    if let Some(pay) = pay {
        write_pay(&mut terms, pay);
    }
    terms
}

fn write_work(terms: &mut ContractTerms, work: &WorkTerms) {
    let place = work.place.clone().unwrap_or_default();
    terms.weekly_minutes = work.weekly_minutes;
    terms.dangerous_machines = work.dangerous_machines;
    terms.workplace_name = place.name;
    terms.workplace_address_line = place.address_line;
    terms.workplace_postal_code = normal(place.postal_code, read::postal_code);
    terms.workplace_city = place.city;
}

fn write_training(terms: &mut ContractTerms, training: &TrainingTerms) {
    let diploma = training.diploma.clone().unwrap_or_default();
    let place = training.place.clone().unwrap_or_default();
    terms.practical_starts_on = training.practical_starts_on;
    terms.training_starts_on = training.training_starts_on;
    terms.exams_end_on = training.exams_end_on;
    terms.training_hours = training.hours;
    terms.company_cfa = training.company_cfa;
    terms.diploma_code = normal(diploma.code, read::diploma_code);
    terms.diploma_title = diploma.title;
    terms.diploma_type_code = diploma.type_code;
    terms.rncp = normal(diploma.rncp, read::rncp);
    terms.training_place_name = place.name;
    terms.training_place_uai = normal(place.uai, read::uai);
    terms.training_place_siret = normal(place.siret, read::siret);
    terms.training_place_address_line = place.address_line;
    terms.training_place_postal_code = normal(place.postal_code, read::postal_code);
    terms.training_place_city = place.city;
}

fn write_pay(terms: &mut ContractTerms, pay: &PayTerms) {
    terms.gross_salary_cents = pay.gross_salary_cents;
    terms.conventional_minimum_cents = pay.conventional_minimum_cents;
    terms.retirement_fund.clone_from(&pay.retirement_fund);
    terms.meal_cents = pay.meal_cents;
    terms.lodging_cents = pay.lodging_cents;
    terms.other_benefits = pay.other_benefits;
}

/// The one normal writing of an identifier the schema has already accepted.
pub fn normal<E>(given: Option<String>, reading: fn(&str) -> Result<String, E>) -> Option<String> {
    given.map(|given| reading(&given).unwrap_or(given))
}

impl From<&ContractTerms> for WorkTerms {
    fn from(terms: &ContractTerms) -> Self {
        Self {
            weekly_minutes: terms.weekly_minutes,
            dangerous_machines: terms.dangerous_machines,
            place: Some(Workplace {
                name: terms.workplace_name.clone(),
                address_line: terms.workplace_address_line.clone(),
                postal_code: terms.workplace_postal_code.clone(),
                city: terms.workplace_city.clone(),
            }),
        }
    }
}

impl From<&ContractTerms> for TrainingTerms {
    fn from(terms: &ContractTerms) -> Self {
        Self {
            practical_starts_on: terms.practical_starts_on,
            training_starts_on: terms.training_starts_on,
            exams_end_on: terms.exams_end_on,
            hours: terms.training_hours,
            company_cfa: terms.company_cfa,
            diploma: Some(Diploma {
                code: terms.diploma_code.clone(),
                title: terms.diploma_title.clone(),
                type_code: terms.diploma_type_code.clone(),
                rncp: terms.rncp.clone(),
            }),
            place: Some(TrainingPlace {
                name: terms.training_place_name.clone(),
                uai: terms.training_place_uai.clone(),
                siret: terms.training_place_siret.clone(),
                address_line: terms.training_place_address_line.clone(),
                postal_code: terms.training_place_postal_code.clone(),
                city: terms.training_place_city.clone(),
            }),
        }
    }
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
            lines: lines.iter().copied().map(PayTableLine::from).collect(),
        }
    }
}

impl From<AgreedPayLine> for PayTableLine {
    fn from(line: AgreedPayLine) -> Self {
        let AgreedPayLine { year, line, from_on, to_on, percent_hundredths, base } = line;
        Self { year, line, from_on, to_on, percent_hundredths, base }
    }
}

impl From<PayTableLine> for AgreedPayLine {
    fn from(line: PayTableLine) -> Self {
        let PayTableLine { year, line, from_on, to_on, percent_hundredths, base } = line;
        Self { year, line, from_on, to_on, percent_hundredths, base }
    }
}
