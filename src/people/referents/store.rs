//! Every query on referents.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, TimeDelta};
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{Duty, NamedReferent, Referent, ReferentKind, ReferentPeriod};
use super::rules;
use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, CohortId, ReferentId, SiteId};
use crate::law::calendar::add_days;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{accounts, enrolments, referents};
use crate::trust::access::{Bounds, Reach, followed_apprentices};

/// Rows written by one statement.
const AT_ONCE: usize = 500;

/// What is written within so long of another row was written by the same request.
const LONGEST_REQUEST: TimeDelta = TimeDelta::seconds(12);

/// What narrows a list of referents.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReferentFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only this manager or trainer.
    #[param(value_type = Option<uuid::Uuid>)]
    pub account: Option<AccountId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only the periods this day is in.
    pub on: Option<NaiveDate>,
}

#[diesel::dsl::auto_type(type_case = "PascalCase")]
fn referents_named() -> _ {
    referents::table.inner_join(accounts::table.on(accounts::id.eq(referents::account_id)))
}

type ReferentsQuery<'a> = diesel::dsl::IntoBoxed<'a, ReferentsNamed, Pg>;
type Columns = (diesel::dsl::AsSelect<Referent, Pg>, accounts::display_name, accounts::disabled_at);

fn columns() -> Columns {
    (Referent::as_select(), accounts::display_name, accounts::disabled_at)
}

/// The periods within reach: about the apprentices they follow for tutors, about themselves for students.
fn reachable<'a>(reach: &Reach) -> ReferentsQuery<'a> {
    let rows = referents_named().into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, referents::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(referents::apprentice_id.eq_any(followed_apprentices(*tutor))),
        Bounds::Link { .. } => rows.filter(referents::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(referents::apprentice_id.eq(*apprentice)),
    }
}

/// One period.
pub fn find(conn: &mut Tx, reach: &Reach, id: ReferentId) -> QueryResult<Option<NamedReferent>> {
    reachable(reach).filter(referents::id.eq(id)).select(columns()).first(conn).optional()
}

/// One more row than the limit, in the order they were written.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ReferentFilter,
    page: &Rows<ReferentId>,
) -> QueryResult<Vec<NamedReferent>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = page.after {
        rows = rows.filter(referents::id.gt(after));
    }
    rows.select(columns()).order(referents::id).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ReferentFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &ReferentFilter) -> ReferentsQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(referents::apprentice_id.eq(apprentice));
    }
    if let Some(account) = filter.account {
        rows = rows.filter(referents::account_id.eq(account));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(referents::site_id.eq(site));
    }
    if let Some(day) = filter.on {
        let goes_on = referents::to_on.is_null().or(referents::to_on.ge(day));
        rows = rows.filter(referents::from_on.le(day)).filter(goes_on);
    }
    rows
}

/// Every period of apprentices already found within reach, in the order of their first days.
pub fn periods_of(conn: &mut Tx, apprentices: &[ApprenticeId]) -> QueryResult<Vec<NamedReferent>> {
    referents_named()
        .filter(referents::apprentice_id.eq(any_of(apprentices.to_vec())))
        .order((referents::from_on, referents::id))
        .select(columns())
        .load(conn)
}

/// Who follows apprentices already found within reach, on any day: one statement for all of them.
#[derive(Debug, Clone, Default)]
pub struct Duties(HashMap<ApprenticeId, Vec<NamedReferent>>);

impl Duties {
    /// Who is on duty for an apprentice on a day.
    pub fn on(&self, apprentice: ApprenticeId, day: NaiveDate) -> Option<Duty> {
        let periods = self.0.get(&apprentice)?;
        rules::on_duty(periods, day).map(Duty::from)
    }
}

/// Who follows apprentices already found within reach, whatever the day.
pub fn duties(conn: &mut Tx, apprentices: &[ApprenticeId]) -> QueryResult<Duties> {
    let mut grouped: HashMap<ApprenticeId, Vec<NamedReferent>> = HashMap::new();
    for row in periods_of(conn, apprentices)? {
        grouped.entry(row.referent.period.apprentice_id).or_default().push(row);
    }
    Ok(Duties(grouped))
}

/// Who is on duty on a day for apprentices already found within reach: a deputy within their dates, else the referent.
pub fn on_duty(
    conn: &mut Tx,
    apprentices: &[ApprenticeId],
    day: NaiveDate,
) -> QueryResult<HashMap<ApprenticeId, Duty>> {
    let duties = duties(conn, apprentices)?;
    Ok(apprentices.iter().filter_map(|id| Some((*id, duties.on(*id, day)?))).collect())
}

/// How many apprentices each of these accounts is the referent of on a day.
pub fn loads(conn: &mut Tx, of: &[AccountId], day: NaiveDate) -> QueryResult<BTreeMap<AccountId, usize>> {
    let goes_on = referents::to_on.is_null().or(referents::to_on.ge(day));
    let counted: Vec<(AccountId, i64)> = referents::table
        .filter(referents::account_id.eq(any_of(of.to_vec())))
        .filter(referents::kind.eq(ReferentKind::Referent))
        .filter(referents::from_on.le(day))
        .filter(goes_on)
        .group_by(referents::account_id)
        .select((referents::account_id, count_star()))
        .load(conn)?;
    Ok(counted.into_iter().map(|(account, n)| (account, usize::try_from(n).unwrap_or_default())).collect())
}

/// The apprentices of a cohort already found within reach, those excluded by a day apart, in the order of identifiers.
pub fn enrolled(conn: &mut Tx, cohort: CohortId, day: NaiveDate) -> QueryResult<Vec<ApprenticeId>> {
    enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::excluded_on.is_null().or(enrolments::excluded_on.gt(day)))
        .order(enrolments::apprentice_id)
        .select(enrolments::apprentice_id)
        .load(conn)
}

/// Writes periods; the apprentices are held before.
pub fn insert(tx: &mut Tx, site: SiteId, periods: &[ReferentPeriod]) -> QueryResult<Vec<Referent>> {
    let rows: Vec<_> = periods
        .iter()
        .map(|period| (referents::id.eq(ReferentId::new()), referents::site_id.eq(site), *period))
        .collect();
    let mut written = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(AT_ONCE) {
        let inserted = diesel::insert_into(referents::table).values(chunk);
        written.extend(inserted.returning(Referent::as_returning()).get_results::<Referent>(tx)?);
    }
    Ok(written)
}

/// Writes the days of a period anew.
pub fn change(
    tx: &mut Tx,
    id: ReferentId,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
) -> QueryResult<Referent> {
    diesel::update(referents::table.find(id))
        .set((referents::from_on.eq(from_on), referents::to_on.eq(to_on)))
        .returning(Referent::as_returning())
        .get_result(tx)
}

/// Removes a period entered by mistake.
pub fn remove(tx: &mut Tx, id: ReferentId) -> QueryResult<()> {
    diesel::delete(referents::table.find(id)).execute(tx).map(drop)
}

/// Lets the period that another ended as it began, in the same request, go on as long as that one would have.
pub fn go_on(tx: &mut Tx, taken_back: &Referent) -> QueryResult<()> {
    let period = taken_back.period;
    let before = referents::table
        .filter(referents::apprentice_id.eq(period.apprentice_id))
        .filter(referents::kind.eq(period.kind))
        .filter(referents::to_on.eq(add_days(period.from_on, -1)))
        .filter(referents::updated_at.ge(taken_back.created_at))
        .filter(referents::updated_at.le(taken_back.created_at + LONGEST_REQUEST));
    diesel::update(before).set(referents::to_on.eq(period.to_on)).execute(tx).map(drop)
}
