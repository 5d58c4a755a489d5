//! What the parties agree on, box by box of the official form.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Contract, ContractHead};
pub use crate::contracts::pay::PayBase;
use crate::ids::EmployerId;
use crate::law::calendar::Period;
use crate::law::identifiers::normal;
use crate::law::territories::WorkLocation;
use crate::platform::body::or_default;
use crate::schema::{contract_employments, contract_pay_lines, contract_terms};

/// Everything the parties agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    pub head: ContractHead,
    pub terms: ContractTerms,
    pub lines: Vec<AgreedPayLine>,
}

impl Agreement {
    /// The core of a contract alone.
    pub fn core(row: &Contract) -> Self {
        Self { head: row.head(), terms: ContractTerms::default(), lines: Vec::new() }
    }
}

/// The boxes of a contract beyond its core; each may be unknown while the contract is a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct ContractTerms {
    #[diesel(embed)]
    pub work: WorkTerms,
    #[diesel(embed)]
    pub training: TrainingTerms,
    /// Monthly, at hiring.
    pub gross_salary_cents: Option<i64>,
    /// Monthly conventional minimum of the job (SMC); null when none is above the SMIC.
    pub conventional_minimum_cents: Option<i64>,
    pub retirement_fund: Option<String>,
    /// Benefit in kind: value of a meal.
    pub meal_cents: Option<i64>,
    /// Benefit in kind: value of a month of lodging.
    pub lodging_cents: Option<i64>,
    pub other_benefits: Option<bool>,
    /// Whether the employer attests that the tutors meet the conditions.
    pub tutor_attested: Option<bool>,
}

/// Who employs under a contract and where, from a day to a day: kept for whoever reads the facts of a day.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = contract_employments)]
pub struct Employment {
    pub from_on: NaiveDate,
    /// Last day agreed; a rupture ends it earlier.
    pub to_on: NaiveDate,
    pub employer_id: EmployerId,
    /// Postal code of the place of work, when it is not the employer's address.
    pub workplace_postal_code: Option<String>,
    /// Country of the place of work; France when it is not said.
    pub workplace_country: Option<String>,
    /// Whether Good Friday is off there.
    pub workplace_good_friday_off: Option<bool>,
}

impl Employment {
    /// The same terms from a day to a day.
    pub fn of(agreed: &Agreement, days: Period) -> Self {
        Self {
            from_on: days.from,
            to_on: days.to,
            employer_id: agreed.head.employer_id,
            workplace_postal_code: agreed.terms.work.place.postal_code.clone(),
            workplace_country: agreed.terms.work.place.country.clone(),
            workplace_good_friday_off: agreed.terms.work.place.good_friday_off,
        }
    }

    /// The same terms during the whole contract.
    pub fn whole(agreed: &Agreement) -> Self {
        Self::of(agreed, Period { from: agreed.head.starts_on, to: agreed.head.ends_on })
    }
}

/// Working time and place.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct WorkTerms {
    /// Working time a week, in minutes.
    #[schema(minimum = 1, maximum = 10080, example = 2100)]
    pub weekly_minutes: Option<i32>,
    /// Whether the work is on dangerous machines or exposed to particular risks.
    pub dangerous_machines: Option<bool>,
    /// Place of work, only when it is not the employer's address.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(value_type = Option<Workplace>)]
    #[diesel(embed)]
    pub place: Workplace,
}

/// A place of work.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Workplace {
    /// Its name.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    #[diesel(column_name = workplace_name)]
    pub name: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    #[diesel(column_name = workplace_address_line)]
    pub address_line: Option<String>,
    /// Postal code, of the country: in France it says which public holidays apply.
    #[serde(default, deserialize_with = "normal::postal_code_or_none")]
    #[schema(format = "postal-code", max_length = 20, example = "57000")]
    #[diesel(column_name = workplace_postal_code)]
    pub postal_code: Option<String>,
    /// City.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    #[diesel(column_name = workplace_city)]
    pub city: Option<String>,
    /// Country, ISO 3166-1 code of two letters; France when absent, its territories overseas included.
    #[serde(default, deserialize_with = "normal::country_or_none")]
    #[schema(format = "country", max_length = 60, example = "FR")]
    #[diesel(column_name = workplace_country)]
    pub country: Option<String>,
    /// Whether Good Friday is off there, as it is in communes with a Protestant or a mixed church (Code du travail,
    /// art. L3134-13); only with a postal code of Moselle, Bas-Rhin or Haut-Rhin (57, 67, 68); null when not known: the
    /// earliest dates are then told. A fact of the place, which may be corrected once the contract is signed.
    #[diesel(column_name = workplace_good_friday_off)]
    pub good_friday_off: Option<bool>,
}

impl Workplace {
    /// The place, as far as public holidays and the minimum wage go.
    pub fn location(&self) -> WorkLocation {
        (self.postal_code.clone(), self.country.clone(), self.good_friday_off).into()
    }
}

/// The training, as the contract says it.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct TrainingTerms {
    /// First day of practical training at the employer.
    pub practical_starts_on: Option<NaiveDate>,
    /// First day of training at the CFA; read from the cohort while it is not said.
    pub training_starts_on: Option<NaiveDate>,
    /// Day on which the papers or exams are expected to end.
    pub exams_end_on: Option<NaiveDate>,
    /// Hours of training at the CFA.
    #[schema(minimum = 1, maximum = 10000, example = 1350)]
    #[diesel(column_name = training_hours)]
    pub hours: Option<i32>,
    /// Whether the CFA is one of a company.
    pub company_cfa: Option<bool>,
    /// Diploma prepared, where it differs from what the programme says.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(value_type = Option<Diploma>)]
    #[diesel(embed)]
    pub diploma: Diploma,
    /// Main training place, only when it is not the site.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(value_type = Option<TrainingPlace>)]
    #[diesel(embed)]
    pub place: TrainingPlace,
}

/// A diploma prepared.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct Diploma {
    /// Code of eight characters.
    #[serde(default, deserialize_with = "normal::diploma_code_or_none")]
    #[schema(format = "diploma-code", max_length = 20, example = "32031213")]
    #[diesel(column_name = diploma_code)]
    pub code: Option<String>,
    /// Precise title.
    #[schema(min_length = 1, max_length = 300)]
    #[diesel(column_name = diploma_title)]
    pub title: Option<String>,
    /// Type on the official form.
    #[schema(pattern = "^[0-9]{2}$", max_length = 2, example = "54")]
    #[diesel(column_name = diploma_type_code)]
    pub type_code: Option<String>,
    /// RNCP number.
    #[serde(default, deserialize_with = "normal::rncp_or_none")]
    #[schema(format = "rncp", max_length = 20, example = "RNCP38362")]
    pub rncp: Option<String>,
}

/// A place of training.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = contract_terms, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct TrainingPlace {
    /// Its name.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    #[diesel(column_name = training_place_name)]
    pub name: Option<String>,
    /// UAI.
    #[serde(default, deserialize_with = "normal::uai_or_none")]
    #[schema(format = "uai", max_length = 10, example = "0951099D")]
    #[diesel(column_name = training_place_uai)]
    pub uai: Option<String>,
    /// SIRET.
    #[serde(default, deserialize_with = "normal::siret_or_none")]
    #[schema(format = "siret", min_length = 14, max_length = 20)]
    #[diesel(column_name = training_place_siret)]
    pub siret: Option<String>,
    /// Street and number.
    #[schema(min_length = 1, max_length = 200)]
    #[diesel(column_name = training_place_address_line)]
    pub address_line: Option<String>,
    /// Postal code: this place is in France.
    #[serde(default, deserialize_with = "normal::french_postal_code_or_none")]
    #[schema(format = "french-postal-code", max_length = 6)]
    #[diesel(column_name = training_place_postal_code)]
    pub postal_code: Option<String>,
    /// City.
    #[schema(format = "name", min_length = 1, max_length = 100)]
    #[serde(default, deserialize_with = "normal::name_or_none")]
    #[diesel(column_name = training_place_city)]
    pub city: Option<String>,
}

/// One line of the pay table of the form: at most two for each of four years.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = contract_pay_lines, check_for_backend(diesel::pg::Pg))]
#[schema(as = PayTableLine)]
pub struct AgreedPayLine {
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
