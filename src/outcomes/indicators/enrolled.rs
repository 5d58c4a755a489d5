//! The enrolments whose facts rates read: looked up one by one when they are few, joined whole when they are many.

use diesel::pg::Pg;
use diesel::prelude::*;

use super::gathering::IndicatorScope;
use crate::at_sites;
use crate::catalogue::programmes::store::programme_id;
use crate::ids::EnrolmentId;
use crate::schema::{cohorts as cohort_rows, enrolments};
use crate::trust::access::{Bounds, Reach};

/// Enrolments whose facts are looked up one by one; beyond, the base joins whole tables, which is quicker then.
const MOST_LOOKED_UP: usize = 5_000;

/// Whose facts are read: some enrolments, or all those of a scope.
#[derive(Debug, Clone)]
pub(super) enum Enrolled<'a> {
    Few(Vec<EnrolmentId>),
    Many(&'a Reach, &'a IndicatorScope),
}

impl<'a> Enrolled<'a> {
    /// Some enrolments, which are all those of a scope.
    pub(super) fn of(
        ids: impl ExactSizeIterator<Item = EnrolmentId>,
        reach: &'a Reach,
        scope: &'a IndicatorScope,
    ) -> Self {
        match ids.len() {
            0..=MOST_LOOKED_UP => Self::Few(ids.collect()),
            _ => Self::Many(reach, scope),
        }
    }
}

/// Narrows boxed rows to those about some enrolments, named in a column.
macro_rules! about_enrolled {
    ($rows:expr, $column:expr, $enrolled:expr) => {
        match $enrolled {
            Enrolled::Few(ids) => $rows.filter($column.eq(any_of(ids.clone()))),
            Enrolled::Many(reach, scope) => {
                $rows.filter($column.eq_any(enrolled_in(reach, scope).select(enrolments::id)))
            }
        }
    };
}
pub(super) use about_enrolled;

/// The enrolments of a scope within reach.
pub(super) fn enrolled_in<'a>(reach: &Reach, scope: &IndicatorScope) -> enrolments::BoxedQuery<'a, Pg> {
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
    rows.filter(enrolments::cohort_id.eq_any(cohorts.select(cohort_rows::id)))
}
