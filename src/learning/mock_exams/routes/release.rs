//! From the marks complete to their release to the apprentices, all together; and back, with a reason.

use actix_web::post;
use actix_web::web::{Data, Path};

use super::exams::settle;
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::ids::MockExamId;
use crate::learning::mock_exams::acts::{refuse_incomplete, refuse_unless_held, refuse_unless_marked};
use crate::learning::mock_exams::model::{MockExam, MockExamState};
use crate::learning::mock_exams::readings::acts::refuse_unreconciled;
use crate::learning::mock_exams::rules::as_in_force;
use crate::learning::mock_exams::store;
use crate::learning::mock_exams::wire::{MockExamDetailOut, MockExamMarkingIn, MockExamReleaseIn};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(complete_mock_exam_marks)
        .service(release_mock_exam_marks)
        .service(withdraw_mock_exam_marking)
        .service(withdraw_mock_exam_release);
}

/// Says that the marks of a mock exam are complete: each candidate has a mark, an absence or an exemption at each compulsory
/// paper; otherwise it is refused with who lacks which.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MockExamMarkingIn,
    responses((status = 200, description = "The mock exam, marked.", body = MockExamDetailOut)))]
#[post("/v1/mock-exams/{id}/marking")]
async fn complete_mock_exam_marks(door: Door, id: Path<MockExamId>, body: Body<MockExamMarkingIn>) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, _| {
        let current = locked(tx, asker, *id)?;
        refuse_unless_held(&current)?;
        refuse_unreconciled(tx, asker, &current)?;
        refuse_incomplete(tx, asker, &current)?;
        let exam = store::change_state(tx, current.id, MockExamState::Marked)?;
        settle(tx, asker, exam, Event::MockExamMarked)
    })
    .await
}

/// Releases the marks of a mock exam: from now on apprentices see theirs, and company tutors those of their apprentices.
///
/// Each paper takes the coefficient and the block that the regulation gives its unit on that day, and keeps them: what was
/// released no longer moves, even when the programme is corrected later.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MockExamReleaseIn,
    responses((status = 200, description = "The mock exam, its marks released.", body = MockExamDetailOut)))]
#[post("/v1/mock-exams/{id}/release")]
async fn release_mock_exam_marks(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<MockExamId>,
    body: Body<MockExamReleaseIn>,
) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, _| {
        let current = locked(tx, asker, *id)?;
        refuse_unless_marked(&current)?;
        refuse_unreconciled(tx, asker, &current)?;
        refuse_incomplete(tx, asker, &current)?;
        settle_papers(tx, asker, &catalogue, &current)?;
        let exam = store::release(tx, current.id, asker.now)?;
        settle(tx, asker, exam, Event::MockExamReleased)
    })
    .await
}

/// Takes back that the marks of a mock exam are complete, and says why.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/mock-exams/{id}/marking/withdrawal")]
async fn withdraw_mock_exam_marking(door: Door, id: Path<MockExamId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let back = (MockExamState::Marked, MockExamState::Held);
        taken_back(tx, asker, *id, back, (WithdrawalKind::MockExamMarking, request.reason.as_str()))
    })
    .await
}

/// Takes back the release of the marks of a mock exam, and says why: apprentices and company tutors see them no more.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/mock-exams/{id}/release/withdrawal")]
async fn withdraw_mock_exam_release(door: Door, id: Path<MockExamId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let back = (MockExamState::Released, MockExamState::Marked);
        taken_back(tx, asker, *id, back, (WithdrawalKind::MockExamRelease, request.reason.as_str()))
    })
    .await
}

/// Has the papers keep what the regulation in force says of their units.
fn settle_papers(tx: &mut Tx, asker: &Asker, catalogue: &Catalogue, exam: &MockExam) -> Result<(), Problem> {
    let cohort = cohorts::store::find(tx, &asker.reach, exam.cohort_id)?.or_not_found("mock_exam")?;
    let programme = catalogue.programme(&cohort.programme);
    let Some(regulation) = programme.and_then(|one| one.regulation(&cohort.facts.exam_regulation)) else {
        return Ok(());
    };
    let papers = store::papers_of_exam(tx, exam)?;
    Ok(store::settle_papers(tx, exam, as_in_force(papers, regulation))?)
}

fn locked(tx: &mut Tx, asker: &Asker, id: MockExamId) -> Result<MockExam, Problem> {
    store::lock_exam(tx, &asker.reach, id)?.or_not_found("mock_exam")
}

/// Brings a mock exam from a state back to the one before.
fn taken_back(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamId,
    (from, to): (MockExamState, MockExamState),
    (kind, reason): (WithdrawalKind, &str),
) -> Answer {
    let current = locked(tx, asker, id)?;
    if current.state != from {
        return Err(nothing_to_take_back());
    }
    let scope = RowScope::of("mock_exams", "id", id.0);
    let about = About::record(kind, &current, reason);
    let withdrawal = withdrawals::take_back(tx, asker, about, &[scope], |tx| {
        store::change_state(tx, id, to)?;
        Ok(())
    })?;
    withdrawals::answer(tx, asker, withdrawal)
}
