//! Queries on sessions and their papers.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::Deserialize;
use utoipa::IntoParams;

use super::planning::insert_papers;
use super::reachable_enrolments;
use crate::at_sites;
use crate::ids::{CohortId, MockExamId, PaperId, SiteId};
use crate::learning::mock_exams::model::{MockExam, MockExamFacts, MockExamPaper, MockExamState, PaperFacts};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::{Day, Rows};
use crate::schema::{
    enrolments, mock_exam_marks, mock_exam_papers, mock_exam_readings, mock_exams, sittings,
};
use crate::trust::access::{Bounds, Reach};

/// What narrows a list of mock exams.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MockExamFilter {
    /// Only this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only those that stand there.
    #[param(inline)]
    pub state: Option<MockExamState>,
}

/// The mock exams within reach: those of their apprentices' cohorts for tutors, of their own for students.
fn reachable<'a>(reach: &Reach) -> mock_exams::BoxedQuery<'a, Pg> {
    let rows = mock_exams::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, mock_exams::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            let cohorts = reachable_enrolments(reach).select(enrolments::cohort_id);
            rows.filter(mock_exams::cohort_id.eq_any(cohorts))
        }
    }
}

/// One mock exam.
pub fn find_exam(conn: &mut Tx, reach: &Reach, id: MockExamId) -> QueryResult<Option<MockExam>> {
    reachable(reach).filter(mock_exams::id.eq(id)).select(MockExam::as_select()).first(conn).optional()
}

/// One mock exam, locked until the end of the transaction.
pub fn lock_exam(tx: &mut Tx, reach: &Reach, id: MockExamId) -> QueryResult<Option<MockExam>> {
    if find_exam(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    mock_exams::table.find(id).for_no_key_update().select(MockExam::as_select()).first(tx).optional()
}

/// One more row than the limit, in the order of time.
pub fn list_exams(
    conn: &mut Tx,
    reach: &Reach,
    filter: &MockExamFilter,
    page: &Rows<Day>,
) -> QueryResult<Vec<MockExam>> {
    let mut rows = narrowed_exams(reach, filter);
    if let Some(after) = &page.after {
        let tie = mock_exams::month_on.gt(after.on).or(mock_exams::id.gt(after.id));
        rows = rows.filter(mock_exams::month_on.ge(after.on)).filter(tie);
    }
    rows.select(MockExam::as_select())
        .order((mock_exams::month_on, mock_exams::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count_exams(conn: &mut Tx, reach: &Reach, filter: &MockExamFilter) -> QueryResult<i64> {
    narrowed_exams(reach, filter).count().get_result(conn)
}

fn narrowed_exams<'a>(reach: &Reach, filter: &MockExamFilter) -> mock_exams::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(cohort) = filter.cohort {
        rows = rows.filter(mock_exams::cohort_id.eq(cohort));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(mock_exams::site_id.eq(site));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(mock_exams::state.eq(state));
    }
    rows
}

/// The mock exams of some cohorts, in the order of time.
pub fn exams_of(conn: &mut Tx, reach: &Reach, cohorts: &[CohortId]) -> QueryResult<Vec<MockExam>> {
    reachable(reach)
        .filter(mock_exams::cohort_id.eq_any(cohorts.to_vec()))
        .select(MockExam::as_select())
        .order((mock_exams::month_on, mock_exams::id))
        .load(conn)
}

/// The papers of mock exams found within reach, in the order of the regulation.
pub fn papers_of_exams(conn: &mut Tx, exams: &[MockExam]) -> QueryResult<Vec<MockExamPaper>> {
    let ids: Vec<MockExamId> = exams.iter().map(|exam| exam.id).collect();
    mock_exam_papers::table
        .filter(mock_exam_papers::mock_exam_id.eq_any(ids))
        .order((mock_exam_papers::mock_exam_id, mock_exam_papers::rank))
        .select(MockExamPaper::as_select())
        .load(conn)
}

/// The papers of a mock exam found within reach, in the order of the regulation.
pub fn papers_of_exam(conn: &mut Tx, exam: &MockExam) -> QueryResult<Vec<MockExamPaper>> {
    mock_exam_papers::table
        .filter(mock_exam_papers::mock_exam_id.eq(exam.id))
        .order(mock_exam_papers::rank)
        .select(MockExamPaper::as_select())
        .load(conn)
}

/// Whether a mark was given at a mock exam.
pub fn has_marks(conn: &mut Tx, id: MockExamId) -> QueryResult<bool> {
    let papers =
        mock_exam_papers::table.filter(mock_exam_papers::mock_exam_id.eq(id)).select(mock_exam_papers::id);
    let read = mock_exam_readings::table.filter(mock_exam_readings::paper_id.eq_any(papers));
    let given = mock_exam_marks::table.filter(mock_exam_marks::paper_id.eq_any(papers));
    diesel::select(exists(given).or(exists(read))).get_result(conn)
}

/// The units at which somebody was marked at a mock exam, by one person or by two.
pub fn marked_units(conn: &mut Tx, id: MockExamId) -> QueryResult<Vec<String>> {
    let mut units: Vec<String> = mock_exam_papers::table
        .inner_join(mock_exam_readings::table.on(mock_exam_readings::paper_id.eq(mock_exam_papers::id)))
        .filter(mock_exam_papers::mock_exam_id.eq(id))
        .select(mock_exam_papers::unit_code)
        .distinct()
        .load(conn)?;
    units.extend(units_with_marks(conn, id)?);
    units.sort_unstable();
    units.dedup();
    Ok(units)
}

fn units_with_marks(conn: &mut Tx, id: MockExamId) -> QueryResult<Vec<String>> {
    mock_exam_papers::table
        .inner_join(mock_exam_marks::table.on(mock_exam_marks::paper_id.eq(mock_exam_papers::id)))
        .filter(mock_exam_papers::mock_exam_id.eq(id))
        .select(mock_exam_papers::unit_code)
        .distinct()
        .load(conn)
}

/// The units of which a sitting is planned at a mock exam.
pub fn seated_units(conn: &mut Tx, id: MockExamId) -> QueryResult<Vec<String>> {
    mock_exam_papers::table
        .inner_join(sittings::table.on(sittings::paper_id.eq(mock_exam_papers::id)))
        .filter(mock_exam_papers::mock_exam_id.eq(id))
        .select(mock_exam_papers::unit_code)
        .distinct()
        .load(conn)
}

/// Drops the papers of other units than those chosen, and writes those added: from now on they are what people chose.
pub fn choose_papers(
    tx: &mut Tx,
    exam: &MockExam,
    chosen: &[String],
    added: &[PaperFacts],
) -> QueryResult<MockExam> {
    let others = mock_exam_papers::table
        .filter(mock_exam_papers::mock_exam_id.eq(exam.id))
        .filter(mock_exam_papers::unit_code.ne_all(chosen.to_vec()));
    diesel::delete(others).execute(tx)?;
    insert_papers(tx, exam.site_id, &[exam.id], added)?;
    diesel::update(mock_exams::table.find(exam.id))
        .set(mock_exams::papers_chosen.eq(true))
        .returning(MockExam::as_returning())
        .get_result(tx)
}

/// Says which papers two people mark, and how far apart they may be: a statement for each gap there is.
pub fn choose_double_marking(tx: &mut Tx, chosen: &[(PaperId, Option<i32>)]) -> QueryResult<()> {
    let mut by_gap: BTreeMap<Option<i32>, Vec<PaperId>> = BTreeMap::new();
    for (paper, within) in chosen {
        by_gap.entry(*within).or_default().push(*paper);
    }
    for (within, papers) in by_gap {
        diesel::update(mock_exam_papers::table.filter(mock_exam_papers::id.eq_any(papers)))
            .set((
                mock_exam_papers::double_marking.eq(within.is_some()),
                mock_exam_papers::agreed_within_hundredths.eq(within),
            ))
            .execute(tx)?;
    }
    Ok(())
}

/// Whether two people mark a paper.
pub fn has_two_markers(conn: &mut Tx, id: PaperId) -> QueryResult<bool> {
    mock_exam_papers::table.find(id).select(mock_exam_papers::double_marking).first(conn)
}

/// Raises the version of a mock exam of which something beside it changed.
pub fn touch_exam(tx: &mut Tx, id: MockExamId) -> QueryResult<MockExam> {
    diesel::update(mock_exams::table.find(id))
        .set(mock_exams::papers_chosen.eq(mock_exams::papers_chosen))
        .returning(MockExam::as_returning())
        .get_result(tx)
}

/// Writes the days of a mock exam.
pub fn change_exam(tx: &mut Tx, id: MockExamId, facts: &MockExamFacts) -> QueryResult<MockExam> {
    diesel::update(mock_exams::table.find(id)).set(facts).returning(MockExam::as_returning()).get_result(tx)
}

/// Writes where a mock exam stands, short of released.
pub fn change_state(tx: &mut Tx, id: MockExamId, state: MockExamState) -> QueryResult<MockExam> {
    diesel::update(mock_exams::table.find(id))
        .set((mock_exams::state.eq(state), mock_exams::released_at.eq(None::<DateTime<Utc>>)))
        .returning(MockExam::as_returning())
        .get_result(tx)
}

/// Writes what the regulation says of some papers: one statement.
pub fn settle_papers(tx: &mut Tx, exam: &MockExam, papers: Vec<MockExamPaper>) -> QueryResult<()> {
    let row = |paper: MockExamPaper| {
        (
            mock_exam_papers::id.eq(paper.id),
            mock_exam_papers::site_id.eq(exam.site_id),
            mock_exam_papers::mock_exam_id.eq(exam.id),
            paper.facts,
        )
    };
    diesel::insert_into(mock_exam_papers::table)
        .values(papers.into_iter().map(row).collect::<Vec<_>>())
        .on_conflict(mock_exam_papers::id)
        .do_update()
        .set((
            mock_exam_papers::label.eq(excluded(mock_exam_papers::label)),
            mock_exam_papers::coefficient_hundredths.eq(excluded(mock_exam_papers::coefficient_hundredths)),
            mock_exam_papers::optional.eq(excluded(mock_exam_papers::optional)),
            mock_exam_papers::block_key.eq(excluded(mock_exam_papers::block_key)),
        ))
        .execute(tx)
        .map(drop)
}

/// Releases the marks of a mock exam.
pub fn release(tx: &mut Tx, id: MockExamId, at: DateTime<Utc>) -> QueryResult<MockExam> {
    diesel::update(mock_exams::table.find(id))
        .set((mock_exams::state.eq(MockExamState::Released), mock_exams::released_at.eq(Some(at))))
        .returning(MockExam::as_returning())
        .get_result(tx)
}

/// The mock exams of a cohort, and their papers.
pub fn parts_of(conn: &mut Tx, cohort: CohortId) -> QueryResult<(Vec<uuid::Uuid>, Vec<uuid::Uuid>)> {
    let exams: Vec<MockExamId> =
        mock_exams::table.filter(mock_exams::cohort_id.eq(cohort)).select(mock_exams::id).load(conn)?;
    let papers: Vec<PaperId> = mock_exam_papers::table
        .filter(mock_exam_papers::mock_exam_id.eq_any(exams.clone()))
        .select(mock_exam_papers::id)
        .load(conn)?;
    Ok((exams.into_iter().map(Into::into).collect(), papers.into_iter().map(Into::into).collect()))
}
