//! Handlers, and their mounting.

use actix_web::get;
use actix_web::web::Path;

use super::gathering::gather;
use super::wire::{TimelineOut, TimelineParams};
use crate::ids::ApprenticeId;
use crate::people::apprentices;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_timeline);
}

/// Tells an apprentice along the days: enrolments, contracts and signed amendments, ruptures, visits, telephone
/// contacts, mock exams, legal dates, what was taken back; each within what the caller may read. Absences are left out: read them at
/// `/v1/absences`.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice."), TimelineParams),
    responses((status = 200, description = "The timeline.", body = TimelineOut)))]
#[get("/v1/apprentices/{id}/timeline")]
async fn read_timeline(door: Door, id: Path<ApprenticeId>, params: Params<TimelineParams>) -> Answer {
    let params = params.0;
    params.check()?;
    door.read(Act::ReadTimeline, move |conn, asker| {
        let apprentice = apprentices::store::find(conn, &asker.reach, *id)?;
        let apprentice = apprentice.or_not_found("apprentice")?;
        let sources = gather(conn, &asker.caller, apprentice.id)?;
        Reply::ok(&TimelineOut::of(apprentice.id, &sources, &params, asker.today, &asker.law))
    })
    .await
}
