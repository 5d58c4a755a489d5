//! What may be done with a mock exam, or an invitation to one, now, and why not the rest.

use actix_web::get;
use actix_web::web::Path;

use super::exams::{has_marks, refuse_settled};
use super::invitations::tutors_not_invited;
use super::{refuse_cancelled, refuse_early};
use crate::ids::{MockExamId, MockExamInvitationId};
use crate::learning::mock_exams::acts::{
    refuse_incomplete, refuse_past, refuse_unattended, refuse_unless_held, refuse_unless_marked,
};
use crate::learning::mock_exams::model::{MockExam, MockExamState};
use crate::learning::mock_exams::readings::acts::refuse_unreconciled;
use crate::learning::mock_exams::rules::refuse_late;
use crate::learning::mock_exams::store;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};

/// Every act on a mock exam.
pub const STEPS: &[Step] = &[
    step(
        "change",
        ("Fixer les jours", "Fix its days"),
        Act::ChangeMockExam,
        ("PATCH", "/v1/mock-exams/{id}"),
    ),
    step(
        "choose_papers",
        ("Choisir les épreuves", "Choose its papers"),
        Act::ChangeMockExam,
        ("PUT", "/v1/mock-exams/{id}/papers"),
    ),
    step(
        "invite",
        ("Convier les tuteurs", "Invite tutors"),
        Act::InviteTutor,
        ("POST", "/v1/mock-exams/{id}/invitations"),
    ),
    step(
        "hold",
        ("Déclarer tenu", "Record as held"),
        Act::ChangeMockExam,
        ("POST", "/v1/mock-exams/{id}/holding"),
    ),
    step(
        "complete_marks",
        ("Dire les notes complètes", "Say its marks are complete"),
        Act::ChangeMockExam,
        ("POST", "/v1/mock-exams/{id}/marking"),
    ),
    step(
        "release",
        ("Publier les notes", "Release its marks"),
        Act::ChangeMockExam,
        ("POST", "/v1/mock-exams/{id}/release"),
    ),
    step("cancel", ("Annuler", "Cancel"), Act::ChangeMockExam, ("POST", "/v1/mock-exams/{id}/cancellation")),
    step("mark", ("Saisir des notes", "Enter marks"), Act::EnterMark, ("PUT", "/v1/mock-exams/{id}/marks")),
];

/// Every act on an invitation to a mock exam.
pub const STEPS_OF_INVITATIONS: &[Step] = &[
    step(
        "answer",
        ("Répondre", "Answer"),
        Act::AnswerInvitation,
        ("POST", "/v1/mock-exam-invitations/{id}/answer"),
    ),
    step(
        "record_attendance",
        ("Noter qui est venu", "Write down who came"),
        Act::InviteTutor,
        ("POST", "/v1/mock-exam-invitations/{id}/attendance"),
    ),
];

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_mock_exam_transitions).service(list_invitation_transitions);
}

/// Says what who asks may do with a mock exam now, and why not the rest.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/mock-exams/{id}/transitions")]
async fn list_mock_exam_transitions(door: Door, id: Path<MockExamId>) -> Answer {
    door.read(Act::ReadMockExam, move |conn, asker| {
        let exam = store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let names = [("id", exam.id.to_string())];
        asker.transitions(STEPS, &names, |step| against(conn, asker, &exam, step.act).map(|()| Vec::new()))
    })
    .await
}

/// Says what who asks may do with an invitation to a mock exam now, and why not the rest.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamInvitationId, Path, description = "Invitation.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/mock-exam-invitations/{id}/transitions")]
async fn list_invitation_transitions(door: Door, id: Path<MockExamInvitationId>) -> Answer {
    door.read(Act::ReadMockExamInvitation, move |conn, asker| {
        let found = store::find_invitation(conn, &asker.reach, *id)?.or_not_found("mock_exam_invitation")?;
        let exam = store::find_exam(conn, &asker.reach, found.mock_exam_id)?;
        let exam = exam.or_not_found("mock_exam_invitation")?;
        let names = [("id", found.id.to_string())];
        asker.transitions(STEPS_OF_INVITATIONS, &names, |step| {
            let allowed = match step.act {
                "record_attendance" => refuse_unattended(&exam, asker),
                _ => refuse_past(&exam).and_then(|()| refuse_late(&exam, asker.today)),
            };
            allowed.map(|()| Vec::new())
        })
    })
    .await
}

fn against(conn: &mut Tx, asker: &Asker, exam: &MockExam, act: &str) -> Result<(), Problem> {
    match act {
        "invite" if exam.tutors_invited => refuse_past(exam),
        "invite" => refuse_past(exam).and(Err(tutors_not_invited(exam))),
        "hold" => refuse_settled(exam.state).and_then(|()| refuse_early(exam, asker.today)),
        "cancel" => {
            refuse_settled(exam.state)?;
            if store::has_marks(conn, exam.id)? { Err(has_marks()) } else { Ok(()) }
        }
        "complete_marks" => refuse_unless_held(exam).and_then(|()| refuse_open(conn, asker, exam)),
        "release" => refuse_unless_marked(exam).and_then(|()| refuse_open(conn, asker, exam)),
        "mark" if exam.state == MockExamState::Cancelled => Err(refuse_cancelled()),
        "mark" => refuse_early(exam, asker.today),
        _ => refuse_settled(exam.state),
    }
}

/// Refuses while a mark is missing or two markers disagree.
fn refuse_open(conn: &mut Tx, asker: &Asker, exam: &MockExam) -> Result<(), Problem> {
    refuse_unreconciled(conn, asker, exam).and_then(|()| refuse_incomplete(conn, asker, exam))
}
