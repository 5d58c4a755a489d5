//! The handlers that take back a visit planned, a cancellation, and a replacement.

use actix_web::post;
use actix_web::web::Path;

use super::{lock_with_contract, slot_taken};
use crate::follow_up::visits::rules::book::{CANCELLED_BY_RUPTURE, REPLACED_ONCE, SLOT_IS_FREE};
use crate::follow_up::visits::rules::{CancelReason, VisitState};
use crate::follow_up::visits::{Visit, store, taking_back};
use crate::ids::VisitId;
use crate::platform::body::Body;
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::reply::Answer;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Takes back the cancellation of a visit, and says why: it is planned again on its day.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/visits/{id}/cancellation/withdrawal")]
pub(super) async fn withdraw_visit_cancellation(
    door: Door,
    id: Path<VisitId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::CancelVisit, body, move |tx, asker, request| {
        let (contract, current) = lock_with_contract(tx, asker, *id)?;
        refuse_reviving(&current)?;
        let (year, ordinal) = (current.training_year, current.ordinal);
        let scope = RowScope::of("visits", "id", current.id.0);
        let about = About::record(WithdrawalKind::VisitCancellation, &current, &*request.reason);
        let about = about.of(current.apprentice_id).under(contract.id);
        let withdrawal = withdrawals::take_back(tx, asker, about, &[scope], |tx| {
            let free = || SLOT_IS_FREE.conflict(slot_taken(ordinal, year));
            store::plan_again(tx, current.id).refuse_on("visits_one_per_slot", free).map(drop)
        })?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back an extra visit planned by mistake, and says why: those of the plan of the contract are moved or cancelled.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/visits/{id}/withdrawal")]
pub(super) async fn withdraw_visit(door: Door, id: Path<VisitId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::PlanVisit, body, move |tx, asker, request| {
        let (_, current) = lock_with_contract(tx, asker, *id)?;
        let withdrawal = taking_back::withdraw_planned(tx, asker, &current, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back the replacement of a visit, and says why: the visit that replaces it goes, and the one that was cancelled for it
/// is planned again on its day. Refused once the visit that replaces it took place.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit replaced.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/visits/{id}/replacement/withdrawal")]
pub(super) async fn withdraw_visit_replacement(
    door: Door,
    id: Path<VisitId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::PlanVisit, body, move |tx, asker, request| {
        let (contract, current) = lock_with_contract(tx, asker, *id)?;
        let found = (&contract, &current);
        let withdrawal = taking_back::withdraw_replacement(tx, asker, found, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Refuses a visit that nobody cancelled by itself, or that another replaces.
fn refuse_reviving(visit: &Visit) -> Result<(), Problem> {
    if visit.state != VisitState::Cancelled {
        return Err(nothing_to_take_back());
    }
    if visit.cancelled_reason == Some(CancelReason::ContractBroken) {
        return Err(CANCELLED_BY_RUPTURE.conflict(say!(
            "La rupture du contrat l'a annulée : c'est la rupture qui se retire.",
            "The rupture of the contract cancelled it: it is the rupture that is taken back."
        )));
    }
    if visit.replaced_by_id.is_some() {
        let id = visit.id;
        let facts = say!(
            "Une autre visite la remplace ; d'abord : POST /v1/visits/{id}/replacement/withdrawal.",
            "Another visit replaces it; first: POST /v1/visits/{id}/replacement/withdrawal."
        );
        return Err(REPLACED_ONCE.conflict(facts));
    }
    Ok(())
}
