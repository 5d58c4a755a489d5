//! Every query on the official exams of candidates.

use std::collections::{HashMap, HashSet};

use diesel::dsl::IntoBoxed;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{
    ExamResult, ExamUnitFacts, ExamUnitResult, JuryDecision, NewExamResult, NewExamUnitResult, ResultRow,
};
use crate::at_sites;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, ExamResultId, SiteId};
use crate::law::figures::RegistrationNeed;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{apprentices, cohorts, enrolments, exam_result_units, exam_results, programmes};
use crate::trust::access::{Bounds, Reach};

/// What narrows a list of exams.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExamResultFilter {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of candidates enrolled in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of this enrolment.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only at this session.
    #[param(minimum = 1990, maximum = 2100)]
    pub session: Option<i32>,
    /// Only with this decision.
    #[param(inline)]
    pub decision: Option<JuryDecision>,
}

#[diesel::dsl::auto_type(type_case = "PascalCase")]
fn results_of_candidates() -> _ {
    exam_results::table
        .inner_join(enrolments::table.on(enrolments::id.eq(exam_results::enrolment_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
}

type ResultQuery<'a> = IntoBoxed<'a, ResultsOfCandidates, Pg>;

/// The exams within reach: of their sites for staff, their own for students; company tutors see none.
fn reachable<'a>(reach: &Reach) -> ResultQuery<'a> {
    let rows = results_of_candidates().into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, exam_results::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(exam_results::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(enrolments::apprentice_id.eq(*apprentice)),
    }
}

fn narrowed<'a>(reach: &Reach, filter: &ExamResultFilter) -> ResultQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(exam_results::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        rows = rows.filter(enrolments::cohort_id.eq(cohort));
    }
    if let Some(enrolment) = filter.enrolment {
        rows = rows.filter(exam_results::enrolment_id.eq(enrolment));
    }
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(enrolments::apprentice_id.eq(apprentice));
    }
    if let Some(session) = filter.session {
        rows = rows.filter(exam_results::session.eq(session));
    }
    if let Some(decision) = filter.decision {
        rows = rows.filter(exam_results::decision.eq(decision));
    }
    rows
}

/// One exam.
pub fn find(conn: &mut Tx, reach: &Reach, id: ExamResultId) -> QueryResult<Option<ResultRow>> {
    reachable(reach).filter(exam_results::id.eq(id)).select(ResultRow::as_select()).first(conn).optional()
}

/// One exam, its enrolment locked first, then itself, until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: ExamResultId) -> QueryResult<Option<ResultRow>> {
    let Some(found) = find(tx, reach, id)? else { return Ok(None) };
    lock_enrolments(tx, &[found.result.enrolment_id])?;
    let result = exam_results::table.find(id).for_no_key_update().select(ExamResult::as_select());
    let result = result.first(tx).optional()?;
    Ok(result.map(|result| ResultRow { result, ..found }))
}

/// One more row than the limit, the latest written first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ExamResultFilter,
    page: &Rows<ExamResultId>,
) -> QueryResult<Vec<ResultRow>> {
    let mut rows = narrowed(reach, filter);
    if let Some(before) = page.after {
        rows = rows.filter(exam_results::id.lt(before));
    }
    let rows = rows.select(ResultRow::as_select()).order(exam_results::id.desc());
    rows.first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ExamResultFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

/// The exams of some enrolments at a session.
pub fn at_session(
    conn: &mut Tx,
    reach: &Reach,
    session: i32,
    enrolments: &[EnrolmentId],
) -> QueryResult<Vec<ResultRow>> {
    reachable(reach)
        .filter(exam_results::session.eq(session))
        .filter(exam_results::enrolment_id.eq_any(enrolments.to_vec()))
        .select(ResultRow::as_select())
        .load(conn)
}

/// Which of some enrolments, found within reach, were admitted at a session before.
pub fn admitted_before(
    conn: &mut Tx,
    session: i32,
    enrolments: &[EnrolmentId],
) -> QueryResult<HashSet<EnrolmentId>> {
    let rows: Vec<EnrolmentId> = exam_results::table
        .filter(exam_results::enrolment_id.eq(any_of(enrolments.to_vec())))
        .filter(exam_results::session.lt(session))
        .filter(exam_results::decision.eq(JuryDecision::Admitted))
        .select(exam_results::enrolment_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What candidates have at the units of some exams.
pub fn units_of(
    conn: &mut Tx,
    results: &[ExamResultId],
) -> QueryResult<HashMap<ExamResultId, Vec<ExamUnitFacts>>> {
    let rows: Vec<ExamUnitResult> = exam_result_units::table
        .filter(exam_result_units::exam_result_id.eq(any_of(results.to_vec())))
        .order((exam_result_units::exam_result_id, exam_result_units::unit_code))
        .select(ExamUnitResult::as_select())
        .load(conn)?;
    let mut found: HashMap<ExamResultId, Vec<ExamUnitFacts>> = HashMap::new();
    for row in rows {
        found.entry(row.exam_result_id).or_default().push(row.facts);
    }
    Ok(found)
}

/// Locks enrolments until the end of the transaction, always in one order.
fn lock_enrolments(tx: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<()> {
    let locked = enrolments::table.filter(enrolments::id.eq_any(ids.to_vec())).order(enrolments::id);
    locked.for_no_key_update().select(enrolments::id).load::<EnrolmentId>(tx).map(drop)
}

/// Which of some enrolments are in a cohort found within reach, locked until the end of the transaction.
pub fn lock_enrolled(tx: &mut Tx, cohort: CohortId, ids: &[EnrolmentId]) -> QueryResult<Vec<EnrolmentId>> {
    enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::id.eq_any(ids.to_vec()))
        .order(enrolments::id)
        .for_no_key_update()
        .select(enrolments::id)
        .load(tx)
}

/// What the file of a candidate says of what a registration asks.
#[derive(Debug, Clone, Queryable)]
pub struct CandidateFile {
    ine: Option<String>,
    birth_place: Option<String>,
    birth_department: Option<String>,
    address: Option<String>,
    email: Option<String>,
}

impl CandidateFile {
    /// Whether it says what is asked.
    pub fn says(&self, need: RegistrationNeed) -> bool {
        match need {
            RegistrationNeed::Ine => self.ine.is_some(),
            RegistrationNeed::BirthPlace => self.birth_place.is_some(),
            RegistrationNeed::BirthDepartment => self.birth_department.is_some(),
            RegistrationNeed::Address => self.address.is_some(),
            RegistrationNeed::Email => self.email.is_some(),
        }
    }
}

/// The files of candidates found within reach.
pub fn files_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<HashMap<ApprenticeId, CandidateFile>> {
    let rows: Vec<(ApprenticeId, CandidateFile)> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids.to_vec())))
        .select((
            apprentices::id,
            (
                apprentices::ine,
                apprentices::birth_place,
                apprentices::birth_department,
                apprentices::address_line,
                apprentices::email,
            ),
        ))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Writes exams, each new or in place of the one of its enrolment and session, with their units anew.
pub fn write(
    tx: &mut Tx,
    rows: &[NewExamResult],
    units: &[NewExamUnitResult],
) -> QueryResult<Vec<ExamResult>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let written: Vec<ExamResult> = diesel::insert_into(exam_results::table)
        .values(rows)
        .on_conflict((exam_results::enrolment_id, exam_results::session))
        .do_update()
        .set((
            exam_results::registered_on.eq(excluded(exam_results::registered_on)),
            exam_results::candidate_number.eq(excluded(exam_results::candidate_number)),
            exam_results::registration_withdrawn_on.eq(excluded(exam_results::registration_withdrawn_on)),
            exam_results::decision.eq(excluded(exam_results::decision)),
            exam_results::decided_on.eq(excluded(exam_results::decided_on)),
            exam_results::decision_reference.eq(excluded(exam_results::decision_reference)),
            exam_results::diploma_on.eq(excluded(exam_results::diploma_on)),
            exam_results::corrected_at.eq(excluded(exam_results::corrected_at)),
            exam_results::correction_reason.eq(excluded(exam_results::correction_reason)),
        ))
        .returning(ExamResult::as_returning())
        .get_results(tx)?;
    let ids: Vec<ExamResultId> = rows.iter().map(|row| row.id).collect();
    diesel::delete(exam_result_units::table.filter(exam_result_units::exam_result_id.eq_any(ids)))
        .execute(tx)?;
    diesel::insert_into(exam_result_units::table).values(units).execute(tx)?;
    Ok(written)
}
