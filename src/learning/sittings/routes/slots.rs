//! The slots of candidates: proposed, read, moved, taken back.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use crate::ids::{SittingId, SittingSlotId};
use crate::learning::sittings::acts;
use crate::learning::sittings::model::SittingSlot;
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{CandidateIn, ProposalIn, ProposalOut, SittingSlotPatch, SlotOut};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(add_candidate)
        .service(propose_slots)
        .service(get_slot)
        .service(change_slot)
        .service(withdraw_slot);
}

/// Proposes an hour for every candidate of an oral, one after another, each when they are free; keeps them when asked to.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    request_body = ProposalIn,
    responses((status = 200, description = "The hours, in the order of time.", body = ProposalOut)))]
#[post("/v1/sittings/{id}/slots/proposal")]
async fn propose_slots(door: Door, id: Path<SittingId>, body: Body<ProposalIn>) -> Answer {
    door.create(Act::PlanSitting, body, move |tx, asker, request| {
        Reply::ok(&acts::propose(tx, asker, *id, &request)?)
    })
    .await
}

/// Adds a candidate of the cohort to a sitting, with the same guarantees as when it was planned: nobody is at two at once.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    request_body = CandidateIn,
    responses((status = 201, description = "The slot of the candidate.", body = SlotOut)))]
#[post("/v1/sittings/{id}/slots")]
async fn add_candidate(door: Door, id: Path<SittingId>, body: Body<CandidateIn>) -> Answer {
    door.create(Act::PlanSitting, body, move |tx, asker, request| {
        let slot = acts::add_candidate(tx, asker, *id, &request)?;
        let names = acts::names_of(tx, std::slice::from_ref(&slot))?;
        let shown = acts::shown_slot(&asker.reach, &slot, &names).or_not_found("sitting_slot")?;
        Ok(Reply::created(format!("/v1/sitting-slots/{}", slot.id), &shown)?.version(slot.version))
    })
    .await
}

/// Reads the slot of a candidate.
#[utoipa::path(tag = "mock exams", params(("id" = SittingSlotId, Path, description = "Slot.")),
    responses((status = 200, description = "The slot.", body = SlotOut)))]
#[get("/v1/sitting-slots/{id}")]
async fn get_slot(door: Door, id: Path<SittingSlotId>) -> Answer {
    door.read(Act::ReadSitting, move |conn, asker| {
        let slot = store::find_slot(conn, &asker.reach, *id)?.or_not_found("sitting_slot")?;
        shown(conn, asker, &slot)
    })
    .await
}

/// Moves a candidate to another hour, or says whether they come, by merge patch; nothing may overlap.
#[utoipa::path(tag = "mock exams", params(("id" = SittingSlotId, Path, description = "Slot.")),
    request_body = SittingSlotPatch,
    responses((status = 200, description = "The slot changed.", body = SlotOut)))]
#[patch("/v1/sitting-slots/{id}")]
async fn change_slot(door: Door, id: Path<SittingSlotId>, body: Body<SittingSlotPatch>) -> Answer {
    door.change(Act::PlanSitting, body, move |tx, asker, patch| {
        let slot = acts::move_slot(tx, asker, *id, patch)?;
        shown(tx, asker, &slot)
    })
    .await
}

/// Takes a candidate out of a sitting, and says why.
#[utoipa::path(tag = "mock exams", params(("id" = SittingSlotId, Path, description = "Slot.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/sitting-slots/{id}/withdrawal")]
async fn withdraw_slot(door: Door, id: Path<SittingSlotId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::PlanSitting, body, move |tx, asker, request| {
        let current = store::lock_slot(tx, &asker.reach, *id)?.or_not_found("sitting_slot")?;
        let about = About::record(WithdrawalKind::SittingSlot, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn shown(conn: &mut Tx, asker: &Asker, slot: &SittingSlot) -> Answer {
    let names = acts::names_of(conn, std::slice::from_ref(slot))?;
    let shown = acts::shown_slot(&asker.reach, slot, &names).or_not_found("sitting_slot")?;
    Ok(Reply::ok(&shown)?.version(slot.version))
}
