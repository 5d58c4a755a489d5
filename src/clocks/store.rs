//! What surrounds a contract already found within reach, in one statement.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::contracts::Contract;
use crate::contracts::model::{ContractFiling, ContractTerms};
use crate::platform::db::Tx;
use crate::schema::{
    apprentices, cohorts, contract_filings, contract_terms, employers, enrolments, programmes,
};

/// The facts kept around a contract.
#[derive(Debug, Clone, Queryable)]
pub struct Surroundings {
    /// Birth date of the apprentice.
    pub born_on: NaiveDate,
    /// Day of enrolment.
    pub enrolled_on: NaiveDate,
    /// First day of the cohort's cycle.
    pub cycle_starts_on: NaiveDate,
    /// Last day of the cohort's cycle.
    pub cycle_ends_on: NaiveDate,
    /// Code of the programme in the catalogue.
    pub programme_code: String,
    /// What is agreed beyond the core.
    pub terms: Option<ContractTerms>,
    /// Type of employer on the official form.
    pub employer_kind_code: Option<String>,
    /// Postal code of the employer.
    pub employer_postal_code: Option<String>,
}

/// What surrounds a contract.
pub fn find_surroundings(conn: &mut Tx, contract: &Contract) -> QueryResult<Surroundings> {
    enrolments::table
        .find(contract.enrolment_id)
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .inner_join(employers::table.on(employers::id.eq(contract.employer_id)))
        .left_join(contract_terms::table.on(contract_terms::contract_id.eq(contract.id)))
        .select((
            apprentices::born_on,
            enrolments::enrolled_on,
            cohorts::starts_on,
            cohorts::ends_on,
            programmes::code,
            Option::<ContractTerms>::as_select(),
            employers::kind_code,
            employers::postal_code,
        ))
        .first(conn)
}

/// The last deposit of a contract.
pub fn last_filing(conn: &mut Tx, contract: &Contract) -> QueryResult<Option<ContractFiling>> {
    contract_filings::table
        .filter(contract_filings::contract_id.eq(contract.id))
        .order(contract_filings::attempt.desc())
        .select(ContractFiling::as_select())
        .first(conn)
        .optional()
}
