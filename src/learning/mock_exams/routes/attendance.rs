//! Who came among the tutors invited: counted, written down, and taken back.

use actix_web::web::Path;
use actix_web::{get, post};

use crate::ids::{MockExamId, MockExamInvitationId};
use crate::learning::mock_exams::acts;
use crate::learning::mock_exams::model::MockExamInvitation;
use crate::learning::mock_exams::store;
use crate::learning::mock_exams::wire::{InvitationAttendanceIn, InvitationCountsOut};
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(count_invitation_answers)
        .service(record_invitation_attendance)
        .service(withdraw_invitation_attendance);
}

/// Counts the invitations to a mock exam: how many answered what, how many came; tutors count their own.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    responses((status = 200, description = "The counts.", body = InvitationCountsOut)))]
#[get("/v1/mock-exams/{id}/invitations/counts")]
async fn count_invitation_answers(door: Door, id: Path<MockExamId>) -> Answer {
    door.read(Act::ReadMockExamInvitation, move |conn, asker| {
        store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let rows = store::count_answers(conn, &asker.reach, *id)?;
        Reply::ok(&InvitationCountsOut::of(*id, &rows))
    })
    .await
}

/// Writes down whether a tutor came, or who came for them, from the first day of the mock exam on.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamInvitationId, Path, description = "Invitation.")),
    request_body = InvitationAttendanceIn,
    responses((status = 200, description = "The invitation, with who came.", body = MockExamInvitation)))]
#[post("/v1/mock-exam-invitations/{id}/attendance")]
async fn record_invitation_attendance(
    door: Door,
    id: Path<MockExamInvitationId>,
    body: Body<InvitationAttendanceIn>,
) -> Answer {
    door.create(Act::InviteTutor, body, move |tx, asker, request| {
        let attended = acts::attend(tx, asker, *id, request)?;
        Ok(Reply::ok(&attended)?.version(attended.version))
    })
    .await
}

/// Takes back what was written down of whether a tutor came, and says why.
#[utoipa::path(tag = "mock exams",
    params(("id" = MockExamInvitationId, Path, description = "Invitation.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exam-invitations/{id}/attendance/withdrawal")]
async fn withdraw_invitation_attendance(
    door: Door,
    id: Path<MockExamInvitationId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::InviteTutor, body, move |tx, asker, request| {
        let (_, current) = acts::locked(tx, asker, *id)?;
        if current.visit.attendance.is_none() {
            return Err(nothing_to_take_back());
        }
        let scope = RowScope::of("mock_exam_invitations", "id", current.id.0);
        let about = About::record(WithdrawalKind::InvitationAttendance, &current, &*request.reason);
        let withdrawal =
            withdrawals::take_back(tx, asker, about.of(current.apprentice_id), &[scope], |tx| {
                store::write_attendance(tx, current.id, None)?;
                Ok(())
            })?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
