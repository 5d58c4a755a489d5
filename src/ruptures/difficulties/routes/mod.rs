//! Handlers of difficulties, and their mounting.

mod parts;

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::acts;
use super::mediators;
use super::model::DifficultyCase;
use super::store::DifficultyFilter;
use super::wire::{
    ClosingIn, DifficultyIn, DifficultyLineOut, DifficultyOut, DifficultyPatch, DifficultySubjectsOut,
    ReopeningIn,
};
use crate::ids::{ApprenticeId, DifficultyId};
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::cacheable::cacheable;
use crate::platform::db::Tx;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door, Step, TransitionsOut, step};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(open_difficulty)
        .service(list_difficulties)
        .service(get_difficulty)
        .service(change_difficulty)
        .service(close_difficulty)
        .service(reopen_difficulty)
        .service(withdraw_difficulty)
        .service(list_difficulty_transitions)
        .service(list_difficulty_subjects);
    parts::mount(routes);
    mediators::mount(routes);
}

/// Opens the follow-up of a difficulty: the staff from a visit, a call, absences or their own word; the tutor or the
/// apprentice by saying what it is about in a few words.
#[utoipa::path(tag = "difficulties", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = DifficultyIn,
    responses((status = 201, description = "The difficulty, followed.", body = Peopled<DifficultyOut>),
        (status = 403, description = "A trainer opens those of the apprentices they follow.")))]
#[post("/v1/apprentices/{id}/difficulties")]
async fn open_difficulty(door: Door, id: Path<ApprenticeId>, body: Body<DifficultyIn>) -> Answer {
    door.create(Act::OpenDifficulty, body, move |tx, asker, request| {
        let case = acts::open(tx, asker, *id, request)?;
        let location = format!("/v1/difficulties/{}", case.id);
        let shown = acts::present(tx, asker, &case)?;
        Ok(Reply::created(location, &shown)?.version(case.version))
    })
    .await
}

/// Lists difficulties, the latest opened first: of the site for the office, of the apprentices they follow for trainers, those
/// shared with them for tutors and apprentices.
#[utoipa::path(tag = "difficulties", params(Paged<DifficultyFilter>),
    responses((status = 200, description = "One page of difficulties.", body = Page<Peopled<DifficultyLineOut>>)))]
#[get("/v1/difficulties")]
async fn list_difficulties(door: Door, params: Params<Paged<DifficultyFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadDifficulty, move |conn, asker| {
        Reply::page(&acts::listed(conn, asker, &filter, &page)?)
    })
    .await
}

/// Reads a difficulty with its persons, steps, notes and closings, as far as whoever asks may.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    responses((status = 200, description = "The difficulty.", body = Peopled<DifficultyOut>)))]
#[get("/v1/difficulties/{id}")]
async fn get_difficulty(door: Door, id: Path<DifficultyId>) -> Answer {
    door.read(Act::ReadDifficulty, move |conn, asker| {
        let case = acts::find(conn, asker, *id)?;
        answer(conn, asker, &case)
    })
    .await
}

/// Changes what a difficulty is about, or with whom it is shared.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = DifficultyPatch,
    responses((status = 200, description = "The difficulty changed.", body = Peopled<DifficultyOut>),
        (status = 409, description = "It is closed.")))]
#[patch("/v1/difficulties/{id}")]
async fn change_difficulty(door: Door, id: Path<DifficultyId>, body: Body<DifficultyPatch>) -> Answer {
    door.change(Act::ManageDifficulty, body, move |tx, asker, patch| {
        let case = acts::change(tx, asker, *id, patch)?;
        answer(tx, asker, &case)
    })
    .await
}

/// Closes a difficulty with what was decided.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = ClosingIn,
    responses((status = 200, description = "The difficulty, closed.", body = Peopled<DifficultyOut>),
        (status = 409, description = "It is closed already.")))]
#[post("/v1/difficulties/{id}/closing")]
async fn close_difficulty(door: Door, id: Path<DifficultyId>, body: Body<ClosingIn>) -> Answer {
    door.create(Act::ManageDifficulty, body, move |tx, asker, request| {
        let case = acts::close(tx, asker, *id, request)?;
        answer(tx, asker, &case)
    })
    .await
}

/// Opens a closed difficulty again, and says why; how it ended stays readable.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = ReopeningIn,
    responses((status = 200, description = "The difficulty, open again.", body = Peopled<DifficultyOut>),
        (status = 409, description = "It is open.")))]
#[post("/v1/difficulties/{id}/reopening")]
async fn reopen_difficulty(door: Door, id: Path<DifficultyId>, body: Body<ReopeningIn>) -> Answer {
    door.create(Act::ManageDifficulty, body, move |tx, asker, request| {
        let case = acts::reopen(tx, asker, *id, &request.reason)?;
        answer(tx, asker, &case)
    })
    .await
}

/// Takes back a difficulty opened by mistake, and says why.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "A rupture comes from it.")))]
#[post("/v1/difficulties/{id}/withdrawal")]
async fn withdraw_difficulty(door: Door, id: Path<DifficultyId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ManageDifficulty, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Every act on a difficulty.
pub const STEPS: &[Step] = &[
    step("change", ("Corriger", "Correct"), Act::ManageDifficulty, ("PATCH", "/v1/difficulties/{id}")),
    step(
        "write_persons",
        ("Dire qui est concerné", "Say who is concerned"),
        Act::ManageDifficulty,
        ("PUT", "/v1/difficulties/{id}/persons"),
    ),
    step(
        "add_step",
        ("Ajouter une étape", "Add a step"),
        Act::ManageDifficulty,
        ("POST", "/v1/difficulties/{id}/steps"),
    ),
    step("note", ("Noter", "Note"), Act::NoteDifficulty, ("POST", "/v1/difficulties/{id}/notes")),
    step("close", ("Clore", "Close"), Act::ManageDifficulty, ("POST", "/v1/difficulties/{id}/closing")),
    step(
        "reopen",
        ("Rouvrir", "Open again"),
        Act::ManageDifficulty,
        ("POST", "/v1/difficulties/{id}/reopening"),
    ),
];

/// Says what who asks may do with a difficulty now, and why not the rest.
#[utoipa::path(tag = "difficulties", params(("id" = DifficultyId, Path, description = "Difficulty.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/difficulties/{id}/transitions")]
async fn list_difficulty_transitions(door: Door, id: Path<DifficultyId>) -> Answer {
    door.read(Act::ReadDifficulty, move |conn, asker| {
        let case = acts::find(conn, asker, *id)?;
        asker.transitions(STEPS, &[("id", case.id.to_string())], |step| match step.act {
            "note" => Ok(Vec::new()),
            act => acts::against(conn, &case, act == "reopen"),
        })
    })
    .await
}

/// Lists what a difficulty may be about, with the code of the national dashboard and what to be careful of in words.
#[utoipa::path(tag = "difficulties", security(()),
    responses((status = 200, description = "Every subject.", body = DifficultySubjectsOut),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/difficulty-subjects")]
async fn list_difficulty_subjects(app: Data<App>) -> Answer {
    let law = app.law.difficulties.on(app.clock.today());
    cacheable(&DifficultySubjectsOut { data: law.subjects.clone() })
}

fn answer(conn: &mut Tx, asker: &Asker, case: &DifficultyCase) -> Answer {
    Ok(Reply::ok(&acts::present(conn, asker, case)?)?.version(case.version))
}
