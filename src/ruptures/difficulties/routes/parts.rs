//! Handlers of what belongs to a difficulty: persons, steps, notes.

use actix_web::web::Path;
use actix_web::{patch, post, put};

use super::answer;
use crate::ids::{DifficultyId, DifficultyNoteId, DifficultyStepId};
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::ruptures::difficulties::acts;
use crate::ruptures::difficulties::model::StepWritten;
use crate::ruptures::difficulties::wire::{
    DifficultyNoteIn, DifficultyNoteOut, DifficultyOut, DifficultyPersonsIn, DifficultyStepOut,
    DifficultyStepPatch,
};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the handlers.
pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(write_difficulty_persons)
        .service(add_difficulty_step)
        .service(change_difficulty_step)
        .service(withdraw_difficulty_step)
        .service(note_difficulty)
        .service(withdraw_difficulty_note);
}

/// Writes who is concerned by a difficulty, in place of whoever was.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = DifficultyPersonsIn,
    responses((status = 200, description = "The difficulty, with its persons.", body = Peopled<DifficultyOut>),
        (status = 409, description = "It is closed.")))]
#[put("/v1/difficulties/{id}/persons")]
async fn write_difficulty_persons(
    door: Door,
    id: Path<DifficultyId>,
    body: Body<DifficultyPersonsIn>,
) -> Answer {
    door.create(Act::ManageDifficulty, body, move |tx, asker, request| {
        let case = acts::write_persons(tx, asker, *id, request.persons)?;
        answer(tx, asker, &case)
    })
    .await
}

/// Adds a step to a difficulty: planned for a day, or done.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = StepWritten,
    responses((status = 201, description = "The step.", body = DifficultyStepOut),
        (status = 409, description = "The difficulty is closed.")))]
#[post("/v1/difficulties/{id}/steps")]
async fn add_difficulty_step(door: Door, id: Path<DifficultyId>, body: Body<StepWritten>) -> Answer {
    door.create(Act::ManageDifficulty, body, move |tx, asker, request| {
        let step = acts::add_step(tx, asker, *id, &request)?;
        let authors = Authors::find(tx, &asker.caller, [(step.author_kind, step.author_id)])?;
        let version = step.version;
        let shown = DifficultyStepOut::of(step, &authors);
        Ok(Reply::created(format!("/v1/difficulties/{id}"), &shown)?.version(version))
    })
    .await
}

/// Changes a step of a difficulty: done, with what came of it, or put off.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyStepId, Path, description = "Step.")),
    request_body = DifficultyStepPatch,
    responses((status = 200, description = "The step changed.", body = DifficultyStepOut),
        (status = 409, description = "The difficulty is closed.")))]
#[patch("/v1/difficulty-steps/{id}")]
async fn change_difficulty_step(
    door: Door,
    id: Path<DifficultyStepId>,
    body: Body<DifficultyStepPatch>,
) -> Answer {
    door.change(Act::ManageDifficulty, body, move |tx, asker, patch| {
        let step = acts::change_step(tx, asker, *id, patch)?;
        let authors = Authors::find(tx, &asker.caller, [(step.author_kind, step.author_id)])?;
        let version = step.version;
        Ok(Reply::ok(&DifficultyStepOut::of(step, &authors))?.version(version))
    })
    .await
}

/// Takes back a step written by mistake, and says why.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyStepId, Path, description = "Step.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "The difficulty is closed.")))]
#[post("/v1/difficulty-steps/{id}/withdrawal")]
async fn withdraw_difficulty_step(
    door: Door,
    id: Path<DifficultyStepId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::ManageDifficulty, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_step(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Notes something of a difficulty, and says who reads it: no diagnosis, illness, treatment or disability.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = DifficultyNoteIn,
    responses((status = 201, description = "The note.", body = DifficultyNoteOut)))]
#[post("/v1/difficulties/{id}/notes")]
async fn note_difficulty(door: Door, id: Path<DifficultyId>, body: Body<DifficultyNoteIn>) -> Answer {
    door.create(Act::NoteDifficulty, body, move |tx, asker, request| {
        let note = acts::add_note(tx, asker, *id, &request)?;
        let authors = Authors::find(tx, &asker.caller, [(note.author_kind, note.author_id)])?;
        Reply::created(format!("/v1/difficulties/{id}"), &DifficultyNoteOut::of(note, &authors))
    })
    .await
}

/// Takes back a note written by mistake, by whoever wrote it or by the office, and says why.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyNoteId, Path, description = "Note.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/difficulty-notes/{id}/withdrawal")]
async fn withdraw_difficulty_note(
    door: Door,
    id: Path<DifficultyNoteId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::NoteDifficulty, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_note(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
