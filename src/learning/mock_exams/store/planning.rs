//! Writing the sessions a programme plans for a cohort, and writing them anew when the cohort changes.

use diesel::prelude::*;
use diesel::query_dsl::methods;
use diesel::upsert::excluded;

use crate::catalogue::cohorts::Cohort;
use crate::ids::{MockExamId, PaperId, SiteId};
use crate::learning::mock_exams::model::{MockExam, MockExamState, PaperFacts};
use crate::learning::mock_exams::rules::MockExamSession;
use crate::platform::db::Tx;
use crate::schema::{mock_exam_marks, mock_exam_papers, mock_exam_readings, mock_exams, sittings};

/// Writes the sessions of a new cohort and the papers of each.
pub fn insert_planned(
    tx: &mut Tx,
    cohort: &Cohort,
    sessions: &[MockExamSession],
    papers: &[PaperFacts],
) -> QueryResult<Vec<MockExam>> {
    let exams = write_sessions(tx, cohort, sessions)?;
    let ids: Vec<_> = exams.iter().map(|exam| exam.id).collect();
    insert_papers(tx, cohort.site_id, &ids, papers)?;
    Ok(exams)
}

/// Plans a cohort anew; what already took place, already has marks, or has the papers people chose, keeps them.
pub fn replan(
    tx: &mut Tx,
    cohort: &Cohort,
    sessions: &[MockExamSession],
    papers: &[PaperFacts],
) -> QueryResult<Vec<MockExam>> {
    let mut changed = cancel_others(tx, cohort, sessions)?;
    forget_days_outside(tx, cohort)?;
    let planned = write_sessions(tx, cohort, sessions)?;
    let ids: Vec<_> = planned.iter().map(|exam| exam.id).collect();
    let marked: Vec<MockExamId> = mock_exam_marks::table
        .inner_join(mock_exam_papers::table.on(mock_exam_papers::id.eq(mock_exam_marks::paper_id)))
        .filter(mock_exam_papers::mock_exam_id.eq_any(&ids))
        .select(mock_exam_papers::mock_exam_id)
        .distinct()
        .load(tx)?;
    let seated: Vec<MockExamId> = sittings::table
        .filter(sittings::mock_exam_id.eq_any(&ids))
        .select(sittings::mock_exam_id)
        .distinct()
        .load(tx)?;
    let read: Vec<MockExamId> = mock_exam_readings::table
        .inner_join(mock_exam_papers::table.on(mock_exam_papers::id.eq(mock_exam_readings::paper_id)))
        .filter(mock_exam_papers::mock_exam_id.eq_any(&ids))
        .select(mock_exam_papers::mock_exam_id)
        .distinct()
        .load(tx)?;
    let chosen: Vec<MockExamId> = mock_exams::table
        .filter(mock_exams::id.eq_any(&ids))
        .filter(mock_exams::papers_chosen)
        .select(mock_exams::id)
        .load(tx)?;
    let keeps = |id: &MockExamId| [&marked, &read, &seated, &chosen].iter().any(|those| those.contains(id));
    let blank: Vec<_> = ids.into_iter().filter(|id| !keeps(id)).collect();
    diesel::delete(mock_exam_papers::table.filter(mock_exam_papers::mock_exam_id.eq_any(&blank)))
        .execute(tx)?;
    insert_papers(tx, cohort.site_id, &blank, papers)?;
    changed.extend(planned);
    Ok(changed)
}

/// Writes sessions by rank: a new one, or the month of one still planned.
fn write_sessions(tx: &mut Tx, cohort: &Cohort, sessions: &[MockExamSession]) -> QueryResult<Vec<MockExam>> {
    let rows: Vec<_> = sessions
        .iter()
        .map(|session| {
            (
                mock_exams::id.eq(MockExamId::new()),
                mock_exams::site_id.eq(cohort.site_id),
                mock_exams::cohort_id.eq(cohort.id),
                mock_exams::ordinal.eq(session.ordinal),
                mock_exams::training_year.eq(session.training_year),
                mock_exams::month_on.eq(session.month_on),
                mock_exams::tutors_invited.eq(session.tutors_invited),
                mock_exams::answer_days_before.eq(session.answer_days_before),
            )
        })
        .collect();
    let written = diesel::insert_into(mock_exams::table)
        .values(&rows)
        .on_conflict((mock_exams::cohort_id, mock_exams::ordinal))
        .do_update()
        .set((
            mock_exams::training_year.eq(excluded(mock_exams::training_year)),
            mock_exams::month_on.eq(excluded(mock_exams::month_on)),
            mock_exams::tutors_invited.eq(excluded(mock_exams::tutors_invited)),
            mock_exams::answer_days_before.eq(excluded(mock_exams::answer_days_before)),
        ));
    methods::FilterDsl::filter(written, mock_exams::state.eq(MockExamState::Planned))
        .returning(MockExam::as_returning())
        .get_results(tx)
}

fn cancel_others(tx: &mut Tx, cohort: &Cohort, sessions: &[MockExamSession]) -> QueryResult<Vec<MockExam>> {
    let remaining: Vec<i16> = sessions.iter().map(|session| session.ordinal).collect();
    let others = mock_exams::table
        .filter(mock_exams::cohort_id.eq(cohort.id))
        .filter(mock_exams::state.eq(MockExamState::Planned))
        .filter(mock_exams::ordinal.ne_all(remaining));
    diesel::update(others)
        .set(mock_exams::state.eq(MockExamState::Cancelled))
        .returning(MockExam::as_returning())
        .get_results(tx)
}

fn forget_days_outside(tx: &mut Tx, cohort: &Cohort) -> QueryResult<()> {
    let outside = mock_exams::table
        .filter(mock_exams::cohort_id.eq(cohort.id))
        .filter(mock_exams::state.eq(MockExamState::Planned))
        .filter(
            mock_exams::starts_on
                .lt(cohort.facts.starts_on)
                .or(mock_exams::starts_on.gt(cohort.facts.ends_on)),
        );
    diesel::update(outside)
        .set((
            mock_exams::starts_on.eq(None::<chrono::NaiveDate>),
            mock_exams::ends_on.eq(None::<chrono::NaiveDate>),
        ))
        .execute(tx)
        .map(drop)
}

/// Writes the papers of some sessions, the same for each.
pub(super) fn insert_papers(
    tx: &mut Tx,
    site: SiteId,
    exams: &[MockExamId],
    papers: &[PaperFacts],
) -> QueryResult<()> {
    let paper_of = |exam: MockExamId, paper: &PaperFacts| {
        (
            mock_exam_papers::id.eq(PaperId::new()),
            mock_exam_papers::site_id.eq(site),
            mock_exam_papers::mock_exam_id.eq(exam),
            paper.clone(),
        )
    };
    let rows: Vec<_> =
        exams.iter().flat_map(|exam| papers.iter().map(move |paper| paper_of(*exam, paper))).collect();
    diesel::insert_into(mock_exam_papers::table).values(rows).execute(tx).map(drop)
}
