//! Handlers of stays without a contract, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::acts;
use super::model::StayStep;
use super::store;
use super::wire::{StayChecklistOut, StayParams, StayRightsOut, StayStepIn, StayStepOut, StayStepPatch};
use crate::ids::{ApprenticeId, StayStepId};
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(read_stay_rights)
        .service(list_stay_steps)
        .service(record_stay_step)
        .service(get_stay_step)
        .service(change_stay_step)
        .service(withdraw_stay_step);
}

/// Tells the right of an apprentice to stay at the centre without a contract, counted by the law, and apart the status of the
/// national dashboard with its next change: two clocks, which end on two days.
#[utoipa::path(tag = "ruptures", params(("id" = ApprenticeId, Path, description = "Apprentice."), StayParams),
    responses((status = 200, description = "Both clocks, training by training.", body = Peopled<StayRightsOut>)))]
#[get("/v1/apprentices/{id}/rights")]
async fn read_stay_rights(door: Door, id: Path<ApprenticeId>, params: Params<StayParams>) -> Answer {
    door.read(Act::ReadStay, move |conn, asker| {
        let apprentice = apprentices::store::find(conn, &asker.reach, *id)?.or_not_found("apprentice")?;
        let trainings = apprentices::store::enrolments_and_contracts(conn, &asker.reach, &[apprentice.id])?;
        let as_of = params.0.as_of.unwrap_or(asker.today);
        let told = StayRightsOut::of(apprentice.id, trainings, as_of, (&asker.law, asker.lang));
        Reply::ok(&with_people(conn, asker, told)?)
    })
    .await
}

/// Lists what is done for an apprentice during each stay without a contract: social cover, who is told, where each step
/// stands; what the broken contract keeps as milestones among them.
#[utoipa::path(tag = "ruptures", params(("id" = ApprenticeId, Path, description = "Apprentice."), StayParams),
    responses((status = 200, description = "Each stay and its steps.", body = Peopled<StayChecklistOut>)))]
#[get("/v1/apprentices/{id}/stay-steps")]
async fn list_stay_steps(door: Door, id: Path<ApprenticeId>, params: Params<StayParams>) -> Answer {
    door.read(Act::ReadStay, move |conn, asker| {
        let as_of = params.0.as_of.unwrap_or(asker.today);
        let told = acts::checklist(conn, asker, *id, as_of)?;
        Reply::ok(&with_people(conn, asker, told)?)
    })
    .await
}

/// Records a step of a stay without a contract, such as the social cover received; what it cleared is no longer due.
#[utoipa::path(tag = "ruptures", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = StayStepIn,
    responses((status = 201, description = "The step recorded.", body = Peopled<StayStepOut>)))]
#[post("/v1/apprentices/{id}/stay-steps")]
async fn record_stay_step(door: Door, id: Path<ApprenticeId>, body: Body<StayStepIn>) -> Answer {
    door.create(Act::RecordStayStep, body, move |tx, asker, request| {
        let step = acts::record(tx, asker, *id, request)?;
        let (version, location) = (step.version, format!("/v1/stay-steps/{}", step.id));
        Ok(Reply::created(location, &shown(tx, asker, step)?)?.version(version))
    })
    .await
}

/// Reads a step of a stay without a contract.
#[utoipa::path(tag = "ruptures", params(("id" = StayStepId, Path, description = "Step.")),
    responses((status = 200, description = "The step.", body = Peopled<StayStepOut>)))]
#[get("/v1/stay-steps/{id}")]
async fn get_stay_step(door: Door, id: Path<StayStepId>) -> Answer {
    door.read(Act::ReadStay, move |conn, asker| {
        let step = store::find(conn, &asker.reach, *id)?.or_not_found("stay_step")?;
        let version = step.version;
        Ok(Reply::ok(&shown(conn, asker, step)?)?.version(version))
    })
    .await
}

/// Corrects the days or the remark of a step by merge patch.
#[utoipa::path(tag = "ruptures", params(("id" = StayStepId, Path, description = "Step.")),
    request_body = StayStepPatch,
    responses((status = 200, description = "The step corrected.", body = Peopled<StayStepOut>)))]
#[patch("/v1/stay-steps/{id}")]
async fn change_stay_step(door: Door, id: Path<StayStepId>, body: Body<StayStepPatch>) -> Answer {
    door.change(Act::RecordStayStep, body, move |tx, asker, patch| {
        let (_, current) = acts::lock(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        let changed = acts::correct(tx, asker, &current, (&facts, &patch.fields()))?;
        let version = changed.version;
        Ok(Reply::ok(&shown(tx, asker, changed)?)?.version(version))
    })
    .await
}

/// Takes back a step recorded by mistake, and says why; what it cleared is due again.
#[utoipa::path(tag = "ruptures", params(("id" = StayStepId, Path, description = "Step.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/stay-steps/{id}/withdrawal")]
async fn withdraw_stay_step(door: Door, id: Path<StayStepId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::RecordStayStep, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn shown(conn: &mut Tx, asker: &Asker, step: StayStep) -> Result<Peopled<StayStepOut>, Problem> {
    Ok(with_people(conn, asker, StayStepOut::of(step, &asker.law, asker.lang))?)
}
