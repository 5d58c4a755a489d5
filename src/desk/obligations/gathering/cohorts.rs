//! The files of whole cohorts, put together.

use std::collections::HashMap;

use diesel::QueryResult;

use super::files::grouped;
use super::{CohortFile, ExamSeen, MarksSeen, store};
use crate::ids::{CohortId, MockExamId};
use crate::law::calendar::Period;
use crate::platform::db::Tx;

/// The files of the cohorts still there, in the order of their identifiers.
pub fn gather_cohorts(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<CohortFile>> {
    let cohorts = store::cohorts_of(conn, ids)?;
    let mut exams =
        grouped(store::exams(conn, ids)?.into_iter().map(|exam| (exam.cohort_id, exam)).collect());
    let exclusions = grouped(store::exclusions(conn, ids)?);
    let papers: HashMap<MockExamId, i64> = store::papers(conn, ids)?.into_iter().collect();
    let marks: HashMap<MockExamId, _> =
        store::marks(conn, ids)?.into_iter().map(|(exam, entered, on)| (exam, (entered, on))).collect();
    let files = cohorts.into_iter().map(|(id, site_id, from, to)| {
        let enrolled = exclusions.get(&id).map_or(&[][..], Vec::as_slice);
        let with_marks = |exam: ExamSeen| {
            let there = |excluded: &&Option<chrono::NaiveDate>| excluded.is_none_or(|on| on > exam.month_on);
            let candidates = i64::try_from(enrolled.iter().filter(there).count()).unwrap_or_default();
            let awaited = candidates * papers.get(&exam.id).copied().unwrap_or_default();
            let (entered, last_on) = marks.get(&exam.id).copied().unwrap_or_default();
            (exam, MarksSeen { entered, awaited, last_on })
        };
        let exams = exams.remove(&id).unwrap_or_default().into_iter().map(with_marks).collect();
        CohortFile { id, site_id, cycle: Period { from, to }, exams }
    });
    Ok(files.collect())
}
