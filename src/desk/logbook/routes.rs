//! Handlers of logbooks, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::acts;
use super::gathering::gather;
use super::wire::{
    LogbookOut, LogbookReturnIn, LogbookReturnOut, LogbookSignatureIn, LogbookSignatureOut, shown,
};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, LogbookReturnId, LogbookSignatureId};
use crate::learning::voices;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(read_logbook)
        .service(sign_logbook_period)
        .service(return_logbook_period)
        .service(withdraw_logbook_signature)
        .service(withdraw_logbook_return);
    #[cfg(feature = "pdf")]
    routes.service(super::printing::print_logbook);
}

/// Reads the logbook of an apprentice: half-year by half-year, the days at the centre and in the company, the missions, where
/// the three voices said they stand, the visits with what was agreed, the marks released, and who signed.
#[utoipa::path(tag = "logbook", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "The logbook.", body = Peopled<LogbookOut>),
        (status = 409, description = "The apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/logbook")]
async fn read_logbook(door: Door, catalogue: Data<Catalogue>, id: Path<ApprenticeId>) -> Answer {
    door.read(Act::ReadLogbook, move |conn, asker| {
        let file = voices::find(conn, asker, &catalogue, *id)?;
        let logbook = gather(conn, asker, &catalogue, &file)?;
        let told = shown(conn, asker, &file, &logbook, asker.lang)?;
        Reply::ok(&with_people(conn, asker, told)?)
    })
    .await
}

/// Signs a period of a logbook in the voice of whoever asks, on what it holds now; what changes later is told.
#[utoipa::path(tag = "logbook",
    params(("id" = ApprenticeId, Path, description = "Apprentice."),
        ("number" = i16, Path, minimum = 1, maximum = 20, description = "Number of the period.")),
    request_body = LogbookSignatureIn,
    responses((status = 201, description = "The signature.", body = LogbookSignatureOut)))]
#[post("/v1/apprentices/{id}/logbook/periods/{number}/signature")]
async fn sign_logbook_period(
    door: Door,
    catalogue: Data<Catalogue>,
    place: Path<(ApprenticeId, i16)>,
    body: Body<LogbookSignatureIn>,
) -> Answer {
    door.create(Act::SignLogbook, body, move |tx, asker, request| {
        let signature = acts::sign(tx, asker, &catalogue, *place, &request)?;
        acts::signed(tx, asker, place.0, &signature)
    })
    .await
}

/// Sends a period of a logbook back, and says why: who signed it signs again.
#[utoipa::path(tag = "logbook",
    params(("id" = ApprenticeId, Path, description = "Apprentice."),
        ("number" = i16, Path, minimum = 1, maximum = 20, description = "Number of the period.")),
    request_body = LogbookReturnIn,
    responses((status = 201, description = "That it was sent back.", body = LogbookReturnOut)))]
#[post("/v1/apprentices/{id}/logbook/periods/{number}/return")]
async fn return_logbook_period(
    door: Door,
    catalogue: Data<Catalogue>,
    place: Path<(ApprenticeId, i16)>,
    body: Body<LogbookReturnIn>,
) -> Answer {
    door.create(Act::SignLogbook, body, move |tx, asker, request| {
        let row = acts::send_back(tx, asker, &catalogue, *place, request)?;
        let authors = Authors::find(tx, &asker.caller, [(row.author_kind, row.author_id)])?;
        let told = LogbookReturnOut::of(&row, &authors, asker.lang);
        Reply::created(format!("/v1/apprentices/{}/logbook", place.0), &told)
    })
    .await
}

/// Takes back a signature given by mistake, in the voice that signed, and says why.
#[utoipa::path(tag = "logbook", params(("id" = LogbookSignatureId, Path, description = "Signature.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/logbook-signatures/{id}/withdrawal")]
async fn withdraw_logbook_signature(
    door: Door,
    id: Path<LogbookSignatureId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::SignLogbook, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_signature(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back that a period was sent back, in the voice that did, and says why: the signatures it reopened count again.
#[utoipa::path(tag = "logbook", params(("id" = LogbookReturnId, Path, description = "Return.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/logbook-returns/{id}/withdrawal")]
async fn withdraw_logbook_return(door: Door, id: Path<LogbookReturnId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::SignLogbook, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_return(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
