//! Queries on marks, and on those who are marked.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::reachable_enrolments;
use crate::at_sites;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, MarkId, MockExamId, PaperId, SiteId};
use crate::learning::mock_exams::model::{
    MarkFacts, MockExam, MockExamPaper, MockExamState, NewMark, PaperMark,
};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{enrolments, mock_exam_marks, mock_exam_papers, mock_exams};
use crate::trust::access::{Bounds, Reach};

/// Where a list in the order of writing stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Written {
    pub id: uuid::Uuid,
}

/// What narrows a list of marks.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MarkFilter {
    /// Only this candidate.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
    /// Only this paper.
    #[param(value_type = Option<uuid::Uuid>)]
    pub paper: Option<PaperId>,
}

/// Of which mock exams marks are read.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MarkScope {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of mock exams of this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of this mock exam.
    #[param(value_type = Option<uuid::Uuid>)]
    pub mock_exam: Option<MockExamId>,
}

/// Which marks are read.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct MarksRead {
    /// Of which mock exams.
    #[serde(flatten)]
    pub scope: MarkScope,
    /// What narrows them.
    #[serde(flatten)]
    pub filter: MarkFilter,
}

impl IntoParams for MarksRead {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        [MarkScope::into_params(&place), MarkFilter::into_params(&place)].concat()
    }
}

impl MarkScope {
    /// Of one mock exam.
    pub fn exam(id: MockExamId) -> Self {
        Self { mock_exam: Some(id), ..Self::default() }
    }
}

/// The papers of mock exams whose marks are released.
#[diesel::dsl::auto_type(type_case = "PascalCase")]
fn released_papers() -> _ {
    mock_exam_papers::table
        .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_papers::mock_exam_id)))
        .filter(mock_exams::released_at.is_not_null())
        .select(mock_exam_papers::id)
}

/// The marks within reach: once released, their apprentices' for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> mock_exam_marks::BoxedQuery<'a, Pg> {
    let rows = mock_exam_marks::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, mock_exam_marks::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            let own = reachable_enrolments(reach).select(enrolments::id);
            rows.filter(mock_exam_marks::enrolment_id.eq_any(own))
                .filter(mock_exam_marks::paper_id.eq_any(released_papers()))
        }
    }
}

/// A mark as it is shown within a reach: why it was corrected is for those who work for the site.
fn shown(reach: &Reach, mark: PaperMark) -> PaperMark {
    match reach.bounds() {
        Bounds::Everything | Bounds::Sites(_) => mark,
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            PaperMark { correction_reason: None, ..mark }
        }
    }
}

/// One mark.
pub fn find_mark(conn: &mut Tx, reach: &Reach, id: MarkId) -> QueryResult<Option<PaperMark>> {
    let found = reachable(reach).filter(mock_exam_marks::id.eq(id)).select(PaperMark::as_select());
    Ok(found.first(conn).optional()?.map(|mark| shown(reach, mark)))
}

/// One mark and where its mock exam stands, both locked until the end of the transaction, the mock exam first.
pub fn lock_mark(tx: &mut Tx, reach: &Reach, id: MarkId) -> QueryResult<Option<(PaperMark, MockExamState)>> {
    let Some(found) = find_mark(tx, reach, id)? else { return Ok(None) };
    let paper = mock_exam_papers::table.filter(mock_exam_papers::id.eq(found.paper_id));
    let state = mock_exams::table
        .filter(mock_exams::id.eq_any(paper.select(mock_exam_papers::mock_exam_id)))
        .for_no_key_update()
        .select(mock_exams::state)
        .first(tx)?;
    let mark =
        mock_exam_marks::table.find(id).for_no_key_update().select(PaperMark::as_select()).first(tx)?;
    Ok(Some((mark, state)))
}

/// One more row than the limit, in the order of writing.
pub fn list_marks(
    conn: &mut Tx,
    reach: &Reach,
    filter: &MarksRead,
    page: &Rows<Written>,
) -> QueryResult<Vec<PaperMark>> {
    let mut rows = narrowed_marks(reach, filter);
    if let Some(after) = &page.after {
        rows = rows.filter(mock_exam_marks::id.gt(after.id));
    }
    let rows = rows.select(PaperMark::as_select()).order(mock_exam_marks::id).first_rows(page.limit + 1);
    Ok(rows.load(conn)?.into_iter().map(|mark| shown(reach, mark)).collect())
}

/// How many rows the whole list has.
pub fn count_marks(conn: &mut Tx, reach: &Reach, filter: &MarksRead) -> QueryResult<i64> {
    narrowed_marks(reach, filter).count().get_result(conn)
}

/// The sites of the rows of the whole list, at most so many rows.
pub fn sites_of_marks(
    conn: &mut Tx,
    reach: &Reach,
    filter: &MarksRead,
    most: i64,
) -> QueryResult<Vec<SiteId>> {
    narrowed_marks(reach, filter).select(mock_exam_marks::site_id).first_rows(most).load(conn)
}

fn narrowed_marks<'a>(reach: &Reach, read: &MarksRead) -> mock_exam_marks::BoxedQuery<'a, Pg> {
    let MarksRead { scope, filter } = read;
    let mut rows = reachable(reach);
    if let Some(exam) = scope.mock_exam {
        let papers = mock_exam_papers::table.filter(mock_exam_papers::mock_exam_id.eq(exam));
        rows = rows.filter(mock_exam_marks::paper_id.eq_any(papers.select(mock_exam_papers::id)));
    }
    if let Some(cohort) = scope.cohort {
        let papers = mock_exam_papers::table
            .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_papers::mock_exam_id)))
            .filter(mock_exams::cohort_id.eq(cohort));
        rows = rows.filter(mock_exam_marks::paper_id.eq_any(papers.select(mock_exam_papers::id)));
    }
    if let Some(site) = scope.site {
        rows = rows.filter(mock_exam_marks::site_id.eq(site));
    }
    if let Some(enrolment) = filter.enrolment {
        rows = rows.filter(mock_exam_marks::enrolment_id.eq(enrolment));
    }
    if let Some(paper) = filter.paper {
        rows = rows.filter(mock_exam_marks::paper_id.eq(paper));
    }
    rows
}

/// The marks of some candidates at some papers.
pub fn marks_at(
    conn: &mut Tx,
    reach: &Reach,
    papers: &[PaperId],
    candidates: &[EnrolmentId],
) -> QueryResult<Vec<PaperMark>> {
    let rows = reachable(reach)
        .filter(mock_exam_marks::paper_id.eq_any(papers))
        .filter(mock_exam_marks::enrolment_id.eq_any(candidates))
        .select(PaperMark::as_select());
    Ok(rows.load(conn)?.into_iter().map(|mark| shown(reach, mark)).collect())
}

/// Every mark of some mock exams found within reach, whoever it is of: for what is told of a class without names.
pub fn marks_of_exams(conn: &mut Tx, exams: &[MockExam]) -> QueryResult<Vec<PaperMark>> {
    let exams: Vec<MockExamId> = exams.iter().map(|exam| exam.id).collect();
    let papers = mock_exam_papers::table.filter(mock_exam_papers::mock_exam_id.eq_any(exams));
    mock_exam_marks::table
        .filter(mock_exam_marks::paper_id.eq_any(papers.select(mock_exam_papers::id)))
        .select(PaperMark::as_select())
        .load(conn)
}

/// The marks among some that were given to an apprentice, in one enrolment when it is named, each with whether it is released;
/// an absence is no mark.
pub fn marks_among(
    conn: &mut Tx,
    reach: &Reach,
    (apprentice, enrolment): (ApprenticeId, Option<EnrolmentId>),
    ids: &[MarkId],
) -> QueryResult<Vec<(MarkId, bool)>> {
    let mut theirs = enrolments::table.filter(enrolments::apprentice_id.eq(apprentice)).into_boxed();
    if let Some(enrolment) = enrolment {
        theirs = theirs.filter(enrolments::id.eq(enrolment));
    }
    let rows: Vec<(MarkId, PaperId)> = reachable(reach)
        .filter(mock_exam_marks::id.eq_any(ids.to_vec()))
        .filter(mock_exam_marks::enrolment_id.eq_any(theirs.select(enrolments::id)))
        .filter(mock_exam_marks::mark_hundredths.is_not_null())
        .select((mock_exam_marks::id, mock_exam_marks::paper_id))
        .load(conn)?;
    let papers: Vec<PaperId> = rows.iter().map(|(_, paper)| *paper).collect();
    let released: Vec<PaperId> = released_papers().filter(mock_exam_papers::id.eq_any(papers)).load(conn)?;
    Ok(rows.into_iter().map(|(id, paper)| (id, released.contains(&paper))).collect())
}

/// The papers of some marks, each with its mock exam: one statement.
pub fn papers_with_exams(
    conn: &mut Tx,
    papers: &[PaperId],
) -> QueryResult<HashMap<PaperId, (MockExamPaper, MockExam)>> {
    let rows: Vec<(MockExamPaper, MockExam)> = mock_exam_papers::table
        .inner_join(mock_exams::table.on(mock_exams::id.eq(mock_exam_papers::mock_exam_id)))
        .filter(mock_exam_papers::id.eq(any_of(papers.to_vec())))
        .select((MockExamPaper::as_select(), MockExam::as_select()))
        .load(conn)?;
    Ok(rows.into_iter().map(|(paper, exam)| (paper.id, (paper, exam))).collect())
}

/// Writes marks, each new or in place of the one of the same paper and candidate, in one statement.
pub fn write_marks(tx: &mut Tx, marks: &[&NewMark]) -> QueryResult<Vec<PaperMark>> {
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    diesel::insert_into(mock_exam_marks::table)
        .values(marks.to_vec())
        .on_conflict((mock_exam_marks::paper_id, mock_exam_marks::enrolment_id))
        .do_update()
        .set((
            mock_exam_marks::status.eq(excluded(mock_exam_marks::status)),
            mock_exam_marks::mark_hundredths.eq(excluded(mock_exam_marks::mark_hundredths)),
            mock_exam_marks::remark.eq(excluded(mock_exam_marks::remark)),
            mock_exam_marks::marker.eq(excluded(mock_exam_marks::marker)),
        ))
        .returning(PaperMark::as_returning())
        .get_results(tx)
}

/// Writes a mark anew.
pub fn change_mark(tx: &mut Tx, id: MarkId, facts: &MarkFacts) -> QueryResult<PaperMark> {
    diesel::update(mock_exam_marks::table.find(id))
        .set(facts)
        .returning(PaperMark::as_returning())
        .get_result(tx)
}

/// Corrects a mark that is released, and keeps when and why.
pub fn correct_mark(
    tx: &mut Tx,
    id: MarkId,
    facts: &MarkFacts,
    (at, reason): (DateTime<Utc>, &str),
) -> QueryResult<PaperMark> {
    diesel::update(mock_exam_marks::table.find(id))
        .set((
            facts,
            mock_exam_marks::corrected_at.eq(Some(at)),
            mock_exam_marks::correction_reason.eq(Some(reason)),
        ))
        .returning(PaperMark::as_returning())
        .get_result(tx)
}
