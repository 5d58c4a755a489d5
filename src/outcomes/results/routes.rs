//! Handlers of the official exam, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post, put};

use super::acts::{self, ExamEntry, SessionSat};
use super::model::ResultRow;
use super::registrations::registrations_of;
use super::rules::CandidateExam;
use super::store::{self, ExamResultFilter};
use super::wire::{
    ClassResultsIn, ClassResultsOut, ExamRegistrationsOut, ExamResultIn, ExamResultOut, ExamResultPatch,
    SessionParams,
};
use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{CohortId, EnrolmentId, ExamResultId};
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(write_exam_result)
        .service(list_exam_results)
        .service(get_exam_result)
        .service(change_exam_result)
        .service(withdraw_exam_result)
        .service(enter_class_results)
        .service(list_exam_registrations);
}

/// Writes the official exam of an enrolment at a session, in place of the one there: registration, presence and marks at each
/// unit, decision of the jury as given. After the decision, a correction has its reason.
#[utoipa::path(tag = "exam results",
    params(("id" = EnrolmentId, Path, description = "Enrolment."),
        ("session" = i32, Path, minimum = 1990, maximum = 2100, description = "Year of the session.")),
    request_body = ExamResultIn,
    responses((status = 200, description = "The exam as it now is.", body = Peopled<ExamResultOut>)))]
#[put("/v1/enrolments/{id}/exam-results/{session}")]
async fn write_exam_result(
    door: Door,
    catalogue: Data<Catalogue>,
    path: Path<(EnrolmentId, i32)>,
    body: Body<ExamResultIn>,
) -> Answer {
    let (id, session) = *path;
    door.create(Act::EnterExamResult, body, move |tx, asker, request| {
        let found = apprentices::store::lock_enrolment(tx, &asker.reach, id)?.or_not_found("enrolment")?;
        let cohort = cohort_of(tx, asker, found.cohort.id)?;
        let known = acts::known_at(tx, asker, session, &[id])?.remove(&id);
        let sat = match &known {
            Some(known) => {
                asker.expects(known.row.result.version)?;
                SessionSat::again(&catalogue, &cohort, &known.row.result)?
            }
            None => SessionSat::of(&catalogue, &cohort, session)?,
        };
        let (exam, reason) = request.told();
        let entry = entry_of(id, exam, reason);
        let warnings = acts::enter_one(tx, asker, sat, entry, known, None)?;
        let row = acts::read_back(tx, asker, session, id)?;
        answered(tx, asker, &catalogue, row, warnings)
    })
    .await
}

/// Lists official exams, the latest written first, each with the people it is about: those of their sites for staff, their own
/// for apprentices.
#[utoipa::path(tag = "exam results", params(Paged<ExamResultFilter>),
    responses((status = 200, description = "One page of exams.", body = Page<Peopled<ExamResultOut>>)))]
#[get("/v1/exam-results")]
async fn list_exam_results(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<Paged<ExamResultFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadExamResult, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let found = Page::of(rows, page.limit, |row| row.result.id)
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        let Page { data, next_cursor, total } = found;
        let data = acts::shown(conn, asker, &catalogue, data)?;
        Reply::page(&peopled(conn, asker, Page { data, next_cursor, total })?)
    })
    .await
}

/// Reads an official exam.
#[utoipa::path(tag = "exam results", params(("id" = ExamResultId, Path, description = "Exam.")),
    responses((status = 200, description = "The exam.", body = Peopled<ExamResultOut>)))]
#[get("/v1/exam-results/{id}")]
async fn get_exam_result(door: Door, catalogue: Data<Catalogue>, id: Path<ExamResultId>) -> Answer {
    door.read(Act::ReadExamResult, move |conn, asker| {
        let row = store::find(conn, &asker.reach, *id)?.or_not_found("exam_result")?;
        answered(conn, asker, &catalogue, row, Vec::new())
    })
    .await
}

/// Changes an official exam by merge patch; after the decision of the jury, with a reason.
#[utoipa::path(tag = "exam results", params(("id" = ExamResultId, Path, description = "Exam.")),
    request_body = ExamResultPatch,
    responses((status = 200, description = "The exam changed.", body = Peopled<ExamResultOut>)))]
#[patch("/v1/exam-results/{id}")]
async fn change_exam_result(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ExamResultId>,
    body: Body<ExamResultPatch>,
) -> Answer {
    door.change(Act::EnterExamResult, body, move |tx, asker, patch| {
        let row = store::lock(tx, &asker.reach, *id)?.or_not_found("exam_result")?;
        asker.expects(row.result.version)?;
        let (enrolment, session) = (row.result.enrolment_id, row.result.session);
        let known = acts::known_of(tx, vec![row])?.pop().or_not_found("exam_result")?;
        let (exam, reason) = patch.applied_to(&ExamResultIn::of(&known.exam))?.told();
        let found = apprentices::store::find_enrolment(tx, &asker.reach, enrolment)?;
        let cohort = cohort_of(tx, asker, found.or_not_found("exam_result")?.cohort.id)?;
        let sat = SessionSat::again(&catalogue, &cohort, &known.row.result)?;
        let entry = entry_of(enrolment, exam, reason);
        let warnings = acts::enter_one(tx, asker, sat, entry, Some(known), Some(patch.fields().as_slice()))?;
        let row = acts::read_back(tx, asker, session, enrolment)?;
        answered(tx, asker, &catalogue, row, warnings)
    })
    .await
}

/// Takes back an official exam entered by mistake, with its units, and says why.
#[utoipa::path(tag = "exam results", params(("id" = ExamResultId, Path, description = "Exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/exam-results/{id}/withdrawal")]
async fn withdraw_exam_result(door: Door, id: Path<ExamResultId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterExamResult, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Enters the official exams of a class in one request: all or none, every mistake told at once; what is absent of a row stays
/// as it is, and what the jury decided is corrected one by one.
#[utoipa::path(tag = "exam results", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = ClassResultsIn,
    responses((status = 200, description = "The exams as they now are.", body = ClassResultsOut)))]
#[post("/v1/cohorts/{id}/results")]
async fn enter_class_results(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    body: Body<ClassResultsIn>,
) -> Answer {
    door.create(Act::EnterExamResult, body, move |tx, asker, request| {
        let cohort = cohort_of(tx, asker, *id)?;
        let session = request.session.unwrap_or(cohort.facts.exam_session);
        let sat = SessionSat::of(&catalogue, &cohort, session)?;
        let entered = acts::enter_class(tx, asker, sat, &request)?;
        let asked: Vec<EnrolmentId> = request.rows.iter().map(|row| row.enrolment_id).collect();
        let mut rows = store::at_session(tx, &asker.reach, session, &asked)?;
        let place = |id: EnrolmentId| asked.iter().position(|asked| *asked == id);
        rows.sort_by_key(|row| place(row.result.enrolment_id));
        let data = acts::shown(tx, asker, &catalogue, rows)?;
        let page = peopled(tx, asker, Page { data, next_cursor: None, total: None })?;
        let warnings = entered.warnings.into_iter().map(|one| Warning::render(one, asker.lang)).collect();
        let acts::ExamsEntered { entered, unchanged, .. } = entered;
        Reply::ok(&ClassResultsOut { entered, unchanged, data: page.data, warnings })
    })
    .await
}

/// Says who of a class is registered for a session, what each registration lacks, and until when.
#[utoipa::path(tag = "exam results",
    params(("id" = CohortId, Path, description = "Cohort."), Paged<SessionParams>),
    responses((status = 200, description = "One page of the class.", body = ExamRegistrationsOut)))]
#[get("/v1/cohorts/{id}/exam-registrations")]
async fn list_exam_registrations(
    door: Door,
    id: Path<CohortId>,
    params: Params<Paged<SessionParams>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadExamRegistration, move |conn, asker| {
        let cohort = cohort_of(conn, asker, *id)?;
        Reply::ok(&registrations_of(conn, asker, &cohort, filter.session, &page)?)
    })
    .await
}

fn entry_of(enrolment_id: EnrolmentId, exam: CandidateExam, reason: Option<String>) -> ExamEntry {
    let (at, reason_at) = (String::new(), "/correction_reason".to_owned());
    ExamEntry { id: ExamResultId::new(), enrolment_id, exam, reason, at, reason_at }
}

/// An exam with the people it is about, its version and what the rules noticed.
fn answered(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    row: ResultRow,
    warnings: Vec<Finding>,
) -> Answer {
    let version = row.result.version;
    let shown = acts::shown(conn, asker, catalogue, vec![row])?.pop().or_not_found("exam_result")?;
    let told = with_people(conn, asker, shown.warned(warnings, asker.lang))?;
    Ok(Reply::ok(&told)?.version(version))
}

fn cohort_of(conn: &mut Tx, asker: &Asker, id: CohortId) -> Result<Cohort, Problem> {
    cohorts::store::find(conn, &asker.reach, id)?.or_not_found("cohort")
}
