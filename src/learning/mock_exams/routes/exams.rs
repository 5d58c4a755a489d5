//! Reading mock exams, fixing their days, holding and cancelling them.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::{refuse_cancelled, refuse_early, refuse_held};
use crate::catalogue::cohorts;
use crate::ids::MockExamId;
use crate::law::findings::{Finding, refuse_errors};
use crate::learning::mock_exams::model::{MockExam, MockExamFacts, MockExamState};
use crate::learning::mock_exams::rules::book::MARKED_EXAM_STAYS;
use crate::learning::mock_exams::rules::{ExamDays, check_days};
use crate::learning::mock_exams::store::{self, MockExamFilter};
use crate::learning::mock_exams::wire::{
    HoldingIn, MockExamCancellationIn, MockExamDetailOut, MockExamPatch,
};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Day, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Lang;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{
    self, About, RowScope, Withdrawal, WithdrawalIn, WithdrawalKind, WithdrawalOut,
};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_mock_exams)
        .service(get_mock_exam)
        .service(change_mock_exam)
        .service(hold_mock_exam)
        .service(cancel_mock_exam)
        .service(withdraw_mock_exam_cancellation)
        .service(withdraw_mock_exam_holding);
}

/// Lists mock exams, in the order of time.
#[utoipa::path(tag = "mock exams", params(Paged<MockExamFilter>),
    responses((status = 200, description = "One page of mock exams.", body = Page<MockExam>)))]
#[get("/v1/mock-exams")]
async fn list_mock_exams(door: Door, params: Params<Paged<MockExamFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMockExam, move |conn, asker| {
        let rows = store::list_exams(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| Day { on: row.month_on, id: row.id.0 })
            .counted(&page, || store::count_exams(conn, &asker.reach, &filter))?;
        Reply::page(&page)
    })
    .await
}

/// Reads a mock exam with its papers.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    responses((status = 200, description = "The mock exam.", body = MockExamDetailOut)))]
#[get("/v1/mock-exams/{id}")]
async fn get_mock_exam(door: Door, id: Path<MockExamId>) -> Answer {
    door.read(Act::ReadMockExam, move |conn, asker| {
        let exam = store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        with_papers(conn, exam, Vec::new(), asker.lang)
    })
    .await
}

/// Fixes the days of a mock exam by merge patch.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MockExamPatch,
    responses((status = 200, description = "The mock exam changed.", body = MockExamDetailOut)))]
#[patch("/v1/mock-exams/{id}")]
async fn change_mock_exam(door: Door, id: Path<MockExamId>, body: Body<MockExamPatch>) -> Answer {
    door.change(Act::ChangeMockExam, body, move |tx, asker, patch| {
        let current = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        asker.expects(current.version)?;
        refuse_settled(current.state)?;
        let facts = patch.applied_to(&current.facts)?;
        let warnings = judge_days(tx, asker, &current, facts)?;
        let exam = store::change_exam(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::MockExamChanged, &exam, &patch.fields())?;
        with_papers(tx, exam, warnings, asker.lang)
    })
    .await
}

/// Records that a mock exam took place.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = HoldingIn,
    responses((status = 200, description = "The mock exam, held.", body = MockExamDetailOut)))]
#[post("/v1/mock-exams/{id}/holding")]
async fn hold_mock_exam(door: Door, id: Path<MockExamId>, body: Body<HoldingIn>) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, _| {
        let current = lock_planned(tx, asker, *id)?;
        refuse_early(&current, asker.today)?;
        let exam = store::change_state(tx, current.id, MockExamState::Held)?;
        settle(tx, asker, exam, Event::MockExamHeld)
    })
    .await
}

/// Cancels a mock exam that nobody was marked at.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MockExamCancellationIn,
    responses((status = 200, description = "The mock exam, cancelled.", body = MockExamDetailOut)))]
#[post("/v1/mock-exams/{id}/cancellation")]
async fn cancel_mock_exam(door: Door, id: Path<MockExamId>, body: Body<MockExamCancellationIn>) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, _| {
        let current = lock_planned(tx, asker, *id)?;
        if store::has_marks(tx, current.id)? {
            return Err(has_marks());
        }
        let exam = store::change_state(tx, current.id, MockExamState::Cancelled)?;
        settle(tx, asker, exam, Event::MockExamCancelled)
    })
    .await
}

/// Takes back the cancellation of a mock exam, and says why: it is still to come.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/mock-exams/{id}/cancellation/withdrawal")]
async fn withdraw_mock_exam_cancellation(
    door: Door,
    id: Path<MockExamId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let withdrawal = reopened(tx, asker, *id, MockExamState::Cancelled, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back that a mock exam was held, and says why: it is still to come, its marks stay.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/mock-exams/{id}/holding/withdrawal")]
async fn withdraw_mock_exam_holding(door: Door, id: Path<MockExamId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let withdrawal = reopened(tx, asker, *id, MockExamState::Held, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Makes a mock exam settled by mistake one still to come.
fn reopened(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamId,
    settled: MockExamState,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let current = store::lock_exam(tx, &asker.reach, id)?.or_not_found("mock_exam")?;
    if current.state != settled {
        return Err(nothing_to_take_back());
    }
    let kind = match settled {
        MockExamState::Held => WithdrawalKind::MockExamHolding,
        _ => WithdrawalKind::MockExamCancellation,
    };
    let scope = RowScope::of("mock_exams", "id", id.0);
    let about = About::record(kind, &current, reason);
    withdrawals::take_back(tx, asker, about, &[scope], |tx| {
        store::change_state(tx, id, MockExamState::Planned)?;
        Ok(())
    })
}

fn lock_planned(tx: &mut Tx, asker: &Asker, id: MockExamId) -> Result<MockExam, Problem> {
    let current = store::lock_exam(tx, &asker.reach, id)?.or_not_found("mock_exam")?;
    refuse_settled(current.state)?;
    Ok(current)
}

/// Refuses what is only done to a mock exam still to come.
pub(super) fn refuse_settled(state: MockExamState) -> Result<(), Problem> {
    match state {
        MockExamState::Planned => Ok(()),
        MockExamState::Held | MockExamState::Marked | MockExamState::Released => Err(refuse_held()),
        MockExamState::Cancelled => Err(refuse_cancelled()),
    }
}

/// Writes down where a mock exam now stands, and answers it.
pub(super) fn settle(tx: &mut Tx, asker: &Asker, exam: MockExam, event: Event) -> Answer {
    asker.record(tx, event, &exam)?;
    with_papers(tx, exam, Vec::new(), asker.lang)
}

fn judge_days(
    tx: &mut Tx,
    asker: &Asker,
    exam: &MockExam,
    facts: MockExamFacts,
) -> Result<Vec<Finding>, Problem> {
    let cohort = cohorts::store::find(tx, &asker.reach, exam.cohort_id)?;
    let cohort = cohort.or_not_found("mock_exam")?;
    refuse_errors(check_days(&ExamDays {
        starts_on: facts.starts_on,
        ends_on: facts.ends_on,
        month_on: exam.month_on,
        cohort_starts_on: cohort.facts.starts_on,
        cohort_ends_on: cohort.facts.ends_on,
    }))
}

/// A mock exam with its papers, as an answer.
pub(in crate::learning::mock_exams) fn with_papers(
    conn: &mut Tx,
    exam: MockExam,
    warnings: Vec<Finding>,
    lang: Lang,
) -> Answer {
    let papers = store::papers_of_exam(conn, &exam)?;
    let version = exam.version;
    Ok(Reply::ok(&MockExamDetailOut::of(exam, papers, warnings, lang))?.version(version))
}

pub(super) fn has_marks() -> Problem {
    MARKED_EXAM_STAYS.conflict(say!(
        "Des notes sont déjà saisies : cet examen blanc ne s'annule plus.",
        "Marks are already entered: this mock exam can no longer be cancelled."
    ))
}
