//! What the pay of a contract depends on: who is paid, and the terms in force.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::Value;

use crate::contracts::agreements::model::{AgreedPayLine, ContractTerms};
use crate::contracts::agreements::rules::pay::PaidPerson;
use crate::contracts::agreements::store::reachable;
use crate::contracts::agreements::{Agreement, Contract};
use crate::contracts::amendments::in_force::{self, TermsInForce};
use crate::ids::ContractId;
use crate::people::apprentices::model::EntryDates;
use crate::people::employers::model::Establishment;
use crate::platform::db::Tx;
use crate::schema::{
    apprentices, cohorts, contract_originals, contract_pay_lines, contract_terms, contracts, employers,
    enrolments,
};
use crate::trust::access::Reach;

/// A contract, whose pay it is, and what is agreed day after day.
pub struct Paid {
    pub contract: Contract,
    pub person: PaidPerson,
    pub terms: TermsInForce,
}

/// One contract within reach.
pub fn find(conn: &mut Tx, reach: &Reach, id: ContractId) -> QueryResult<Option<Paid>> {
    type PaidRow = (Contract, NaiveDate, EntryDates, Option<ContractTerms>, Establishment, Option<Value>);
    let found: Option<PaidRow> = reachable(reach)
        .inner_join(apprentices::table.on(apprentices::id.eq(contracts::apprentice_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(employers::table.on(employers::id.eq(contracts::employer_id)))
        .left_join(contract_terms::table.on(contract_terms::contract_id.eq(contracts::id)))
        .left_join(contract_originals::table.on(contract_originals::contract_id.eq(contracts::id)))
        .filter(contracts::id.eq(id))
        .select((
            Contract::as_select(),
            apprentices::born_on,
            EntryDates::as_select(),
            Option::<ContractTerms>::as_select(),
            Establishment::as_select(),
            contract_originals::agreed.nullable(),
        ))
        .first(conn)
        .optional()?;
    let Some((contract, born_on, dates, terms, employer, original)) = found else { return Ok(None) };
    let lines = list_lines(conn, id)?;
    let agreed = Agreement { head: contract.head(), terms: terms.unwrap_or_default(), lines };
    let terms = in_force::of_one(conn, id, (agreed, employer), original.as_ref())?;
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
