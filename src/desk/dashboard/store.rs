//! Every query of the dashboard: each about what is open, about this year, or about the cohorts that run.

use chrono::NaiveDate;
use diesel::dsl::{count, count_star, exists, not};
use diesel::prelude::*;

use super::rules::{InTraining, Share, YearSpan};
use crate::desk::obligations::ObligationKind;
use crate::ids::SiteId;
use crate::law::calendar::{Period, add_days};
use crate::people::apprentices::store::in_training_on;
use crate::platform::db::Tx;
use crate::schema::{cohorts, contracts, derived_obligations, enrolments, sites};

/// Name of a site.
pub fn site_name(conn: &mut Tx, site: SiteId) -> QueryResult<Option<String>> {
    sites::table.find(site).select(sites::name).first(conn).optional()
}

/// First day of the latest cohort that began by a day.
pub fn latest_start(conn: &mut Tx, site: SiteId, day: NaiveDate) -> QueryResult<Option<NaiveDate>> {
    cohorts::table
        .filter(cohorts::site_id.eq(site))
        .filter(cohorts::starts_on.le(day))
        .select(diesel::dsl::max(cohorts::starts_on))
        .first(conn)
}

/// The visits of a training year held in time, among those due before a day, planned or not, and those held. A visit is
/// planned some days at the latest before it is due.
pub fn visits_in_time(
    conn: &mut Tx,
    site: SiteId,
    year: YearSpan,
    today: NaiveDate,
    plan_days: i64,
) -> QueryResult<Share> {
    use derived_obligations::{done_on, due_on, kind, site_id};
    let done = done_on.is_not_null().and(done_on.assume_not_null().le(today));
    let in_time = done.and(done_on.assume_not_null().le(due_on));
    let (numerator, denominator): (i64, i64) = derived_obligations::table
        .filter(site_id.eq(site))
        .filter(kind.eq(ObligationKind::VisitToHold))
        .filter(due_on.between(year.from_on, year.to_on))
        .filter(due_on.lt(today).or(done))
        .select((count(due_on).aggregate_filter(in_time), count_star()))
        .first(conn)?;
    let sooner = |day: NaiveDate| add_days(day, -plan_days);
    let never_planned: i64 = derived_obligations::table
        .filter(site_id.eq(site))
        .filter(kind.eq(ObligationKind::VisitToPlan))
        .filter(due_on.between(sooner(year.from_on), sooner(year.to_on)))
        .filter(due_on.lt(sooner(today)))
        .count()
        .get_result(conn)?;
    Ok(Share { numerator, denominator: denominator + never_planned })
}

/// The windows that close between two days and are open on the first.
pub fn windows_closing(conn: &mut Tx, site: SiteId, period: Period) -> QueryResult<i64> {
    use derived_obligations::{closed_on, due_on, kind, live, site_id, step};
    derived_obligations::table
        .filter(site_id.eq(site))
        .filter(live)
        .filter(kind.eq(ObligationKind::WindowClosing))
        .filter(step.ne(crate::desk::obligations::rules::DASHBOARD))
        .filter(due_on.between(period.from, period.to))
        .filter(closed_on.gt(period.from))
        .count()
        .get_result(conn)
}

/// The contracts that run and whose last day of free rupture is known and not over.
pub fn in_free_rupture(conn: &mut Tx, site: SiteId, day: NaiveDate) -> QueryResult<i64> {
    use derived_obligations::{closed_on, due_on, kind, live, site_id, step, subject_id};
    derived_obligations::table
        .inner_join(contracts::table.on(contracts::id.eq(subject_id)))
        .filter(site_id.eq(site))
        .filter(live)
        .filter(kind.eq(ObligationKind::WindowClosing))
        .filter(step.eq(crate::desk::obligations::rules::FREE_RUPTURE))
        .filter(due_on.ge(day))
        .filter(closed_on.gt(day))
        .filter(contracts::starts_on.le(day))
        .count()
        .get_result(conn)
}

/// The apprentices in training on a day, and those without a contract.
pub fn in_training(conn: &mut Tx, site: SiteId, day: NaiveDate) -> QueryResult<InTraining> {
    let running = || {
        enrolments::table
            .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
            .filter(cohorts::site_id.eq(site))
            .filter(in_training_on(day))
    };
    let goes_on = contracts::closed_on.is_null().or(contracts::closed_on.assume_not_null().ge(day));
    // a contract is never closed after its last day: the index gives those that are not over
    let covering = contracts::table
        .filter(contracts::apprentice_id.eq(enrolments::apprentice_id))
        .filter(contracts::site_id.eq(site))
        .filter(contracts::ends_on.ge(day))
        .filter(contracts::state.eq_any(["signed", "broken"]))
        .filter(contracts::starts_on.le(day))
        .filter(goes_on);
    let enrolled = running().count().get_result(conn)?;
    let without_contract = running().filter(not(exists(covering))).count().get_result(conn)?;
    Ok(InTraining { enrolled, without_contract })
}
