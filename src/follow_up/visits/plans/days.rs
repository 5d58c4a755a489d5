//! What is worth telling of the days visits are given: a few statements whatever their number.

use std::collections::HashMap;

use super::acts::exam_days;
use crate::catalogue::programmes::Catalogue;
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::rules::{VisitDay, check_visit_day};
use crate::follow_up::visits::store::journeys;
use crate::ids::{ApprenticeId, CohortId, VisitId};
use crate::law::findings::Finding;
use crate::learning::mock_exams;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::presence::calendars::{self, DayKind};
use crate::trust::door::Asker;

/// The warnings about the days on which some visits are planned, for those that have any.
pub fn day_warnings(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    visits: &[Visit],
) -> Result<HashMap<VisitId, Vec<Finding>>, Problem> {
    let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let people: Vec<ApprenticeId> = visits.iter().map(|visit| visit.apprentice_id).collect();
    let journeys = journeys(conn, &ids)?;
    let mut cohorts: Vec<CohortId> = journeys.values().map(|journey| journey.cohort_id).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    let exams = mock_exams::store::exams_of(conn, &asker.reach, &cohorts)?;
    let days = calendars::store::days_of(conn, catalogue, &asker.law, &people)?;
    let told = visits.iter().map(|visit| {
        let day = visit.planned_on;
        let theirs = days.get(&visit.apprentice_id);
        let kind = theirs.map(|days| days.on(day));
        let cohort = journeys.get(&visit.id).map(|journey| journey.cohort_id);
        let of_class: Vec<_> = exams.iter().filter(|exam| Some(exam.cohort_id) == cohort).cloned().collect();
        let mock_exam = exam_days(&of_class).contains(&day);
        let known = VisitDay {
            holiday: theirs.is_some_and(|days| days.workplace_on(day).is_off(day)),
            at_centre: !mock_exam && matches!(kind, Some(DayKind::Centre | DayKind::Exam)),
            mock_exam,
        };
        (visit.id, check_visit_day(day, known))
    });
    Ok(told.filter(|(_, findings)| !findings.is_empty()).collect())
}
