//! Handlers of missions, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::acts;
use super::store::{self, BegunAt};
use super::wire::{CompanyMissionOut, MissionIn};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, CompanyMissionId};
use crate::learning::voices;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(log_mission).service(list_missions).service(withdraw_mission);
}

/// Logs a mission done in the company: one of the programme, or one in words with the skills it exercises.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = MissionIn,
    responses((status = 201, description = "The mission logged.", body = Peopled<CompanyMissionOut>)))]
#[post("/v1/apprentices/{id}/missions")]
async fn log_mission(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<MissionIn>,
) -> Answer {
    door.create(Act::LogMission, body, move |tx, asker, request| {
        let file = voices::find(tx, asker, &catalogue, *id)?;
        let mission = acts::log(tx, asker, &file, request)?;
        let authors = Authors::find(tx, &asker.caller, [(mission.author_kind, mission.author_id)])?;
        let shown = CompanyMissionOut::of(mission, file.programme, &authors);
        Reply::created(format!("/v1/apprentices/{id}/missions"), &with_people(tx, asker, shown)?)
    })
    .await
}

/// Lists the missions an apprentice did in the company, the latest begun first.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice."), Paging),
    responses((status = 200, description = "One page of missions.", body = Page<Peopled<CompanyMissionOut>>),
        (status = 409, description = "The apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/missions")]
async fn list_missions(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    params: Params<Paging>,
) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadMission, move |conn, asker| {
        let file = voices::find(conn, asker, &catalogue, *id)?;
        let rows = store::list(conn, &file, &page)?;
        let authors =
            Authors::find(conn, &asker.caller, rows.iter().map(|row| (row.author_kind, row.author_id)))?;
        let found = Page::of(rows, page.limit, |row| BegunAt { on: row.facts.from_on, id: row.id.0 })
            .counted(&page, || store::count(conn, &file))?;
        let shown = found.map(|row| CompanyMissionOut::of(row, file.programme, &authors));
        Reply::page(&peopled(conn, asker, shown)?)
    })
    .await
}

/// Takes back a mission logged by mistake, in the voice that logged it, and says why.
#[utoipa::path(tag = "skills", params(("id" = CompanyMissionId, Path, description = "Mission.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "What stands on it.")))]
#[post("/v1/company-missions/{id}/withdrawal")]
async fn withdraw_mission(door: Door, id: Path<CompanyMissionId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::LogMission, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
