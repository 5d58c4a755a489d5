//! Answering an invitation to a mock exam.

use super::form::{Field, FieldKind, choices};
use super::sheet::FormSheet;
use super::sheets::{FormContext, apprentice_named};
use crate::ids::MockExamInvitationId;
use crate::learning::mock_exams;
use crate::learning::mock_exams::model::{InvitationAnswer, MockExamInvitation};
use crate::learning::mock_exams::wire::InvitationAnswerIn;
use crate::platform::body::checked;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

/// The form of an invitation.
pub fn sheet(context: FormContext<'_>) -> Result<FormSheet, Problem> {
    let not_found = || Problem::not_found("mock_exam_invitation");
    let caller = &context.asker.caller;
    let reach = caller.may(Act::ReadMockExamInvitation)?;
    let found = mock_exams::store::find_invitation(context.conn, &reach, MockExamInvitationId(context.id))?;
    let invitation = found.ok_or_else(not_found)?;
    let reach = caller.may(Act::ReadMockExam)?;
    let exam = mock_exams::store::find_exam(context.conn, &reach, invitation.mock_exam_id)?;
    let days = exam.ok_or_else(not_found)?.days_in_words().fr;
    let name = apprentice_named(context.conn, context.asker, invitation.apprentice_id)?;
    let intro = vec![
        format!("Le centre vous invite à l’examen blanc de {name}, {days}."),
        earlier_answer(&invitation).into(),
    ];
    Ok(FormSheet {
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
        ..Field::required("answer", "Votre réponse", FieldKind::Radios)
    }]
}

fn earlier_answer(invitation: &MockExamInvitation) -> &'static str {
    match invitation.answer {
        InvitationAnswer::Pending => "Vous n’avez pas encore répondu.",
        InvitationAnswer::Accepted => "Vous avez répondu que vous viendrez ; vous pouvez changer d’avis.",
        InvitationAnswer::Declined => {
            "Vous avez répondu que vous ne viendrez pas ; vous pouvez changer d’avis."
        }
    }
}

/// Writes the answer.
pub fn carry_out(context: FormContext<'_>) -> Answer {
    let request = checked::<InvitationAnswerIn>(&context.answered(&fields()))?;
    mock_exams::acts::answer(context.conn, context.asker, MockExamInvitationId(context.id), request.answer)?;
    Reply::no_content()
}
