//! The handler of the dashboard, and its mounting.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::rules::{CLOSING_WITHIN_DAYS, late, pressing, training_year};
use super::store;
use super::wire::DashboardOut;
use crate::catalogue::programmes::{Catalogue, SiteKey};
use crate::desk::obligations::ObligationKind as Kind;
use crate::desk::obligations::refresh::{Means, refresh};
use crate::desk::obligations::store::{ObligationFilter, ObligationView, count_open};
use crate::ids::SiteId;
use crate::law::calendar::{Period, add_days};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_dashboard);
}

/// Tells what presses at a site today: late visits, windows closing, contracts to deposit, documents missing.
#[utoipa::path(tag = "dashboards", params(SiteKey),
    responses((status = 200, description = "The dashboard.", body = DashboardOut)))]
#[get("/v1/sites/{site}/dashboard")]
async fn read_dashboard(door: Door, catalogue: Data<Catalogue>, at: Path<SiteKey>) -> Answer {
    door.read(Act::ReadDashboard, move |conn, asker| {
        let id = at.within_reach(conn, asker)?;
        let site = store::site_name(conn, id)?.or_not_found("site")?;
        let means = Means { catalogue: &catalogue, law: &asker.law, today: asker.today };
        refresh(conn, means, Some(&[id]))?;
        Reply::ok(&render(conn, asker, id, site)?)
    })
    .await
}

fn render(conn: &mut Tx, asker: &Asker, id: SiteId, site: String) -> Result<DashboardOut, Problem> {
    let today = asker.today;
    let open = ObligationFilter { site: Some(id), ..ObligationFilter::default() };
    let counts = count_open(conn, &asker.reach, &open, &ObligationView::on(today))?;
    let started = store::latest_start(conn, id, today)?;
    let year = started.map(|starts_on| training_year(starts_on, today));
    let plan_days = asker.law.obligations.on(today).plan_days;
    let in_time = |year| store::visits_in_time(conn, id, year, today, plan_days);
    let visits = year.map(in_time).transpose()?;
    let people = store::in_training(conn, id, today)?;
    let closing = Period { from: today, to: add_days(today, CLOSING_WITHIN_DAYS) };
    Ok(DashboardOut {
        site_id: id,
        site,
        as_of: today,
        training_year: year.map(Into::into),
        apprentices: people.enrolled,
        without_contract: people.without_contract,
        without_referent: pressing(&counts, Kind::ReferentMissing),
        late_visits: late(&counts, Kind::VisitToHold),
        visits_to_plan: pressing(&counts, Kind::VisitToPlan),
        visits_in_time: visits.unwrap_or_default().into(),
        reports_waiting: pressing(&counts, Kind::ReportToAcknowledge),
        windows_closing: store::windows_closing(conn, id, closing)?,
        contracts_in_free_rupture: store::in_free_rupture(conn, id, today)?,
        contracts_not_deposited: pressing(&counts, Kind::DepositToMake),
        documents_missing: pressing(&counts, Kind::Document),
    })
}
