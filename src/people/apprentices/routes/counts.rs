//! Counts by status and phase, for the tabs of a site.

use actix_web::get;
use actix_web::web::Path;

use crate::ids::SiteId;
use crate::people::apprentices::cards::settling::settle;
use crate::people::apprentices::cards::store::count_standing;
use crate::people::apprentices::wire::{SiteCountParams, SiteCountsOut};
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(count_enrolments);
}

/// Counts the enrolments of a site whose training is not over, by status and by phase of the contract that counts.
#[utoipa::path(tag = "apprentices", params(("id" = SiteId, Path, description = "Site."), SiteCountParams),
    responses((status = 200, description = "How many there are of each.", body = SiteCountsOut)))]
#[get("/v1/sites/{id}/counts")]
async fn count_enrolments(door: Door, id: Path<SiteId>, params: Params<SiteCountParams>) -> Answer {
    door.read(Act::ReadDashboard, move |conn, asker| {
        if !asker.reach.covers_site(*id) {
            return Err(Problem::not_found("site"));
        }
        settle(conn, asker.today, &asker.law)?;
        let rows = count_standing(conn, *id, params.0.cohort, params.0.referent, asker.today)?;
        Reply::ok(&SiteCountsOut::of(asker.today, &rows))
    })
    .await
}
