//! Tutors at mock exams: each is invited in time, and answers.

use super::book::INVITATIONS;
use crate::desk::obligations::gathering::{
    ApprenticeFile, ContractFile, EnrolmentFile, ExamSeen, InvitationSeen,
};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::learning::mock_exams::model::MockExamState;

/// The invitations due for the mock exams of a training.
pub fn of(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let exams = file.exams.iter().filter(|exam| exam.cohort_id == training.cohort_id);
    let exams = exams.filter(|exam| exam.state != MockExamState::Cancelled && exam.tutors_invited);
    exams.flat_map(|exam| of_exam(file, training, exam, law)).collect()
}

fn of_exam(file: &ApprenticeFile, training: &EnrolmentFile, exam: &ExamSeen, law: &Law) -> Vec<Derived> {
    let made: Vec<&InvitationSeen> = file.invitations.iter().filter(|one| one.exam_id == exam.id).collect();
    let there = file.contracts.iter().rfind(|contract_file| covers(contract_file, training, exam));
    let planned = exam.state == MockExamState::Planned;
    let invite = there.filter(|_| planned || !made.is_empty());
    let invite = invite
        .map(|contract_file| to_invite(file, training, exam, contract_file, made.first().copied(), law));
    let answers = made.iter().map(|one| to_answer(file, training, exam, there, one, law));
    invite.into_iter().chain(answers).collect()
}

/// Whether a contract with a tutor runs on the days of the mock exam.
fn covers(contract_file: &ContractFile, training: &EnrolmentFile, exam: &ExamSeen) -> bool {
    let contract = &contract_file.contract;
    contract.state.is_concluded()
        && contract.enrolment_id == training.enrolment_id
        && contract_file.tutor_on(exam.days.0).is_some()
        && contract.starts_on <= exam.days.1
        && contract.effective_ends_on() >= exam.days.0
}

fn to_invite(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    exam: &ExamSeen,
    contract_file: &ContractFile,
    made: Option<&InvitationSeen>,
    law: &Law,
) -> Derived {
    let delays = law.obligations.on(training.cycle.from);
    let due_on = add_days(exam.days.0, -delays.invite_days);
    Derived::new(
        ObligationKind::TutorToInvite,
        InFile::Apprentice(file.apprentice.id),
        exam.id.0,
        &INVITATIONS,
        (add_days(due_on, -delays.invite_notice_days), due_on),
    )
    .step(file.apprentice.id.to_string())
    .under(contract_file.contract.id, None)
    .known_since(contract_file.contract.signed_on.unwrap_or(contract_file.drafted_on))
    .done(made.map(|one| one.made_on))
    .until(exam.days.1)
    .because(facts_of(exam))
}

fn to_answer(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    exam: &ExamSeen,
    contract_file: Option<&ContractFile>,
    invitation: &InvitationSeen,
    law: &Law,
) -> Derived {
    let delays = law.obligations.on(training.cycle.from);
    let due_on = add_days(exam.days.0, -delays.answer_days);
    let derived = Derived::new(
        ObligationKind::InvitationToAnswer,
        InFile::Apprentice(file.apprentice.id),
        invitation.id.0,
        &INVITATIONS,
        (add_days(due_on, -delays.invite_notice_days), due_on),
    );
    Derived {
        tutor_id: Some(invitation.tutor_id),
        contract_id: contract_file.map(|contract_file| contract_file.contract.id),
        ..derived
    }
    .owned_by(Owner::Tutor)
    .known_since(invitation.made_on)
    .done(invitation.answered_on)
    .until(exam.days.1)
    .because(facts_of(exam))
}

/// The days of a mock exam, as facts; its month until they are fixed.
pub fn facts_of(exam: &ExamSeen) -> ObligationFacts {
    ObligationFacts {
        ordinal: Some(exam.ordinal),
        starts_on: exam.fixed.then_some(exam.days.0),
        ends_on: exam.fixed.then_some(exam.days.1),
        month: (!exam.fixed).then(|| exam.month_on.format("%Y-%m").to_string()),
        ..ObligationFacts::default()
    }
}
