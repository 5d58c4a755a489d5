//! Reading cohorts; they are opened and changed together with their mock exams, elsewhere.

use actix_web::get;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::store::{self, Wanted};
use crate::catalogue::programmes::wire::{CohortOut, CohortParams};
use crate::ids::CohortId;
use crate::platform::error::Problem;
use crate::platform::page::{self, Day, Page};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_cohorts).service(get_cohort);
}

/// Lists cohorts, the latest start first.
#[utoipa::path(tag = "cohorts", params(CohortParams),
    responses((status = 200, description = "One page of cohorts.", body = Page<CohortOut>)))]
#[get("/v1/cohorts")]
async fn list_cohorts(door: Door, catalogue: Data<Catalogue>, params: Params<CohortParams>) -> Answer {
    let params = params.0;
    let wanted = Wanted {
        site_id: params.site,
        programme_id: params.programme.as_deref().map(store::programme_id),
        after: page::after(params.cursor.as_deref())?,
        limit: params.limit,
    };
    door.read(Act::ReadCohort, move |conn, asker| {
        let rows = store::list_cohorts(conn, &asker.reach, &wanted)?;
        let page = Page::of(rows, wanted.limit, |row| Day { on: row.starts_on, id: row.id.0 });
        Reply::page(&page.map(|row| CohortOut::of(row, &catalogue, &asker.law)))
    })
    .await
}

/// Reads a cohort, with its training years and its contract windows.
#[utoipa::path(tag = "cohorts", params(("id" = CohortId, Path, description = "Cohort.")),
    responses((status = 200, description = "The cohort.", body = CohortOut)))]
#[get("/v1/cohorts/{id}")]
async fn get_cohort(door: Door, catalogue: Data<Catalogue>, id: Path<CohortId>) -> Answer {
    door.read(Act::ReadCohort, move |conn, asker| {
        let row = store::find_cohort(conn, &asker.reach, *id)?.ok_or_else(|| Problem::not_found("cohort"))?;
        let version = row.version;
        Ok(Reply::ok(&CohortOut::of(row, &catalogue, &asker.law))?.version(version))
    })
    .await
}
