//! The files of whole cohorts, put together.

use std::collections::{BTreeMap, HashMap};

use diesel::QueryResult;

use super::files::grouped;
use super::store::CandidateRow;
use super::{CandidateSeen, CohortFile, ExamSeen, MarksSeen, store};
use crate::ids::{CohortId, EnrolmentId, MockExamId};
use crate::law::calendar::Period;
use crate::outcomes::results::model::JuryDecision;
use crate::platform::db::Tx;

/// The files of the cohorts still there, in the order of their identifiers.
pub fn gather_cohorts(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<CohortFile>> {
    let cohorts = store::cohorts_of(conn, ids)?;
    let mut exams =
        grouped(store::exams(conn, ids)?.into_iter().map(|exam| (exam.cohort_id, exam)).collect());
    let mut candidates = candidates_of(store::candidates(conn, ids)?);
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

/// Everybody once, with all their exams.
fn candidates_of(rows: Vec<CandidateRow>) -> HashMap<CohortId, Vec<CandidateSeen>> {
    let mut found = HashMap::<CohortId, BTreeMap<EnrolmentId, CandidateSeen>>::new();
    for (cohort, enrolment, excluded_on, ends_on, exam) in rows {
        let new = CandidateSeen { excluded_on, ends_on, ..CandidateSeen::default() };
        let one = found.entry(cohort).or_default().entry(enrolment).or_insert(new);
        if let Some((session, registered_on, decision)) = exam {
            one.registered.insert(session, registered_on);
            if decision == Some(JuryDecision::Admitted) {
                one.admitted_at = Some(one.admitted_at.map_or(session, |first| first.min(session)));
            }
        }
    }
    found.into_iter().map(|(cohort, enrolled)| (cohort, enrolled.into_values().collect())).collect()
}
