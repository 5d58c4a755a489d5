//! Lists of contracts.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};

use super::{ContractFilter, ContractQuery, reachable};
use crate::contracts::agreements::model::{Contract, ContractState, Phase};
use crate::ids::ContractId;
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{contract_employments, contracts, enrolments};
use crate::trust::access::Reach;

/// One more row than the limit, in the order of writing; phases and duties are those of a day.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ContractFilter,
    today: NaiveDate,
    page: &Rows<ContractId>,
) -> QueryResult<Vec<Contract>> {
    let mut rows = narrowed(reach, filter, today);
    if let Some(after) = page.after {
        rows = rows.filter(contracts::id.gt(after));
    }
    rows.select(Contract::as_select()).order(contracts::id).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ContractFilter, today: NaiveDate) -> QueryResult<i64> {
    narrowed(reach, filter, today).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &ContractFilter, today: NaiveDate) -> ContractQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(contracts::apprentice_id.eq(apprentice));
    }
    if let Some(enrolment) = filter.enrolment {
        rows = rows.filter(contracts::enrolment_id.eq(enrolment));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(contracts::enrolment_id.eq_any(theirs.select(enrolments::id)));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(contracts::apprentice_id.eq_any(on_duty_for(account, today)));
    }
    if let Some(employer) = filter.employer {
        let theirs = contract_employments::table.filter(contract_employments::employer_id.eq(employer));
        rows = rows.filter(contracts::id.eq_any(theirs.select(contract_employments::contract_id)));
    }
    if let Some(tutor) = filter.tutor {
        rows = rows.filter(contracts::tutor_id.eq(tutor));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(contracts::site_id.eq(site));
    }
    standing(rows, filter, today)
}

fn standing<'a>(mut rows: ContractQuery<'a>, filter: &ContractFilter, today: NaiveDate) -> ContractQuery<'a> {
    if let Some(state) = filter.state {
        rows = rows.filter(contracts::state.eq(state));
    }
    if let Some(phase) = filter.phase {
        rows = rows.filter(in_phase(phase, today));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(lasts_until(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(contracts::starts_on.le(to));
    }
    rows
}

type Condition<'a> = Box<dyn BoxableExpression<contracts::table, Pg, SqlType = Nullable<Bool>> + 'a>;

/// Whether the last day really under contract is not before a day.
fn lasts_until<'a>(day: NaiveDate) -> Condition<'a> {
    let unbroken = contracts::closed_on.is_null().and(contracts::ends_on.ge(day));
    Box::new(contracts::closed_on.ge(day).or(unbroken))
}

/// Where contracts stand on a day: what `phase_on` says of one, asked of all.
fn in_phase<'a>(phase: Phase, day: NaiveDate) -> Condition<'a> {
    let unbroken = || contracts::closed_on.is_null();
    let over = || contracts::closed_on.lt(day).or(unbroken().and(contracts::ends_on.lt(day)));
    let lasting = || contracts::closed_on.ge(day).or(unbroken().and(contracts::ends_on.ge(day)));
    let concluded = || contracts::state.eq_any([ContractState::Signed, ContractState::Broken]);
    match phase {
        Phase::Draft => Box::new(contracts::state.eq(ContractState::Draft).nullable()),
        Phase::Ready => Box::new(contracts::state.eq(ContractState::Ready).nullable()),
        Phase::Upcoming => Box::new(lasting().and(concluded()).and(contracts::starts_on.gt(day))),
        Phase::Running => Box::new(lasting().and(concluded()).and(contracts::starts_on.le(day))),
        Phase::Ended => Box::new(over().and(contracts::state.eq(ContractState::Signed))),
        Phase::Broken => Box::new(over().and(contracts::state.eq(ContractState::Broken))),
    }
}
