//! What the pay of a contract depends on: who is paid, and the terms in force.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::contracts::agreements::model::{AgreedPayLine, ContractTerms};
use crate::contracts::agreements::rules::pay::PaidPerson;
use crate::contracts::agreements::store::reachable;
use crate::contracts::agreements::{Agreement, Contract};
use crate::contracts::amendments::in_force::{self, TermsInForce};
use crate::ids::ContractId;
use crate::people::apprentices::model::EntryDates;
use crate::platform::db::Tx;
use crate::schema::{apprentices, cohorts, contract_pay_lines, contract_terms, contracts, enrolments};
use crate::trust::access::Reach;

/// A contract, whose pay it is, and what is agreed day after day.
pub struct Paid {
    pub contract: Contract,
    pub person: PaidPerson,
    pub terms: TermsInForce,
}

/// One contract within reach.
pub fn find(conn: &mut Tx, reach: &Reach, id: ContractId) -> QueryResult<Option<Paid>> {
    type PaidRow = (Contract, NaiveDate, EntryDates, Option<ContractTerms>);
    let found: Option<PaidRow> = reachable(reach)
        .inner_join(apprentices::table.on(apprentices::id.eq(contracts::apprentice_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .left_join(contract_terms::table.on(contract_terms::contract_id.eq(contracts::id)))
        .filter(contracts::id.eq(id))
        .select((
            Contract::as_select(),
            apprentices::born_on,
            EntryDates::as_select(),
            Option::<ContractTerms>::as_select(),
        ))
        .first(conn)
        .optional()?;
    let Some((contract, born_on, dates, terms)) = found else { return Ok(None) };
    let lines = list_lines(conn, id)?;
    let agreed = Agreement { head: contract.head(), terms: terms.unwrap_or_default(), lines };
    let terms = in_force::of_agreed(conn, &[id], HashMap::from([(id, agreed)]))?.remove(&id);
    let terms = terms.ok_or(diesel::result::Error::NotFound)?;
    let person = PaidPerson::of(contract.type_code, born_on, &dates);
    Ok(Some(Paid { contract, person, terms }))
}

/// The pay table of a contract within reach, in the order of the form.
fn list_lines(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<AgreedPayLine>> {
    contract_pay_lines::table
        .filter(contract_pay_lines::contract_id.eq(contract))
        .order((contract_pay_lines::year, contract_pay_lines::line))
        .select(AgreedPayLine::as_select())
        .load(conn)
}
