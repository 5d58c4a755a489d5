//! Entering, reading and correcting marks.

use actix_web::web::Path;
use actix_web::{get, patch, post, put};

use super::{refuse_cancelled, refuse_early};
use crate::ids::{MarkId, MockExamId};
use crate::law::findings::refuse_errors;
use crate::learning::mock_exams::acts::listed_marks;
use crate::learning::mock_exams::entering::{MarkOrigin, enter, refuse_alone, refuse_released};
use crate::learning::mock_exams::model::{MarkFacts, MockExam, MockExamState, NewMark, PaperMark};
use crate::learning::mock_exams::rules::Mark;
use crate::learning::mock_exams::store::{self, MarkFilter, MarkScope, MarksRead};
use crate::learning::mock_exams::wire::{MarkEntryIn, MarkPatch, MarksIn, MarksOut};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(enter_marks)
        .service(list_marks)
        .service(get_mark)
        .service(change_mark)
        .service(withdraw_mark);
}

/// Enters marks, all or none; entering the same twice changes nothing.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MarksIn,
    responses((status = 200, description = "The marks as they now are.", body = MarksOut)))]
#[put("/v1/mock-exams/{id}/marks")]
async fn enter_marks(door: Door, id: Path<MockExamId>, body: Body<MarksIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let exam = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        if exam.state == MockExamState::Cancelled {
            return Err(refuse_cancelled());
        }
        refuse_early(&exam, asker.today)?;
        let versions: Vec<_> = request.marks.iter().map(|entry| entry.version).collect();
        let entries = request.marks.into_iter().map(|entry| written(entry, &exam, asker));
        let batch: Vec<NewMark> = entries.collect();
        let entered = enter(tx, asker, &exam, (&batch, &versions), MarkOrigin::Entry)?;
        let unchanged = batch.len() - entered.written;
        Reply::ok(&MarksOut { entered: entered.written, unchanged, data: entered.marks })
    })
    .await
}

/// Lists the marks of a mock exam, each with the people it is about: all for staff, one's apprentices' for tutors, one's own for students.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), Paged<MarkFilter>),
    responses((status = 200, description = "One page of marks.", body = Page<Peopled<PaperMark>>)))]
#[get("/v1/mock-exams/{id}/marks")]
async fn list_marks(door: Door, id: Path<MockExamId>, params: Params<Paged<MarkFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMark, move |conn, asker| {
        let exam = store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let read = MarksRead { scope: MarkScope::exam(exam.id), filter: filter.clone() };
        Reply::page(&listed_marks(conn, asker, &read, &page)?)
    })
    .await
}

/// Reads one mark.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    responses((status = 200, description = "The mark.", body = Peopled<PaperMark>)))]
#[get("/v1/mock-exam-marks/{id}")]
async fn get_mark(door: Door, id: Path<MarkId>) -> Answer {
    door.read(Act::ReadMark, move |conn, asker| {
        let mark = store::find_mark(conn, &asker.reach, *id)?.or_not_found("mark")?;
        let version = mark.version;
        Ok(Reply::ok(&with_people(conn, asker, mark)?)?.version(version))
    })
    .await
}

/// Corrects one mark by merge patch.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    request_body = MarkPatch,
    responses((status = 200, description = "The mark corrected.", body = Peopled<PaperMark>)))]
#[patch("/v1/mock-exam-marks/{id}")]
async fn change_mark(door: Door, id: Path<MarkId>, body: Body<MarkPatch>) -> Answer {
    door.change(Act::EnterMark, body, move |tx, asker, patch| {
        let (current, state) = store::lock_mark(tx, &asker.reach, *id)?.or_not_found("mark")?;
        asker.expects(current.version)?;
        match state {
            MockExamState::Cancelled => return Err(refuse_cancelled()),
            MockExamState::Released => return Err(refuse_released()),
            MockExamState::Planned | MockExamState::Held | MockExamState::Marked => {}
        }
        let facts = patch.applied_to(&current.facts)?;
        refuse_errors(Mark::new(facts.status, facts.mark_hundredths).err().into_iter().collect())?;
        refuse_alone(tx, &current, &facts)?;
        let mark = store::change_mark(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::MarkEntered, &mark, &patch.fields())?;
        let version = mark.version;
        Ok(Reply::ok(&with_people(tx, asker, mark)?)?.version(version))
    })
    .await
}

/// Takes back a mark entered by mistake, and says why: the paper is without a mark again.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exam-marks/{id}/withdrawal")]
async fn withdraw_mark(door: Door, id: Path<MarkId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let (current, _) = store::lock_mark(tx, &asker.reach, *id)?.or_not_found("mark")?;
        let about = About::record(WithdrawalKind::Mark, &current, &*request.reason);
        let about = About { apprentice_id: store::candidate(tx, current.enrolment_id)?, ..about };
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// A mark as sent, as a mark to write.
fn written(entry: MarkEntryIn, exam: &MockExam, asker: &Asker) -> NewMark {
    let MarkEntryIn { paper_id, enrolment_id, status, mark_hundredths, remark, marker, .. } = entry;
    NewMark {
        id: MarkId::new(),
        site_id: exam.site_id,
        paper_id,
        enrolment_id,
        facts: MarkFacts { status, mark_hundredths, remark, marker },
        entered_on: asker.today,
    }
}
