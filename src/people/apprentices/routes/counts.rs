//! Counts by status and phase, for the tabs of a site.

use actix_web::get;
use actix_web::web::Path;

use crate::catalogue::programmes::SiteKey;
use crate::people::apprentices::cards::settling::settle;
use crate::people::apprentices::cards::store::count_standing;
use crate::people::apprentices::wire::{SiteCountParams, SiteCountsOut};
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(count_enrolments);
}

/// Counts the enrolments of a site whose training is not over, by status and by phase of the contract that counts.
#[utoipa::path(tag = "apprentices", params(SiteKey, SiteCountParams),
    responses((status = 200, description = "How many there are of each.", body = SiteCountsOut)))]
#[get("/v1/sites/{site}/counts")]
async fn count_enrolments(door: Door, at: Path<SiteKey>, params: Params<SiteCountParams>) -> Answer {
    door.read(Act::ReadDashboard, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        settle(conn, asker.today, &asker.law)?;
        let rows = count_standing(conn, site, params.0.cohort, params.0.referent, asker.today)?;
        Reply::ok(&SiteCountsOut::of(asker.today, &rows))
    })
    .await
}
