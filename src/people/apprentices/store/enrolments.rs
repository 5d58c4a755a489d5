//! Queries on enrolments, with the dates of their cohorts and contracts.

use chrono::NaiveDate;
use diesel::dsl::IntoBoxed;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::apprentices::on_duty_for;
use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, CohortId, EnrolmentId, SiteId};
use crate::law::calendar::{MONTHS_A_YEAR, add_months};
use crate::people::apprentices::cards::store::cards_with;
use crate::people::apprentices::model::{
    Apprentice, CohortDates, Enrolment, EnrolmentFacts, EnrolmentInCohort, Phase,
};
use crate::people::apprentices::rules::book::ENROLLED_ONCE;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::Rows;
use crate::say;
use crate::schema::{cohorts, enrolment_cards, enrolments, programmes};
use crate::trust::access::{Bounds, Reach, followed_enrolments};

/// What narrows a list of enrolments.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EnrolmentFilter {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only those of apprentices this manager or trainer is on duty for on the day the statuses are said of.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only those with this status today.
    #[param(inline)]
    pub status: Option<EnrolmentStatus>,
    /// Only those whose contract that counts today is in this phase.
    #[param(inline)]
    pub phase: Option<Phase>,
    /// Day the statuses are said of, today when absent.
    pub as_of: Option<NaiveDate>,
}

#[diesel::dsl::auto_type(type_case = "PascalCase")]
pub(super) fn enrolments_in_cohorts() -> _ {
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
}

/// Whether somebody is in a training on a day: come in by their own entry, not gone by their own end, not excluded. Asked of
/// enrolments joined with their cohorts.
#[diesel::dsl::auto_type(type_case = "PascalCase")]
pub fn in_training_on(day: NaiveDate) -> _ {
    // nobody stays more than a year after their cohort: what is kept of older ones is not read
    let since: NaiveDate = add_months(day, -MONTHS_A_YEAR);
    let running = cohorts::starts_on.le(day).and(cohorts::ends_on.ge(since));
    let came_with_the_cohort = enrolments::entered_on.is_null().and(enrolments::enrolled_on.le(day));
    let stays_with_the_cohort = enrolments::expected_ends_on.is_null().and(cohorts::ends_on.ge(day));
    let came = came_with_the_cohort.or(enrolments::entered_on.le(day));
    let stays = stays_with_the_cohort.or(enrolments::expected_ends_on.ge(day));
    let not_excluded = enrolments::excluded_on.is_null().or(enrolments::excluded_on.gt(day));
    running.and(came).and(stays).and(not_excluded)
}

type EnrolmentQuery<'a> = IntoBoxed<'a, EnrolmentsInCohorts, Pg>;

/// The enrolments within reach: those a signed contract of theirs serves for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> EnrolmentQuery<'a> {
    let rows = enrolments_in_cohorts().into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, enrolments::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(enrolments::id.eq_any(followed_enrolments(*tutor))),
        Bounds::Link { tutor, apprentices } => rows
            .filter(enrolments::id.eq_any(followed_enrolments(*tutor)))
            .filter(enrolments::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(apprentice) => rows.filter(enrolments::apprentice_id.eq(*apprentice)),
    }
}

/// One enrolment with the dates of its cohort.
pub fn find_enrolment(
    conn: &mut Tx,
    reach: &Reach,
    id: EnrolmentId,
) -> QueryResult<Option<EnrolmentInCohort>> {
    reachable(reach)
        .filter(enrolments::id.eq(id))
        .select(EnrolmentInCohort::as_select())
        .first(conn)
        .optional()
}

/// One enrolment, locked until the end of the transaction.
pub fn lock_enrolment(tx: &mut Tx, reach: &Reach, id: EnrolmentId) -> QueryResult<Option<EnrolmentInCohort>> {
    let Some(mut found) = find_enrolment(tx, reach, id)? else { return Ok(None) };
    found.enrolment =
        enrolments::table.find(id).for_no_key_update().select(Enrolment::as_select()).first(tx)?;
    Ok(Some(found))
}

/// One more row than the limit, in the order they were written.
pub fn list_enrolments(
    conn: &mut Tx,
    reach: &Reach,
    filter: &EnrolmentFilter,
    as_of: NaiveDate,
    page: &Rows<EnrolmentId>,
) -> QueryResult<Vec<EnrolmentInCohort>> {
    let mut rows = narrowed_enrolments(reach, filter, as_of);
    if let Some(after) = page.after {
        rows = rows.filter(enrolments::id.gt(after));
    }
    rows.select(EnrolmentInCohort::as_select()).order(enrolments::id).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count_enrolments(
    conn: &mut Tx,
    reach: &Reach,
    filter: &EnrolmentFilter,
    as_of: NaiveDate,
) -> QueryResult<i64> {
    narrowed_enrolments(reach, filter, as_of).count().get_result(conn)
}

fn narrowed_enrolments<'a>(reach: &Reach, filter: &EnrolmentFilter, as_of: NaiveDate) -> EnrolmentQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(enrolments::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        rows = rows.filter(enrolments::cohort_id.eq(cohort));
    }
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(enrolments::apprentice_id.eq(apprentice));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(enrolments::apprentice_id.eq_any(on_duty_for(account, as_of)));
    }
    if filter.status.is_some() || filter.phase.is_some() {
        let told = cards_with(None, filter.status, filter.phase).select(enrolment_cards::enrolment_id);
        rows = rows.filter(enrolments::id.eq_any(told));
    }
    rows
}

/// The enrolments of some apprentices, in the order of their cohorts; one statement for all staff, as for `find`.
pub fn enrolments_of(
    conn: &mut Tx,
    reach: &Reach,
    apprentices: &[ApprenticeId],
) -> QueryResult<Vec<EnrolmentInCohort>> {
    let theirs = enrolments::apprentice_id.eq(any_of(apprentices.to_vec()));
    let order = (cohorts::starts_on, enrolments::id);
    if let Bounds::Tutor(_) | Bounds::Link { .. } = reach.bounds() {
        let rows = reachable(reach).filter(theirs);
        return rows.select(EnrolmentInCohort::as_select()).order(order).load(conn);
    }
    let rows = enrolments_in_cohorts().filter(theirs).select(EnrolmentInCohort::as_select()).order(order);
    let mut found: Vec<EnrolmentInCohort> = rows.load(conn)?;
    found.retain(|row| reach.covers(row.enrolment.site_id, row.enrolment.apprentice_id));
    Ok(found)
}

/// A cohort of a site.
pub fn find_cohort(conn: &mut Tx, site: SiteId, id: CohortId) -> QueryResult<Option<CohortDates>> {
    cohorts::table
        .inner_join(programmes::table)
        .filter(cohorts::id.eq(id))
        .filter(cohorts::site_id.eq(site))
        .select(CohortDates::as_select())
        .first(conn)
        .optional()
}

/// Writes a new enrolment.
pub fn insert_enrolment(
    tx: &mut Tx,
    apprentice: &Apprentice,
    cohort: &CohortDates,
    facts: &EnrolmentFacts,
) -> Result<Enrolment, Problem> {
    diesel::insert_into(enrolments::table)
        .values((
            enrolments::id.eq(EnrolmentId::new()),
            enrolments::site_id.eq(apprentice.site_id),
            enrolments::apprentice_id.eq(apprentice.id),
            enrolments::cohort_id.eq(cohort.id),
            facts,
        ))
        .returning(Enrolment::as_returning())
        .get_result(tx)
        .refuse_on("enrolments_once_per_cohort", || already_enrolled(cohort))
}

/// Whether an enrolment is one of an apprentice.
pub fn is_enrolment_of(tx: &mut Tx, id: EnrolmentId, apprentice: ApprenticeId) -> QueryResult<bool> {
    let theirs = enrolments::table.find(id).filter(enrolments::apprentice_id.eq(apprentice));
    diesel::select(diesel::dsl::exists(theirs)).get_result(tx)
}

/// Writes an enrolment anew.
pub fn change_enrolment(tx: &mut Tx, id: EnrolmentId, facts: &EnrolmentFacts) -> QueryResult<Enrolment> {
    diesel::update(enrolments::table.find(id)).set(facts).returning(Enrolment::as_returning()).get_result(tx)
}

fn already_enrolled(cohort: &CohortDates) -> Problem {
    let name = &cohort.name;
    ENROLLED_ONCE.conflict(say!(
        "L'apprenti est déjà inscrit dans la promotion {name}.",
        "The apprentice is already enrolled in the cohort {name}."
    ))
}
