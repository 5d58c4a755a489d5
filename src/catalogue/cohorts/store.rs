//! Every query on cohorts.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{InnerJoin, IntoBoxed, exists};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::at_sites;
use crate::catalogue::cohorts::model::{Cohort, CohortFacts};
use crate::catalogue::cohorts::rules::ONE_COHORT_A_START;
use crate::catalogue::programmes::store::programme_id;
use crate::ids::{CohortId, ProgrammeId, SiteId};
use crate::law::calendar::french_day;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Day, Rows};
use crate::say;
use crate::schema::{cohorts, enrolments, programmes};
use crate::trust::access::{Bounds, Reach, followed_enrolments};

/// What narrows a list of cohorts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CohortFilter {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this programme, by its code.
    #[param(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: Option<String>,
}

type CohortRows<'a> = IntoBoxed<'a, InnerJoin<cohorts::table, programmes::table>, Pg>;

/// The cohorts within reach: their apprentices' for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> CohortRows<'a> {
    let rows = cohorts::table.inner_join(programmes::table).into_boxed();
    let here = enrolments::table.filter(enrolments::cohort_id.eq(cohorts::id));
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, cohorts::site_id, sites),
        Bounds::Tutor(tutor) => {
            rows.filter(exists(here.filter(enrolments::id.eq_any(followed_enrolments(*tutor)))))
        }
        Bounds::Link { .. } => rows.filter(cohorts::id.is_null()),
        Bounds::Apprentice(apprentice) => {
            rows.filter(exists(here.filter(enrolments::apprentice_id.eq(*apprentice))))
        }
    }
}

/// One cohort.
pub fn find(conn: &mut Tx, reach: &Reach, id: CohortId) -> QueryResult<Option<Cohort>> {
    reachable(reach).filter(cohorts::id.eq(id)).select(Cohort::as_select()).first(conn).optional()
}

/// One cohort, locked until the end of the transaction: nobody can be enrolled in it meanwhile.
pub fn lock(tx: &mut Tx, reach: &Reach, id: CohortId) -> QueryResult<Option<Cohort>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    cohorts::table.find(id).for_update().select(cohorts::id).first::<CohortId>(tx)?;
    find(tx, reach, id)
}

/// One more row than the limit, the latest start first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &CohortFilter,
    page: &Rows<Day>,
) -> QueryResult<Vec<Cohort>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = &page.after {
        let tie = cohorts::starts_on.lt(after.on).or(cohorts::id.gt(after.id));
        rows = rows.filter(cohorts::starts_on.le(after.on)).filter(tie);
    }
    rows.select(Cohort::as_select())
        .order((cohorts::starts_on.desc(), cohorts::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &CohortFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &CohortFilter) -> CohortRows<'a> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(cohorts::site_id.eq(site));
    }
    if let Some(code) = &filter.programme {
        rows = rows.filter(cohorts::programme_id.eq(programme_id(code)));
    }
    rows
}

/// The names of the cohorts of a programme at a site.
pub fn names_of(conn: &mut Tx, site: SiteId, programme: ProgrammeId) -> QueryResult<Vec<String>> {
    let known = cohorts::table.filter(cohorts::site_id.eq(site)).filter(cohorts::programme_id.eq(programme));
    known.select(cohorts::name).load(conn)
}

/// The names of cohorts named by rows already found within reach.
pub fn names_by_id(conn: &mut Tx, ids: Vec<CohortId>) -> QueryResult<HashMap<CohortId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = cohorts::table.filter(cohorts::id.eq(any_of(ids))).select((cohorts::id, cohorts::name));
    Ok(rows.load::<(CohortId, String)>(conn)?.into_iter().collect())
}

/// Whether somebody is enrolled in a cohort.
pub fn has_enrolments(conn: &mut Tx, id: CohortId) -> QueryResult<bool> {
    diesel::select(exists(enrolments::table.filter(enrolments::cohort_id.eq(id)))).get_result(conn)
}

/// Writes a new cohort.
pub fn insert(
    tx: &mut Tx,
    site: SiteId,
    programme: ProgrammeId,
    facts: &CohortFacts,
) -> Result<Cohort, Problem> {
    let id = CohortId::new();
    diesel::insert_into(cohorts::table)
        .values((cohorts::id.eq(id), cohorts::site_id.eq(site), cohorts::programme_id.eq(programme), facts))
        .execute(tx)
        .refuse_on("cohorts_one_start_per_programme", || already_open(facts.starts_on))?;
    Ok(read_back(tx, id)?)
}

/// Writes a cohort anew.
pub fn change(tx: &mut Tx, id: CohortId, facts: &CohortFacts) -> Result<Cohort, Problem> {
    diesel::update(cohorts::table.find(id))
        .set(facts)
        .execute(tx)
        .refuse_on("cohorts_one_start_per_programme", || already_open(facts.starts_on))?;
    Ok(read_back(tx, id)?)
}

fn read_back(tx: &mut Tx, id: CohortId) -> QueryResult<Cohort> {
    cohorts::table
        .inner_join(programmes::table)
        .filter(cohorts::id.eq(id))
        .select(Cohort::as_select())
        .first(tx)
}

fn already_open(starts_on: NaiveDate) -> Problem {
    let day = french_day(starts_on);
    ONE_COHORT_A_START.conflict(say!(
        "Une promotion de cette formation commence déjà le {day} sur ce site.",
        "A cohort of this programme already starts on {starts_on} at this site."
    ))
}
