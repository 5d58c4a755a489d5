//! Handlers of stays without a contract, and their mounting.

use actix_web::get;
use actix_web::web::Path;
use utoipa_actix_web::service_config::ServiceConfig;

use super::wire::{StayParams, StayRightsOut};
use crate::ids::ApprenticeId;
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::error::OrNotFound;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_stay_rights);
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
