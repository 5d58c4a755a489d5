//! What a call left to do next.

use super::book::CALLS;
use crate::desk::obligations::gathering::{ApprenticeFile, CallSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::follow_up::visits::model::{CommitmentOwner, NoteVisibility};
use crate::law::calendar::add_days;
use crate::law::figures::Law;

/// What the calls about an apprentice left to do next.
pub fn of(file: &ApprenticeFile, law: &Law) -> Vec<Derived> {
    file.calls.iter().map(|call| next_action(file, call, law)).collect()
}

fn next_action(file: &ApprenticeFile, call: &CallSeen, law: &Law) -> Derived {
    let delays = law.obligations.on(call.logged_on);
    let from_on = add_days(call.due_on, -delays.window_notice_days).max(call.logged_on);
    // what one company was told to do is not told to the next
    let about =
        file.contracts.iter().find(|contract_file| Some(contract_file.contract.id) == call.contract_id);
    let tutor = call.tutor_id.or(about.and_then(|contract_file| contract_file.tutor_on(call.due_on)));
    let derived = Derived::new(
        ObligationKind::CallToReturn,
        InFile::Apprentice(file.apprentice.id),
        call.id,
        &CALLS,
        (from_on, call.due_on),
    )
    .known_since(call.logged_on)
    .done(call.cleared_on)
    .until(add_days(call.due_on, delays.lapse_days))
    .because(ObligationFacts {
        label_fr: Some(call.what.clone()),
        label_en: Some(call.what.clone()),
        sent_on: Some(call.called_on),
        ..ObligationFacts::default()
    });
    let derived = derived.owned_by(match call.owner {
        CommitmentOwner::Apprentice => Owner::Apprentice,
        CommitmentOwner::Tutor => Owner::Tutor,
        CommitmentOwner::Referent => Owner::Referent,
        CommitmentOwner::Site => Owner::Site,
    });
    // whoever may not read the call is not told what it left to do
    match call.visibility {
        NoteVisibility::Everyone => Derived { tutor_id: tutor, ..derived }.shown_to_apprentice(),
        NoteVisibility::StaffAndTutor => Derived { tutor_id: tutor, ..derived },
        NoteVisibility::Staff => derived,
    }
}
