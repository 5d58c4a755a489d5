//! Queries on sittings and their jurors.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, MockExamId, PaperId, SiteId, SittingId, TutorId};
use crate::learning::mock_exams::model::{MockExamPaper, MockExamState};
use crate::learning::sittings::model::{Sitting, SittingJuror, TimeSpan};
use crate::platform::clock::start_of;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{
    enrolments, mock_exam_papers, mock_exams, sitting_jurors, sitting_publications, sitting_slots, sittings,
};
use crate::trust::access::{Bounds, Reach};

/// What narrows an agenda of sittings.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgendaFilter {
    /// Only those of this day or later.
    pub from: Option<NaiveDate>,
    /// Only those of this day or earlier.
    pub to: Option<NaiveDate>,
    /// Only this mock exam.
    #[param(value_type = Option<uuid::Uuid>)]
    pub mock_exam: Option<MockExamId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only those of which this member of the staff is a juror.
    #[param(value_type = Option<uuid::Uuid>)]
    pub juror: Option<AccountId>,
}

/// Where a list of sittings stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SittingKey {
    pub at: DateTime<Utc>,
    pub id: SittingId,
}

/// The mock exams whose sittings are shown to candidates and jurors.
#[diesel::dsl::auto_type]
fn shown_exams() -> _ {
    let cancelled: MockExamState = MockExamState::Cancelled;
    sitting_publications::table
        .inner_join(mock_exams::table.on(mock_exams::id.eq(sitting_publications::mock_exam_id)))
        .filter(mock_exams::state.ne(cancelled))
        .select(sitting_publications::mock_exam_id)
}

/// The sittings a company tutor is a juror of.
#[diesel::dsl::auto_type]
fn judged_by(tutor: TutorId) -> _ {
    sitting_jurors::table.filter(sitting_jurors::tutor_id.eq(tutor)).select(sitting_jurors::sitting_id)
}

/// The sittings an apprentice is a candidate of.
#[diesel::dsl::auto_type]
fn sat_by(apprentice: ApprenticeId) -> _ {
    sitting_slots::table
        .inner_join(enrolments::table.on(enrolments::id.eq(sitting_slots::enrolment_id)))
        .filter(enrolments::apprentice_id.eq(apprentice))
        .select(sitting_slots::sitting_id)
}

/// The sittings within reach: once published, those they are a juror of for tutors, those they sit for students.
pub(super) fn reachable<'a>(reach: &Reach) -> sittings::BoxedQuery<'a, Pg> {
    let rows = sittings::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, sittings::site_id, sites),
        Bounds::Tutor(following) | Bounds::Link { tutor: following, .. } => rows
            .filter(sittings::mock_exam_id.eq_any(shown_exams()))
            .filter(sittings::id.eq_any(judged_by(following.tutor))),
        Bounds::Apprentice(apprentice) => rows
            .filter(sittings::mock_exam_id.eq_any(shown_exams()))
            .filter(sittings::id.eq_any(sat_by(*apprentice))),
    }
}

/// One sitting.
pub fn find_sitting(conn: &mut Tx, reach: &Reach, id: SittingId) -> QueryResult<Option<Sitting>> {
    reachable(reach).filter(sittings::id.eq(id)).select(Sitting::as_select()).first(conn).optional()
}

/// One sitting, locked until the end of the transaction.
pub fn lock_sitting(tx: &mut Tx, reach: &Reach, id: SittingId) -> QueryResult<Option<Sitting>> {
    if find_sitting(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    sittings::table.find(id).for_no_key_update().select(Sitting::as_select()).first(tx).optional()
}

/// One more row than the limit, in the order of time.
pub fn list_sittings(
    conn: &mut Tx,
    reach: &Reach,
    filter: &AgendaFilter,
    page: &Rows<SittingKey>,
) -> QueryResult<Vec<Sitting>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = &page.after {
        let tie = sittings::starts_at.gt(after.at).or(sittings::id.gt(after.id));
        rows = rows.filter(sittings::starts_at.ge(after.at)).filter(tie);
    }
    rows.select(Sitting::as_select())
        .order((sittings::starts_at, sittings::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count_sittings(conn: &mut Tx, reach: &Reach, filter: &AgendaFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &AgendaFilter) -> sittings::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(from) = filter.from {
        rows = rows.filter(sittings::starts_at.ge(start_of(from)));
    }
    if let Some(after) = filter.to.and_then(|to| to.succ_opt()) {
        rows = rows.filter(sittings::starts_at.lt(start_of(after)));
    }
    if let Some(exam) = filter.mock_exam {
        rows = rows.filter(sittings::mock_exam_id.eq(exam));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(sittings::site_id.eq(site));
    }
    if let Some(account) = filter.juror {
        let judged = sitting_jurors::table
            .filter(sitting_jurors::account_id.eq(account))
            .select(sitting_jurors::sitting_id);
        rows = rows.filter(sittings::id.eq_any(judged));
    }
    rows
}

/// The sittings of a mock exam within reach, in the order of time.
pub fn sittings_of_exam(conn: &mut Tx, reach: &Reach, exam: MockExamId) -> QueryResult<Vec<Sitting>> {
    reachable(reach)
        .filter(sittings::mock_exam_id.eq(exam))
        .select(Sitting::as_select())
        .order((sittings::starts_at, sittings::id))
        .load(conn)
}

/// The sittings of a site that share an instant with some span.
pub fn at_some_time(conn: &mut Tx, site: SiteId, span: TimeSpan) -> QueryResult<Vec<Sitting>> {
    sittings::table
        .filter(sittings::site_id.eq(site))
        .filter(sittings::starts_at.lt(span.to))
        .filter(sittings::ends_at.gt(span.from))
        .select(Sitting::as_select())
        .load(conn)
}

/// The jurors of some sittings, in their order.
pub fn jurors_of(conn: &mut Tx, of: &[SittingId]) -> QueryResult<Vec<SittingJuror>> {
    sitting_jurors::table
        .filter(sitting_jurors::sitting_id.eq(any_of(of.to_vec())))
        .order((sitting_jurors::sitting_id, sitting_jurors::rank))
        .select(SittingJuror::as_select())
        .load(conn)
}

/// The papers of some sittings.
pub fn papers_named(conn: &mut Tx, of: &[PaperId]) -> QueryResult<HashMap<PaperId, MockExamPaper>> {
    let rows: Vec<MockExamPaper> = mock_exam_papers::table
        .filter(mock_exam_papers::id.eq(any_of(of.to_vec())))
        .select(MockExamPaper::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|paper| (paper.id, paper)).collect())
}

/// Which of some mock exams are not cancelled.
pub fn running_exams(conn: &mut Tx, of: &[MockExamId]) -> QueryResult<HashSet<MockExamId>> {
    let rows: Vec<MockExamId> = mock_exams::table
        .filter(mock_exams::id.eq(any_of(of.to_vec())))
        .filter(mock_exams::state.ne(MockExamState::Cancelled))
        .select(mock_exams::id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
