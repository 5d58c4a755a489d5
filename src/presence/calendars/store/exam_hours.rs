//! When people are at the sittings of mock exams: read from what the learning wing plans.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{ApprenticeId, CohortId, SittingId};
use crate::law::calendar::{Period, add_days};
use crate::platform::clock::{paris_day, start_of};
use crate::platform::db::{Tx, any_of};
use crate::platform::hours::ParisHour;
use crate::presence::calendars::model::{Exception, ExceptionKind, SittingHours, Weekdays};
use crate::schema::{
    enrolments, mock_exam_papers, mock_exams, sitting_publications, sitting_slots, sittings,
};

/// Which sittings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SittingsShown {
    /// Those of the staff: all of them.
    All,
    /// Those of the candidates: once they are published.
    Published,
    /// None.
    None,
}

type HoursRow = (ApprenticeId, SittingId, String, String, Option<DateTime<Utc>>, Option<DateTime<Utc>>);

fn hours_of(
    (apprentice, sitting_id, unit_code, room, from, to): HoursRow,
) -> Option<(ApprenticeId, SittingHours)> {
    let (from, to) = (from?, to?);
    let (on, from, to) = (paris_day(from), ParisHour::of(from), ParisHour::of(to));
    Some((apprentice, SittingHours { sitting_id, unit_code, room, on, from, to }))
}

/// The hours of some apprentices at sittings during some days, in the order of time; those of cancelled mock exams are left out.
pub fn exam_hours(
    conn: &mut Tx,
    of: &[ApprenticeId],
    days: Period,
    shown: SittingsShown,
) -> QueryResult<Vec<(ApprenticeId, SittingHours)>> {
    if shown == SittingsShown::None {
        return Ok(Vec::new());
    }
    let mut rows = sitting_slots::table
        .inner_join(sittings::table.on(sittings::id.eq(sitting_slots::sitting_id)))
        .inner_join(mock_exams::table.on(mock_exams::id.eq(sittings::mock_exam_id)))
        .inner_join(mock_exam_papers::table.on(mock_exam_papers::id.eq(sittings::paper_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(sitting_slots::enrolment_id)))
        .filter(enrolments::apprentice_id.eq(any_of(of.to_vec())))
        .filter(mock_exams::state.ne("cancelled"))
        .filter(sitting_slots::prepares_at.ge(start_of(days.from)))
        .filter(sitting_slots::prepares_at.lt(start_of(add_days(days.to, 1))))
        .into_boxed();
    if shown == SittingsShown::Published {
        let published = sitting_publications::table.select(sitting_publications::mock_exam_id);
        rows = rows.filter(sittings::mock_exam_id.eq_any(published));
    }
    let rows: Vec<HoursRow> = rows
        .order((sitting_slots::prepares_at, sitting_slots::id))
        .select((
            enrolments::apprentice_id,
            sittings::id,
            mock_exam_papers::unit_code,
            sittings::room,
            sitting_slots::prepares_at,
            sitting_slots::ends_at,
        ))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(hours_of).collect())
}

/// The mock exams of cohorts as days of exam of their calendars, Monday to Saturday: the days fixed, else those of the sittings
/// that are planned.
pub(super) fn exam_days(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<(CohortId, Exception)>> {
    let fixed: Vec<(CohortId, i16, NaiveDate, Option<NaiveDate>)> = mock_exams::table
        .filter(mock_exams::cohort_id.eq(any_of(ids.to_vec())))
        .filter(mock_exams::starts_on.is_not_null())
        .filter(mock_exams::state.ne("cancelled"))
        .select((
            mock_exams::cohort_id,
            mock_exams::ordinal,
            mock_exams::starts_on.assume_not_null(),
            mock_exams::ends_on,
        ))
        .load(conn)?;
    let planned: Vec<(CohortId, i16, DateTime<Utc>)> = sittings::table
        .inner_join(mock_exams::table.on(mock_exams::id.eq(sittings::mock_exam_id)))
        .filter(mock_exams::cohort_id.eq(any_of(ids.to_vec())))
        .filter(mock_exams::starts_on.is_null())
        .filter(mock_exams::state.ne("cancelled"))
        .select((mock_exams::cohort_id, mock_exams::ordinal, sittings::starts_at))
        .load(conn)?;
    let mut days: Vec<(CohortId, i16, NaiveDate)> =
        planned.into_iter().map(|(cohort, ordinal, at)| (cohort, ordinal, paris_day(at))).collect();
    days.sort_unstable();
    days.dedup();
    let fixed =
        fixed.into_iter().map(|(cohort, ordinal, from, to)| (cohort, ordinal, from, to.unwrap_or(from)));
    let days = days.into_iter().map(|(cohort, ordinal, day)| (cohort, ordinal, day, day));
    Ok(fixed.chain(days).map(as_exception).collect())
}

fn as_exception(
    (cohort, ordinal, from_on, to_on): (CohortId, i16, NaiveDate, NaiveDate),
) -> (CohortId, Exception) {
    let label = format!("Examen blanc n° {ordinal}");
    (cohort, Exception { kind: ExceptionKind::Exam, label, from_on, to_on, weekdays: Weekdays::of(1..=6) })
}
