//! Writing what belongs to a case: who is concerned, what is done, what is noted.

use super::{OFFICE, lock, lock_for, lock_open};
use crate::ids::{DifficultyId, DifficultyNoteId, DifficultyPersonId, DifficultyStepId};
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::text::Sentence;
use crate::ruptures::difficulties::model::{
    DifficultyCase, DifficultyNote, DifficultyStep, NewPerson, PersonConcerned, StepWritten,
};
use crate::ruptures::difficulties::rules::{self, book};
use crate::ruptures::difficulties::store::{self, KnownPeople};
use crate::ruptures::difficulties::wire::{DifficultyNoteIn, DifficultyPersonIn, DifficultyStepPatch};
use crate::say;
use crate::trust::access::Role;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, Withdrawal, WithdrawalKind};

/// Writes who is concerned by a case, all of them.
pub fn write_persons(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyId,
    persons: Vec<DifficultyPersonIn>,
) -> Result<DifficultyCase, Problem> {
    let case = lock_open(tx, asker, id)?;
    asker.expects(case.version)?;
    let asked = KnownPeople {
        accounts: persons.iter().filter_map(|one| one.account_id).collect(),
        tutors: persons.iter().filter_map(|one| one.tutor_id).collect(),
        guardians: persons.iter().filter_map(|one| one.guardian_id).collect(),
    };
    let known = store::known_people(tx, (case.site_id, case.apprentice_id), &asked)?;
    let places = persons.iter().enumerate();
    refuse_errors(places.filter_map(|(place, one)| check_person(place, one, &known)).collect())?;
    let rows: Vec<NewPerson> = (1_i16..).zip(persons).map(|(rank, one)| row(&case, rank, one)).collect();
    let before = store::persons_of(tx, case.id)?;
    if before.len() == rows.len() && before.iter().zip(&rows).all(|(one, row)| row.is(&one.person)) {
        return Ok(case);
    }
    store::write_persons(tx, case.id, &rows)?;
    let case = store::change(tx, case.id, &case.facts)?;
    asker.record(tx, Event::DifficultyPersonsWritten, &case)?;
    Ok(case)
}

/// One way of saying who it is, and that of their role: a record of it that is known, else a name for those who have none.
fn check_person(place: usize, one: &DifficultyPersonIn, known: &KnownPeople) -> Option<Finding> {
    use PersonConcerned::{Apprentice, Guardian, Mediator, Other, Staff, Tutor};
    let account = one.account_id.is_none_or(|id| one.role == Staff && known.accounts.contains(&id));
    let tutor = one.tutor_id.is_none_or(|id| one.role == Tutor && known.tutors.contains(&id));
    let guardian = one.guardian_id.is_none_or(|id| one.role == Guardian && known.guardians.contains(&id));
    let named = match one.role {
        Apprentice => one.name.is_none(),
        Mediator => true,
        Other => one.name.is_some(),
        Staff => one.account_id.is_some() != one.name.is_some(),
        Tutor => one.tutor_id.is_some() != one.name.is_some(),
        Guardian => one.guardian_id.is_some() != one.name.is_some(),
    };
    let told = say!(
        "Donnez l'identifiant qui va avec le rôle (account_id, tutor_id, guardian_id), connu de ce site et de cet \
         apprenti, ou un nom ; l'apprenti n'en a pas besoin.",
        "Give the id that goes with the role (account_id, tutor_id, guardian_id), known to this site and about this \
         apprentice, or a name; the apprentice needs none."
    );
    let sound = account && tutor && guardian && named;
    (!sound).then(|| book::PERSON_KNOWN.at(format!("/persons/{place}"), told))
}

fn row(case: &DifficultyCase, rank: i16, one: DifficultyPersonIn) -> NewPerson {
    NewPerson {
        id: DifficultyPersonId::new(),
        site_id: case.site_id,
        difficulty_id: case.id,
        rank,
        role: one.role,
        account_id: one.account_id,
        tutor_id: one.tutor_id,
        guardian_id: one.guardian_id,
        name: one.name,
    }
}

/// Writes a step of a case, planned or done.
pub fn add_step(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyId,
    step: &StepWritten,
) -> Result<DifficultyStep, Problem> {
    let case = lock_open(tx, asker, id)?;
    refuse_errors(rules::check_step(step, asker.today))?;
    let step = store::add_step(tx, &case, &asker.author(), step)?;
    asker.record(tx, Event::DifficultyStepAdded, &step)?;
    Ok(step)
}

/// A step, its case within reach and locked.
fn lock_step(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyStepId,
) -> Result<(DifficultyCase, DifficultyStep), Problem> {
    let found = store::find_step(tx, id)?.or_not_found("difficulty_step")?;
    let case = lock_for(tx, asker, found.difficulty_id, "difficulty_step")?;
    let step = store::find_step(tx, id)?.or_not_found("difficulty_step")?;
    Ok((case, step))
}

/// Writes a step anew: done, with what came of it, or put off.
pub fn change_step(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyStepId,
    patch: &Body<DifficultyStepPatch>,
) -> Result<DifficultyStep, Problem> {
    let (case, current) = lock_step(tx, asker, id)?;
    lock_open(tx, asker, case.id)?;
    asker.expects(current.version)?;
    let facts = patch.applied_to(&current.facts)?;
    refuse_errors(rules::check_step(&facts, asker.today))?;
    let step = store::change_step(tx, current.id, &facts)?;
    asker.record_fields(tx, Event::DifficultyStepChanged, &step, &patch.fields())?;
    Ok(step)
}

/// Takes a step back.
pub fn withdraw_step(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyStepId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let (case, step) = lock_step(tx, asker, id)?;
    lock_open(tx, asker, case.id)?;
    let about = About::record(WithdrawalKind::DifficultyStep, &step, reason).of(case.apprentice_id);
    withdrawals::remove(tx, asker, about.for_readers(OFFICE), &[])
}

/// Writes a note on a case, open or closed.
pub fn add_note(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyId,
    request: &DifficultyNoteIn,
) -> Result<DifficultyNote, Problem> {
    let case = lock(tx, asker, id)?;
    let note = store::add_note(tx, &case, asker.signed(), (&request.note, request.visibility))?;
    asker.record(tx, Event::DifficultyNoted, &case)?;
    Ok(note)
}

/// Takes a note back: its author, or the office.
pub fn withdraw_note(
    tx: &mut Tx,
    asker: &Asker,
    id: DifficultyNoteId,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let noun = "difficulty_note";
    let found = store::find_note(tx, id)?.or_not_found(noun)?;
    let case = lock_for(tx, asker, found.difficulty_id, noun)?;
    let note = store::find_note(tx, id)?.or_not_found(noun)?;
    let office = matches!(asker.caller.role, Role::Administrator | Role::Manager);
    if !office && note.author_id != asker.author().id {
        let rule = &book::NOTE_OF_ITS_AUTHOR;
        return Err(Problem::forbidden_because(rule.code, Sentence::new(rule.fr, rule.en)));
    }
    let about = About::record(WithdrawalKind::DifficultyNote, &note, reason).of(case.apprentice_id);
    withdrawals::remove(tx, asker, about.for_readers(OFFICE), &[])
}
