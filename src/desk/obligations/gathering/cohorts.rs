//! The files of whole cohorts, put together.

use std::collections::HashMap;

use diesel::QueryResult;

use super::files::grouped;
use super::{CandidateSeen, CohortFile, ExamSeen, MarksSeen, store};
use crate::ids::{CohortId, MockExamId};
use crate::law::calendar::Period;
use crate::platform::db::Tx;

/// The files of the cohorts still there, in the order of their identifiers.
pub fn gather_cohorts(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<CohortFile>> {
    let cohorts = store::cohorts_of(conn, ids)?;
    let mut exams =
        grouped(store::exams(conn, ids)?.into_iter().map(|exam| (exam.cohort_id, exam)).collect());
    let mut candidates = grouped(store::candidates(conn, ids)?);
    let papers: HashMap<MockExamId, i64> = store::papers(conn, ids)?.into_iter().collect();
    let marks: HashMap<MockExamId, _> =
        store::marks(conn, ids)?.into_iter().map(|(exam, entered, on)| (exam, (entered, on))).collect();
    let files = cohorts.into_iter().map(|(id, site_id, from, to, exam_session)| {
        let enrolled = candidates.remove(&id).unwrap_or_default();
        let with_marks = |exam: ExamSeen| {
            let there = |one: &&CandidateSeen| one.excluded_on.is_none_or(|on| on > exam.month_on);
            let sitting = i64::try_from(enrolled.iter().filter(there).count()).unwrap_or_default();
            let awaited = sitting * papers.get(&exam.id).copied().unwrap_or_default();
            let (entered, last_on) = marks.get(&exam.id).copied().unwrap_or_default();
            (exam, MarksSeen { entered, awaited, last_on })
        };
        let exams = exams.remove(&id).unwrap_or_default().into_iter().map(with_marks).collect();
        CohortFile { id, site_id, cycle: Period { from, to }, exam_session, exams, candidates: enrolled }
    });
    Ok(files.collect())
}
