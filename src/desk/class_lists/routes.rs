//! The handler of class lists, and its mounting.

use std::collections::HashMap;

use actix_web::get;
use actix_web::web::{Data, Path};

use super::store;
use super::wire::{ClassLineOut, ClassListParams};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::refresh::{Means, refresh};
use crate::desk::obligations::store::{ObligationView, late_of};
use crate::ids::{ApprenticeId, CohortId, SiteId};
use crate::people::apprentices::cards::CardSight;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Name, Page};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_class_list);
}

/// Lists a class by name, whole in one request: status, company, tutor with their phone, referent, next visit, and how much
/// is late.
#[utoipa::path(tag = "cohorts", params(("id" = CohortId, Path, description = "Cohort."), ClassListParams),
    responses((status = 200, description = "The class.", body = Page<ClassLineOut>)))]
#[get("/v1/cohorts/{id}/class-list")]
async fn read_class_list(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    params: Params<ClassListParams>,
) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadClassList, move |conn, asker| {
        let cohort = cohorts::store::find(conn, &asker.reach, *id)?.or_not_found("cohort")?;
        let rows = store::class_of(conn, cohort.id, &page)?;
        let page = Page::of(rows, page.limit, |row| Name { name: row.search_name.clone(), id: row.id.0 })
            .counted(&page, || store::count(conn, cohort.id))?;
        let late =
            late(conn, asker, &catalogue, cohort.site_id, page.data.iter().map(|row| row.id).collect())?;
        let (today, sight) = (asker.today, CardSight::of(&asker.caller));
        Reply::page(&page.map(|row| {
            let late = late.as_ref().map(|counts| counts.get(&row.id).copied().unwrap_or_default());
            ClassLineOut::of(row, (today, &asker.law), sight, late)
        }))
    })
    .await
}

/// How much is late for each; none for whoever may not read it, nor while it is being worked out.
fn late(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    site: SiteId,
    ids: Vec<ApprenticeId>,
) -> Result<Option<HashMap<ApprenticeId, i64>>, Problem> {
    if asker.caller.may(Act::ReadObligation).is_err() {
        return Ok(None);
    }
    let means = Means { catalogue, law: &asker.law, today: asker.today };
    match refresh(conn, means, Some(&[site])) {
        Ok(()) => {
            let view = ObligationView::of(&asker.caller, asker.today, asker.today);
            Ok(Some(late_of(conn, ids, &view)?))
        }
        Err(problem) if problem.code() == "obligations.preparing" => Ok(None),
        Err(problem) => Err(problem),
    }
}
