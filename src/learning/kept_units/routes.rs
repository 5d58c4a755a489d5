//! Handlers of kept units, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::acts;
use super::model::{KeptUnit, KeptUnitFacts, KeptUnitPatch};
use super::store::{self, KeptAt};
use super::wire::KeptUnitOut;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{CohortId, EnrolmentId, KeptUnitId};
use crate::people::apprentices;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_kept_units)
        .service(record_kept_unit)
        .service(get_kept_unit)
        .service(change_kept_unit)
        .service(withdraw_kept_unit);
}

/// Lists the units of the exam that an apprentice does not sit again, in the order they were recorded.
#[utoipa::path(tag = "exam projection", params(("id" = EnrolmentId, Path, description = "Enrolment."), Paging),
    responses((status = 200, description = "One page of units.", body = Page<Peopled<KeptUnitOut>>)))]
#[get("/v1/enrolments/{id}/kept-units")]
async fn list_kept_units(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<EnrolmentId>,
    params: Params<Paging>,
) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadKeptUnit, move |conn, asker| {
        let enrolled = apprentices::store::find_enrolment(conn, &asker.reach, *id)?;
        let enrolled = enrolled.or_not_found("enrolment")?;
        let exam = acts::exam_of(conn, asker, &catalogue, enrolled.cohort.id)?;
        let rows = store::list(conn, &asker.reach, *id, &page)?;
        let found = Page::of(rows, page.limit, |row| KeptAt { id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, *id))?;
        let shown = |row| KeptUnitOut::of(row, exam.regulation, exam.session, asker.lang);
        Reply::page(&peopled(conn, asker, found.map(shown))?)
    })
    .await
}

/// Records that a unit of the exam is not sat again: its mark of an earlier session is kept, or the apprentice is exempt.
/// The exam projection counts it, and whoever plans a mock exam finds it.
#[utoipa::path(tag = "exam projection", params(("id" = EnrolmentId, Path, description = "Enrolment.")),
    request_body = KeptUnitFacts,
    responses((status = 201, description = "What was recorded.", body = Peopled<KeptUnitOut>)))]
#[post("/v1/enrolments/{id}/kept-units")]
async fn record_kept_unit(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<EnrolmentId>,
    body: Body<KeptUnitFacts>,
) -> Answer {
    door.create(Act::ChangeKeptUnit, body, move |tx, asker, facts| {
        let (kept, enrolled) = acts::record(tx, asker, &catalogue, *id, &facts)?;
        let (version, location) = (kept.version, format!("/v1/kept-units/{}", kept.id));
        let shown = shown(tx, asker, &catalogue, kept, enrolled.cohort.id)?;
        Ok(Reply::created(location, &shown)?.version(version))
    })
    .await
}

/// Reads a unit that is not sat again.
#[utoipa::path(tag = "exam projection", params(("id" = KeptUnitId, Path, description = "Kept unit.")),
    responses((status = 200, description = "The unit.", body = Peopled<KeptUnitOut>)))]
#[get("/v1/kept-units/{id}")]
async fn get_kept_unit(door: Door, catalogue: Data<Catalogue>, id: Path<KeptUnitId>) -> Answer {
    door.read(Act::ReadKeptUnit, move |conn, asker| {
        let kept = store::find(conn, &asker.reach, *id)?.or_not_found("kept_unit")?;
        let enrolled = apprentices::store::find_enrolment(conn, &asker.reach, kept.enrolment_id)?;
        let enrolled = enrolled.or_not_found("kept_unit")?;
        answer(conn, asker, &catalogue, kept, enrolled.cohort.id)
    })
    .await
}

/// Corrects what is recorded of a unit that is not sat again.
#[utoipa::path(tag = "exam projection", params(("id" = KeptUnitId, Path, description = "Kept unit.")),
    request_body = KeptUnitPatch,
    responses((status = 200, description = "What is recorded now.", body = Peopled<KeptUnitOut>)))]
#[patch("/v1/kept-units/{id}")]
async fn change_kept_unit(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<KeptUnitId>,
    body: Body<KeptUnitPatch>,
) -> Answer {
    door.change(Act::ChangeKeptUnit, body, move |tx, asker, patch| {
        let (kept, enrolled) = acts::correct(tx, asker, &catalogue, *id, patch)?;
        answer(tx, asker, &catalogue, kept, enrolled.cohort.id)
    })
    .await
}

/// Takes back a unit recorded by mistake, and says why: it is sat again.
#[utoipa::path(tag = "exam projection", params(("id" = KeptUnitId, Path, description = "Kept unit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/kept-units/{id}/withdrawal")]
async fn withdraw_kept_unit(door: Door, id: Path<KeptUnitId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeKeptUnit, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn shown(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    kept: KeptUnit,
    cohort: CohortId,
) -> Result<Peopled<KeptUnitOut>, Problem> {
    let exam = acts::exam_of(conn, asker, catalogue, cohort)?;
    Ok(with_people(conn, asker, KeptUnitOut::of(kept, exam.regulation, exam.session, asker.lang))?)
}

fn answer(conn: &mut Tx, asker: &Asker, catalogue: &Catalogue, kept: KeptUnit, cohort: CohortId) -> Answer {
    let version = kept.version;
    Ok(Reply::ok(&shown(conn, asker, catalogue, kept, cohort)?)?.version(version))
}
