//! What the pay of a contract depends on, read in two statements; amendments are read beside.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::AgreedPayLine;
use crate::contracts::agreements::rules::pay::PaidWork;
use crate::contracts::agreements::store::reachable;
use crate::contracts::pay::model::Extension;
use crate::ids::ContractId;
use crate::platform::db::Tx;
use crate::schema::{
    apprentices, cohorts, contract_pay_lines, contract_terms, contracts, employers, enrolments,
};
use crate::trust::access::Reach;

/// A contract, and what its pay depends on beside it.
#[derive(Debug, Clone, Queryable)]
pub struct Paid {
    pub contract: Contract,
    born_on: NaiveDate,
    cycle: (NaiveDate, NaiveDate),
    diploma_type_code: Option<String>,
    workplace_postal_code: Option<String>,
    employer_postal_code: Option<String>,
    conventional_minimum_cents: Option<i64>,
}

impl Paid {
    /// The same with its pay table, for the rules.
    pub fn paid_by<'a>(&'a self, lines: &'a [AgreedPayLine], extension: Option<Extension>) -> PaidWork<'a> {
        PaidWork {
            type_code: self.contract.type_code,
            starts_on: self.contract.starts_on,
            ends_on: self.contract.ends_on,
            born_on: self.born_on,
            cycle: self.cycle,
            diploma_type_code: self.diploma_type_code.as_deref(),
            postal_code: self.workplace_postal_code.as_deref().or(self.employer_postal_code.as_deref()),
            conventional_minimum_cents: self.conventional_minimum_cents,
            lines,
            extension,
        }
    }
}

/// One contract within reach.
pub fn find(conn: &mut Tx, reach: &Reach, id: ContractId) -> QueryResult<Option<Paid>> {
    reachable(reach)
        .inner_join(apprentices::table.on(apprentices::id.eq(contracts::apprentice_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(employers::table.on(employers::id.eq(contracts::employer_id)))
        .left_join(contract_terms::table.on(contract_terms::contract_id.eq(contracts::id)))
        .filter(contracts::id.eq(id))
        .select((
            Contract::as_select(),
            apprentices::born_on,
            (cohorts::starts_on, cohorts::ends_on),
            contract_terms::diploma_type_code.nullable(),
            contract_terms::workplace_postal_code.nullable(),
            employers::postal_code.nullable(),
            contract_terms::conventional_minimum_cents.nullable(),
        ))
        .first(conn)
        .optional()
}

/// The pay table of a contract within reach, in the order of the form.
pub fn list_lines(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<AgreedPayLine>> {
    contract_pay_lines::table
        .filter(contract_pay_lines::contract_id.eq(contract))
        .order((contract_pay_lines::year, contract_pay_lines::line))
        .select(AgreedPayLine::as_select())
        .load(conn)
}
