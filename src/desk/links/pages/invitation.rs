//! Answering an invitation to a mock exam.

use super::form::{Field, Kind, choices};
use super::sheet::Sheet;
use super::sheets::{Asked, apprentice_named};
use crate::desk::links::brief::exam_days_fr;
use crate::ids::MockExamInvitationId;
use crate::learning::mock_exams;
use crate::learning::mock_exams::model::{InvitationAnswer, MockExamInvitation};
use crate::learning::mock_exams::wire::InvitationAnswerIn;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

/// The form of an invitation.
pub fn sheet(asked: Asked<'_>) -> Result<Sheet, Problem> {
    let not_found = || Problem::not_found("mock_exam_invitation");
    let caller = &asked.asker.caller;
    let reach = caller.may(Act::ReadMockExamInvitation)?;
    let found = mock_exams::store::find_invitation(asked.conn, &reach, MockExamInvitationId(asked.id))?;
    let invitation = found.ok_or_else(not_found)?;
    let reach = caller.may(Act::ReadMockExam)?;
    let exam = mock_exams::store::find_exam(asked.conn, &reach, invitation.mock_exam_id)?;
    let days = exam_days_fr(&exam.ok_or_else(not_found)?);
    let name = apprentice_named(asked.conn, asked.asker, invitation.apprentice_id)?;
    let intro = vec![
        format!("Le centre vous invite à l’examen blanc de {name}, {days}."),
        said_before(&invitation).into(),
    ];
    Ok(Sheet {
        title: "Répondre à une invitation".into(),
        intro,
        read: Vec::new(),
        fields: fields(),
        parts: Vec::new(),
        initial: Vec::new(),
        submit: "Envoyer la réponse",
    })
}

/// What is asked.
fn fields() -> Vec<Field> {
    vec![Field {
        options: choices(&[("accepted", "Je viendrai"), ("declined", "Je ne viendrai pas")]),
        ..Field::required("answer", "Votre réponse", Kind::Radios)
    }]
}

fn said_before(invitation: &MockExamInvitation) -> &'static str {
    match invitation.answer {
        InvitationAnswer::Pending => "Vous n’avez pas encore répondu.",
        InvitationAnswer::Accepted => "Vous avez répondu que vous viendrez ; vous pouvez changer d’avis.",
        InvitationAnswer::Declined => {
            "Vous avez répondu que vous ne viendrez pas ; vous pouvez changer d’avis."
        }
    }
}

/// Writes the answer.
pub fn carry_out(asked: Asked<'_>) -> Answer {
    let wanted = checked::<InvitationAnswerIn>(&asked.answered(&fields()))?;
    mock_exams::answering::answer(asked.conn, asked.asker, MockExamInvitationId(asked.id), wanted.answer)?;
    Reply::no_content()
}
