//! Answering an invitation to a mock exam, by whatever door one came.

use super::model::{MockExam, MockExamInvitation, MockExamState};
use super::rules::book::{EXAM_IS_CANCELLED, EXAM_WAS_HELD};
use super::store;
use super::wire::TutorAnswer;
use crate::ids::MockExamInvitationId;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Writes an answer, until the mock exam took place; the same answer twice changes nothing.
pub fn answer(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamInvitationId,
    wanted: TutorAnswer,
) -> Result<MockExamInvitation, Problem> {
    let found = invitation_of(tx, asker, id)?;
    let exam =
        store::lock_exam(tx, &asker.reach, found.mock_exam_id)?.or_not_found("mock_exam_invitation")?;
    refuse_past(&exam)?;
    let current = invitation_of(tx, asker, id)?;
    if current.answer == wanted.into() {
        return Ok(current);
    }
    let answered = store::answer_invitation(tx, current.id, wanted.into(), asker.now)?;
    asker.record(tx, Event::MockExamInvitationAnswered, &answered)?;
    Ok(answered)
}

fn invitation_of(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamInvitationId,
) -> Result<MockExamInvitation, Problem> {
    store::find_invitation(tx, &asker.reach, id)?.or_not_found("mock_exam_invitation")
}

/// Refuses what is only done before a mock exam.
pub fn refuse_past(exam: &MockExam) -> Result<(), Problem> {
    match exam.state {
        MockExamState::Planned => Ok(()),
        MockExamState::Held => Err(refuse_held()),
        MockExamState::Cancelled => Err(refuse_cancelled()),
    }
}

/// The refusal of what a cancelled mock exam no longer takes.
pub fn refuse_cancelled() -> Problem {
    EXAM_IS_CANCELLED.conflict(say!("Cet examen blanc est annulé.", "This mock exam is cancelled."))
}

/// The refusal of what a mock exam already held no longer takes.
pub fn refuse_held() -> Problem {
    EXAM_WAS_HELD.conflict(say!("Cet examen blanc a déjà eu lieu.", "This mock exam already took place."))
}
