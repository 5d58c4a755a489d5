//! The enrolments whose facts rates read: looked up one by one when they are few, joined whole when they are many.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;

use super::gathering::IndicatorScope;
use crate::at_sites;
use crate::catalogue::programmes::store::programme_id;
use crate::ids::EnrolmentId;
use crate::platform::db::{Tx, any_of};
use crate::schema::{cohorts as cohort_rows, enrolments, exam_results};
use crate::trust::access::{Bounds, Reach};

/// Enrolments whose facts are looked up one by one; beyond, the base joins whole tables, which is quicker then.
const MOST_LOOKED_UP: usize = 5_000;

/// A scope within reach, with those of earlier cohorts who sit its sessions again: named one by one, as they are few.
#[derive(Debug, Clone)]
pub(super) struct EnrolledScope<'a> {
    reach: &'a Reach,
    scope: &'a IndicatorScope,
    again: Vec<EnrolmentId>,
}

impl<'a> EnrolledScope<'a> {
    /// A scope, and who was registered by a day to sit again.
    pub(super) fn of(
        conn: &mut Tx,
        reach: &'a Reach,
        scope: &'a IndicatorScope,
        as_of: NaiveDate,
    ) -> QueryResult<Self> {
        Ok(Self { reach, scope, again: sitting_again(conn, reach, scope, as_of)? })
    }
}

/// Whose facts are read: some enrolments, or all those of a scope.
#[derive(Debug, Clone)]
pub(super) enum Enrolled<'a> {
    Few(Vec<EnrolmentId>),
    Many(&'a EnrolledScope<'a>),
}

impl<'a> Enrolled<'a> {
    /// Some enrolments, which are all those of a scope.
    pub(super) fn of(ids: impl ExactSizeIterator<Item = EnrolmentId>, sought: &'a EnrolledScope<'a>) -> Self {
        match ids.len() {
            0..=MOST_LOOKED_UP => Self::Few(ids.collect()),
            _ => Self::Many(sought),
        }
    }
}

/// Narrows boxed rows to those about some enrolments, named in a column.
macro_rules! about_enrolled {
    ($rows:expr, $column:expr, $enrolled:expr) => {
        match $enrolled {
            Enrolled::Few(ids) => $rows.filter($column.eq(any_of(ids.clone()))),
            Enrolled::Many(sought) => {
                $rows.filter($column.eq_any(enrolled_in(sought).select(enrolments::id)))
            }
        }
    };
}
pub(super) use about_enrolled;

/// The enrolments of a scope within reach.
pub(super) fn enrolled_in<'a>(sought: &EnrolledScope<'_>) -> enrolments::BoxedQuery<'a, Pg> {
    let EnrolledScope { reach, scope, again } = sought;
    let all = enrolments::table.into_boxed();
    let mut rows = match reach.bounds() {
        Bounds::Everything => all,
        Bounds::Sites(sites) => at_sites!(all, enrolments::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            all.filter(enrolments::id.is_null())
        }
    };
    let mut cohorts = cohort_rows::table.into_boxed();
    if let Some(site) = scope.site {
        rows = rows.filter(enrolments::site_id.eq(site));
    }
    if let Some(code) = &scope.programme {
        cohorts = cohorts.filter(cohort_rows::programme_id.eq(programme_id(code)));
    }
    if let Some(session) = scope.session {
        cohorts = cohorts.filter(cohort_rows::exam_session.between(session - 1, session));
    }
    let of_cohorts = enrolments::cohort_id.eq_any(cohorts.select(cohort_rows::id));
    // without them the base joins, which is quicker
    match again.is_empty() {
        true => rows.filter(of_cohorts),
        false => rows.filter(of_cohorts.or(enrolments::id.eq(any_of(again.clone())))),
    }
}

/// Enrolments in cohorts before the sessions of a scope that were registered for one of them by a day.
fn sitting_again(
    conn: &mut Tx,
    reach: &Reach,
    scope: &IndicatorScope,
    as_of: NaiveDate,
) -> QueryResult<Vec<EnrolmentId>> {
    let Some(session) = scope.session else { return Ok(Vec::new()) };
    let all = exam_results::table
        .inner_join(enrolments::table.on(enrolments::id.eq(exam_results::enrolment_id)))
        .inner_join(cohort_rows::table.on(cohort_rows::id.eq(enrolments::cohort_id)))
        .filter(exam_results::session.between(session - 1, session))
        .filter(exam_results::registered_on.le(as_of))
        .filter(cohort_rows::exam_session.lt(session - 1))
        .into_boxed::<Pg>();
    let mut rows = match reach.bounds() {
        Bounds::Everything => all,
        Bounds::Sites(sites) => at_sites!(all, exam_results::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            all.filter(exam_results::id.is_null())
        }
    };
    if let Some(site) = scope.site {
        rows = rows.filter(exam_results::site_id.eq(site));
    }
    if let Some(code) = &scope.programme {
        rows = rows.filter(cohort_rows::programme_id.eq(programme_id(code)));
    }
    let mut ids: Vec<EnrolmentId> = rows.select(exam_results::enrolment_id).load(conn)?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
