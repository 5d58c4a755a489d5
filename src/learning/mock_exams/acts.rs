//! Planning the mock exams of a cohort, as its programme says: once when it opens, anew when its dates change.

use super::MockExam;
use super::rules::{PlannedPaper, Session, papers_of, sessions_of};
use super::store;
use crate::catalogue::cohorts::Cohort;
use crate::catalogue::programmes::file::Programme;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Plans the mock exams of a cohort just opened, each with its journal line.
pub fn plan(tx: &mut Tx, asker: &Asker, programme: &Programme, cohort: &Cohort) -> Result<(), Problem> {
    let (sessions, papers) = planned(programme, cohort)?;
    let exams = store::insert_planned(tx, cohort, &sessions, &papers)?;
    Ok(record(tx, asker, &exams)?)
}

/// Plans anew the mock exams of a cohort still to come.
pub fn replan(tx: &mut Tx, asker: &Asker, programme: &Programme, cohort: &Cohort) -> Result<(), Problem> {
    let (sessions, papers) = planned(programme, cohort)?;
    let exams = store::replan(tx, cohort, &sessions, &papers)?;
    Ok(record(tx, asker, &exams)?)
}

/// The sessions in the order of time, and the papers of each.
fn planned(programme: &Programme, cohort: &Cohort) -> Result<(Vec<Session>, Vec<PlannedPaper>), Problem> {
    let sessions = sessions_of(programme, cohort.starts_on, cohort.ends_on).map_err(Finding::into_fault)?;
    let regulation = programme.regulation(&cohort.exam_regulation);
    Ok((sessions, regulation.map(papers_of).unwrap_or_default()))
}

fn record(tx: &mut Tx, asker: &Asker, exams: &[MockExam]) -> diesel::QueryResult<()> {
    let event_of =
        |exam: &MockExam| if exam.version == 1 { Event::MockExamPlanned } else { Event::MockExamChanged };
    asker.record_all(tx, exams.iter().map(|exam| (event_of(exam), exam)), &[])
}
