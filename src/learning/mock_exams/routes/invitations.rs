//! Inviting tutors to a mock exam, and their answers.

use actix_web::web::Path;
use actix_web::{get, post};

use crate::ids::{MockExamId, MockExamInvitationId};
use crate::learning::mock_exams::acts::{self, refuse_past};
use crate::learning::mock_exams::mailing::InvitationMailer;
use crate::learning::mock_exams::model::{MockExam, MockExamInvitation};
use crate::learning::mock_exams::rules::book::TUTORS_ARE_INVITED;
use crate::learning::mock_exams::store::{self, InvitationFilter, Written};
use crate::learning::mock_exams::wire::{InvitationAnswerIn, InvitationDetailOut, InvitationsIn};
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged, Rows};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Most invitations one answer lists.
const MOST: i64 = 200;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(invite_tutors)
        .service(list_invitations_of_exam)
        .service(list_invitations)
        .service(get_invitation)
        .service(answer_invitation)
        .service(withdraw_invitation);
}

/// Invites every tutor whose contract runs on the days of a mock exam, by mail where mails leave; those already invited
/// stay as they are.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = InvitationsIn,
    responses((status = 200, description = "The first page of all its invitations.", body = Page<Peopled<MockExamInvitation>>)))]
#[post("/v1/mock-exams/{id}/invitations")]
async fn invite_tutors(door: Door, id: Path<MockExamId>, body: Body<InvitationsIn>) -> Answer {
    let mailer = InvitationMailer::of(door.app());
    door.create(Act::InviteTutor, body, move |tx, asker, _| {
        let exam = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        refuse_past(&exam)?;
        if !exam.tutors_invited {
            return Err(tutors_not_invited(&exam));
        }
        let tutors = store::tutors_concerned(tx, &exam)?;
        let invited = store::invite(tx, &exam, &tutors, asker.today)?;
        asker.record_all(tx, invited.iter().map(|one| (Event::MockExamInvitationSent, one)), &[])?;
        mailer.notify(tx, asker, &exam, &invited)?;
        listed(tx, asker, Some(exam.id), &InvitationFilter::default(), &Rows::first(MOST))
    })
    .await
}

/// Lists the invitations to a mock exam; tutors see their own.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamId, Path, description = "Mock exam."), Paged<InvitationFilter>),
    responses((status = 200, description = "One page of invitations.", body = Page<Peopled<MockExamInvitation>>)))]
#[get("/v1/mock-exams/{id}/invitations")]
async fn list_invitations_of_exam(
    door: Door,
    id: Path<MockExamId>,
    params: Params<Paged<InvitationFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMockExamInvitation, move |conn, asker| {
        store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        listed(conn, asker, Some(*id), &filter, &page)
    })
    .await
}

/// Lists invitations to mock exams: one's own for tutors, those of their sites for staff.
#[utoipa::path(tag = "mock exams", params(Paged<InvitationFilter>),
    responses((status = 200, description = "One page of invitations.", body = Page<Peopled<MockExamInvitation>>)))]
#[get("/v1/mock-exam-invitations")]
async fn list_invitations(door: Door, params: Params<Paged<InvitationFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMockExamInvitation, move |conn, asker| listed(conn, asker, None, &filter, &page)).await
}

/// Reads an invitation, with until when it is answered and what may be chosen: an hour of the tutor's apprentices once shown,
/// or half a day.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamInvitationId, Path, description = "Invitation.")),
    responses((status = 200, description = "The invitation.", body = InvitationDetailOut)))]
#[get("/v1/mock-exam-invitations/{id}")]
async fn get_invitation(door: Door, id: Path<MockExamInvitationId>) -> Answer {
    door.read(Act::ReadMockExamInvitation, move |conn, asker| {
        let found = store::find_invitation(conn, &asker.reach, *id)?.or_not_found("mock_exam_invitation")?;
        let version = found.version;
        Ok(Reply::ok(&acts::detailed(conn, asker, found)?)?.version(version))
    })
    .await
}

/// Answers an invitation, until the day the programme gives; the same answer twice changes nothing, another replaces it.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamInvitationId, Path, description = "Invitation.")),
    request_body = InvitationAnswerIn,
    responses((status = 200, description = "The invitation answered.", body = MockExamInvitation)))]
#[post("/v1/mock-exam-invitations/{id}/answer")]
async fn answer_invitation(
    door: Door,
    id: Path<MockExamInvitationId>,
    body: Body<InvitationAnswerIn>,
) -> Answer {
    door.create(Act::AnswerInvitation, body, move |tx, asker, request| {
        let answered = acts::answer(tx, asker, *id, &request)?;
        Ok(Reply::ok(&answered)?.version(answered.version))
    })
    .await
}

/// Takes back an invitation sent by mistake, with its answer, and says why; the tutor may be invited again.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamInvitationId, Path, description = "Invitation.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exam-invitations/{id}/withdrawal")]
async fn withdraw_invitation(door: Door, id: Path<MockExamInvitationId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::InviteTutor, body, move |tx, asker, request| {
        let found = store::find_invitation(tx, &asker.reach, *id)?.or_not_found("mock_exam_invitation")?;
        store::lock_exam(tx, &asker.reach, found.mock_exam_id)?.or_not_found("mock_exam_invitation")?;
        let current = store::find_invitation(tx, &asker.reach, *id)?.or_not_found("mock_exam_invitation")?;
        let about = About::record(WithdrawalKind::MockExamInvitation, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn listed(
    conn: &mut Tx,
    asker: &Asker,
    exam: Option<MockExamId>,
    filter: &InvitationFilter,
    page: &Rows<Written>,
) -> Answer {
    let rows = store::list_invitations(conn, &asker.reach, exam, filter, page)?;
    let page = Page::of(rows, page.limit, |row| Written { id: row.id.0 })
        .counted(page, || store::count_invitations(conn, &asker.reach, exam, filter))?;
    Reply::page(&peopled(conn, asker, page)?)
}

pub(super) fn tutors_not_invited(exam: &MockExam) -> Problem {
    let year = exam.training_year;
    TUTORS_ARE_INVITED
        .conflict(say!(
            "Le programme ne convie pas les tuteurs aux examens blancs de l'année {year}.",
            "The programme does not invite tutors to this mock exam of year {year}."
        ))
        .sourced("Programme de formation")
}
