//! Lists of visits, and whose duty each is.

use chrono::NaiveDate;
use diesel::dsl::{case_when, exists, not};
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{VisitQuery, reachable};
use crate::follow_up::visits::model::Visit;
use crate::follow_up::visits::rules::VisitState;
use crate::ids::{AccountId, ApprenticeId, CohortId, ContractId, SiteId, TutorId};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::{Day, Rows};
use crate::schema::{contracts, enrolments, referents, visits};
use crate::trust::access::Reach;

/// What narrows a list of visits.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VisitFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only under this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only received by this tutor.
    #[param(value_type = Option<uuid::Uuid>)]
    pub tutor: Option<TutorId>,
    /// Only those on which this manager or trainer is on duty: on the day planned, today when it is over.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<VisitState>,
    /// `true` for those planned whose last day is over.
    #[serde(default)]
    pub late: bool,
    /// Only those whose last day comes before this one.
    pub due_before: Option<NaiveDate>,
    /// Only under contracts for enrolments in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only those planned from this day on.
    pub from: Option<NaiveDate>,
    /// Only those planned by this day.
    pub to: Option<NaiveDate>,
}

/// One more row than the limit, by day planned.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &VisitFilter,
    today: NaiveDate,
    page: &Rows<Day>,
) -> QueryResult<Vec<Visit>> {
    let mut rows = dated(narrowed(reachable(reach), filter), filter, today);
    if let Some(after) = &page.after {
        let tie = visits::planned_on.gt(after.on).or(visits::id.gt(after.id));
        rows = rows.filter(visits::planned_on.ge(after.on)).filter(tie);
    }
    rows.select(Visit::as_select())
        .order((visits::planned_on, visits::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// Most visits read of one apprentice at once.
const MOST_HELD: i64 = 200;

/// The visits of an apprentice of a site, found within reach, that took place, in the order of time.
pub fn held_of(conn: &mut Tx, (site, apprentice): (SiteId, ApprenticeId)) -> QueryResult<Vec<Visit>> {
    visits::table
        .filter(visits::site_id.eq(site))
        .filter(visits::apprentice_id.eq(apprentice))
        .filter(visits::held_on.is_not_null())
        .order((visits::held_on, visits::id))
        .select(Visit::as_select())
        .first_rows(MOST_HELD)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &VisitFilter, today: NaiveDate) -> QueryResult<i64> {
    dated(narrowed(reachable(reach), filter), filter, today).count().get_result(conn)
}

/// The sites of the rows of the whole list, at most so many rows.
pub fn sites_of(
    conn: &mut Tx,
    reach: &Reach,
    filter: &VisitFilter,
    today: NaiveDate,
    most: i64,
) -> QueryResult<Vec<SiteId>> {
    let rows = dated(narrowed(reachable(reach), filter), filter, today);
    rows.select(visits::site_id).first_rows(most).load(conn)
}

fn dated<'a>(mut rows: VisitQuery<'a>, filter: &VisitFilter, today: NaiveDate) -> VisitQuery<'a> {
    if filter.late {
        rows = rows.filter(visits::state.eq(VisitState::Planned)).filter(visits::due_on.lt(today));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(exists(duty(account, today)));
    }
    if let Some(day) = filter.due_before {
        rows = rows.filter(visits::due_on.lt(day));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(visits::planned_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(visits::planned_on.le(to));
    }
    rows
}

fn narrowed<'a>(mut rows: VisitQuery<'a>, filter: &VisitFilter) -> VisitQuery<'a> {
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(visits::apprentice_id.eq(apprentice));
    }
    if let Some(contract) = filter.contract {
        rows = rows.filter(visits::contract_id.eq(contract));
    }
    if let Some(tutor) = filter.tutor {
        rows = rows.filter(visits::tutor_id.eq(tutor));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(visits::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = contracts::table
            .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
            .filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(visits::contract_id.eq_any(theirs.select(contracts::id)));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(visits::state.eq(state));
    }
    rows
}

diesel::define_sql_function! {
    /// The later of two days.
    fn greatest(one: diesel::sql_types::Date, other: diesel::sql_types::Date) -> diesel::sql_types::Date;
}

diesel::alias!(referents as deputies: Deputies);

/// The period in which somebody is on duty for a visit: on the day planned, and today when that day is over.
#[diesel::dsl::auto_type]
fn duty(account: AccountId, today: NaiveDate) -> _ {
    let day = case_when(visits::state.eq("planned"), greatest(visits::planned_on, today))
        .otherwise(visits::planned_on);
    let from_on = deputies.field(referents::from_on);
    let to_on = deputies.field(referents::to_on);
    let stand_in = deputies
        .filter(deputies.field(referents::apprentice_id).eq(visits::apprentice_id))
        .filter(deputies.field(referents::kind).eq("deputy"))
        .filter(from_on.le(day))
        .filter(to_on.ge(day.nullable()));
    referents::table
        .filter(referents::apprentice_id.eq(visits::apprentice_id))
        .filter(referents::account_id.eq(account))
        .filter(referents::from_on.le(day))
        .filter(referents::to_on.is_null().or(referents::to_on.ge(day.nullable())))
        .filter(referents::kind.eq("deputy").or(not(exists(stand_in))))
}
