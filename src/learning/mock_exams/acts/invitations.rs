//! What a tutor answers to an invitation, and whether they came.

use std::collections::BTreeSet;

use super::{refuse_cancelled, refuse_early, refuse_past};
use crate::ids::{ApprenticeId, MockExamInvitationId};
use crate::law::findings::refuse_errors;
use crate::learning::mock_exams::model::{
    InvitationAnswer, InvitationChoice, InvitedAbout, MockExam, MockExamInvitation, MockExamState,
};
use crate::learning::mock_exams::rules::{Offer, check_replacement, refuse_late, strangers};
use crate::learning::mock_exams::store;
use crate::learning::mock_exams::wire::{InvitationAnswerIn, InvitationAttendanceIn, InvitationDetailOut};
use crate::people::apprentices::cards::with_people;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Writes an answer, until its last day; the same answer twice changes nothing.
///
/// With the apprentices whom the tutor comes to see, it is the answer of all their invitations to the mock exam: those about
/// the others are declined.
pub fn answer(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamInvitationId,
    given: &InvitationAnswerIn,
) -> Result<MockExamInvitation, Problem> {
    let (exam, current) = locked(tx, asker, id)?;
    refuse_past(&exam)?;
    refuse_late(&exam, asker.today)?;
    let about = store::invited_about(tx, &asker.reach, &current)?;
    let seen = seen_by(given, &current, &about);
    let offer = offered(tx, &exam, &about, &seen)?;
    let theirs: BTreeSet<ApprenticeId> = about.iter().map(|one| one.apprentice_id).collect();
    let mut wrong = given.apprentices.as_deref().map_or_else(Vec::new, |named| {
        let names: Vec<&str> = about.iter().map(|one| one.name.as_str()).collect();
        strangers(named, &theirs, &names.join(", "))
    });
    let choice = offer.choice(given).map_err(|found| wrong.extend(found)).unwrap_or_default();
    refuse_errors(wrong)?;
    let answer = InvitationAnswer::from(given.answer);
    write(tx, asker, (&about, &seen, given.apprentices.is_some()), (answer, &choice))?;
    store::find_invitation(tx, &asker.reach, id)?.or_not_found("mock_exam_invitation")
}

/// Whom an answer is about: those it names, else the apprentice of its invitation.
fn seen_by(
    given: &InvitationAnswerIn,
    current: &MockExamInvitation,
    about: &[InvitedAbout],
) -> BTreeSet<ApprenticeId> {
    let is_invited = |id: &ApprenticeId| about.iter().any(|one| one.apprentice_id == *id);
    let named = given.apprentices.clone().unwrap_or_else(|| vec![current.apprentice_id]);
    named.into_iter().filter(is_invited).collect()
}

/// Writes an answer about those seen; about them alone, the others are declined.
fn write(
    tx: &mut Tx,
    asker: &Asker,
    (about, seen, alone): (&[InvitedAbout], &BTreeSet<ApprenticeId>, bool),
    (answer, choice): (InvitationAnswer, &InvitationChoice),
) -> Result<(), Problem> {
    let ids = |is_seen: bool| -> Vec<MockExamInvitationId> {
        let those = about.iter().filter(|one| seen.contains(&one.apprentice_id) == is_seen);
        those.map(|one| one.invitation_id).collect()
    };
    let mut changed = store::answer_invitations(tx, &ids(true), answer, choice, asker.now)?;
    if alone {
        let (declined, nothing) = (InvitationAnswer::Declined, InvitationChoice::default());
        changed.extend(store::answer_invitations(tx, &ids(false), declined, &nothing, asker.now)?);
    }
    let events = changed.iter().map(|one| (Event::MockExamInvitationAnswered, one));
    Ok(asker.record_all(tx, events, &[])?)
}

/// What a tutor may choose of a mock exam, to see some of the apprentices they are invited about.
pub fn offered(
    conn: &mut Tx,
    exam: &MockExam,
    about: &[InvitedAbout],
    seen: &BTreeSet<ApprenticeId>,
) -> Result<Offer, Problem> {
    let of: Vec<&InvitedAbout> = about.iter().filter(|one| seen.contains(&one.apprentice_id)).collect();
    Ok(Offer::of(exam, store::slots_shown(conn, exam.id, &of)?))
}

/// An invitation within reach, with what may be answered to it now.
pub fn detailed(
    conn: &mut Tx,
    asker: &Asker,
    invitation: MockExamInvitation,
) -> Result<InvitationDetailOut, Problem> {
    let exam = store::find_exam(conn, &asker.reach, invitation.mock_exam_id)?;
    let exam = exam.or_not_found("mock_exam_invitation")?;
    let about = store::invited_about(conn, &asker.reach, &invitation)?;
    let everybody = about.iter().map(|one| one.apprentice_id).collect();
    let offer = offered(conn, &exam, &about, &everybody)?;
    let open = refuse_past(&exam).and_then(|()| refuse_late(&exam, asker.today)).is_ok();
    let shown = with_people(conn, asker, invitation)?;
    Ok(InvitationDetailOut::of(shown, &exam, open, about, offer))
}

/// Writes down whether a tutor came, from the first day of the mock exam on; the same twice changes nothing.
pub fn attend(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamInvitationId,
    given: InvitationAttendanceIn,
) -> Result<MockExamInvitation, Problem> {
    let (exam, current) = locked(tx, asker, id)?;
    refuse_unattended(&exam, asker)?;
    let replaced_by = given.replaced_by.map(|name| name.trim().to_owned());
    refuse_errors(check_replacement(given.attendance, replaced_by.as_deref()).into_iter().collect())?;
    if current.visit.attendance == Some(given.attendance) && current.visit.replaced_by == replaced_by {
        return Ok(current);
    }
    let attended = store::write_attendance(tx, id, Some((given.attendance, replaced_by, asker.now)))?;
    asker.record(tx, Event::MockExamInvitationAttended, &attended)?;
    Ok(attended)
}

/// Refuses to say who came to a mock exam that is cancelled, or has not begun.
pub fn refuse_unattended(exam: &MockExam, asker: &Asker) -> Result<(), Problem> {
    match exam.state {
        MockExamState::Cancelled => Err(refuse_cancelled()),
        _ => refuse_early(exam, asker.today),
    }
}

/// An invitation, and its mock exam locked before it.
pub fn locked(
    tx: &mut Tx,
    asker: &Asker,
    id: MockExamInvitationId,
) -> Result<(MockExam, MockExamInvitation), Problem> {
    let find =
        |tx: &mut Tx| store::find_invitation(tx, &asker.reach, id)?.or_not_found("mock_exam_invitation");
    let found = find(tx)?;
    let exam = store::lock_exam(tx, &asker.reach, found.mock_exam_id)?;
    Ok((exam.or_not_found("mock_exam_invitation")?, find(tx)?))
}
