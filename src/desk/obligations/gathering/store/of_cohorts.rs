//! The rows obligations of whole cohorts depend on.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::desk::obligations::gathering::ExamSeen;
use crate::ids::{CohortId, EnrolmentId, MockExamId, SiteId};
use crate::learning::mock_exams::MockExam;
use crate::outcomes::results::model::JuryDecision;
use crate::platform::db::{Tx, any_of};
use crate::schema::{cohorts, enrolments, exam_results, mock_exam_marks, mock_exam_papers, mock_exams};

/// A cohort, its site, its first and last days, the year of its exam session.
type CohortSeen = (CohortId, SiteId, NaiveDate, NaiveDate, i32);

/// Cohorts still there, with their sites, cycles and sessions.
pub fn cohorts_of(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<CohortSeen>> {
    cohorts::table
        .filter(cohorts::id.eq(any_of(ids.to_vec())))
        .order(cohorts::id)
        .select((cohorts::id, cohorts::site_id, cohorts::starts_on, cohorts::ends_on, cohorts::exam_session))
        .load(conn)
}

/// Somebody of a cohort: their exclusion, their own last day, and one of their exams.
pub type CandidateRow = (CohortId, EnrolmentId, Option<NaiveDate>, Option<NaiveDate>, Option<RegisteredExam>);
/// The session of an exam, the day of the registration, and what the jury decided.
pub type RegisteredExam = (i32, NaiveDate, Option<JuryDecision>);

/// Everybody of some cohorts, as often as they have exams.
pub fn candidates(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<CandidateRow>> {
    enrolments::table
        .left_join(exam_results::table.on(exam_results::enrolment_id.eq(enrolments::id)))
        .filter(enrolments::cohort_id.eq(any_of(ids.to_vec())))
        .select((
            enrolments::cohort_id,
            enrolments::id,
            enrolments::excluded_on,
            enrolments::expected_ends_on,
            (exam_results::session, exam_results::registered_on, exam_results::decision).nullable(),
        ))
        .load(conn)
}

/// How many compulsory papers each mock exam of some cohorts has.
pub fn papers(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<(MockExamId, i64)>> {
    mock_exam_papers::table
        .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_papers::mock_exam_id)))
        .filter(mock_exams::cohort_id.eq(any_of(ids.to_vec())))
        .filter(mock_exam_papers::optional.eq(false))
        .group_by(mock_exam_papers::mock_exam_id)
        .select((mock_exam_papers::mock_exam_id, diesel::dsl::count_star()))
        .load(conn)
}

/// A mock exam, how many marks of its compulsory papers are entered by people still there, and when the last was.
pub type Entered = (MockExamId, i64, Option<NaiveDate>);

/// The marks entered at the compulsory papers of the mock exams of some cohorts.
pub fn marks(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<Entered>> {
    mock_exam_marks::table
        .inner_join(mock_exam_papers::table.on(mock_exam_papers::id.eq(mock_exam_marks::paper_id)))
        .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_papers::mock_exam_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(mock_exam_marks::enrolment_id)))
        .filter(mock_exams::cohort_id.eq(any_of(ids.to_vec())))
        .filter(mock_exam_papers::optional.eq(false))
        .filter(
            enrolments::excluded_on.is_null().or(enrolments::excluded_on.gt(mock_exams::month_on.nullable())),
        )
        .group_by(mock_exam_papers::mock_exam_id)
        .select((
            mock_exam_papers::mock_exam_id,
            diesel::dsl::count_star(),
            diesel::dsl::max(mock_exam_marks::entered_on),
        ))
        .load(conn)
}

/// The mock exams of some cohorts, in the order of their ranks.
pub fn exams(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<ExamSeen>> {
    let rows: Vec<MockExam> = mock_exams::table
        .filter(mock_exams::cohort_id.eq(any_of(ids.to_vec())))
        .order((mock_exams::cohort_id, mock_exams::ordinal))
        .select(MockExam::as_select())
        .load(conn)?;
    let seen = |exam: MockExam| ExamSeen {
        id: exam.id,
        cohort_id: exam.cohort_id,
        ordinal: exam.ordinal,
        month_on: exam.month_on,
        days: exam.days(),
        fixed: exam.facts.starts_on.is_some(),
        tutors_invited: exam.tutors_invited,
        state: exam.state,
    };
    Ok(rows.into_iter().map(seen).collect())
}
