//! Handlers of enrolments.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use super::{locked, told_of_today};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::people::apprentices::cards::CardSight;
use crate::people::apprentices::cards::store::of_enrolments;
use crate::people::apprentices::model::{EnrolmentInCohort, EnrolmentPatch};
use crate::people::apprentices::registering::{check_continued, enrol, judged};
use crate::people::apprentices::store::{self, EnrolmentFilter};
use crate::people::apprentices::wire::{EnrolmentIn, EnrolmentOut, EnrolmentStatusOut, StatusParams};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(enrol_apprentice)
        .service(list_enrolments)
        .service(get_enrolment)
        .service(change_enrolment)
        .service(get_enrolment_status);
}

/// Enrols an apprentice in a cohort of their site; what is unusual is told in `warnings`.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = EnrolmentIn,
    responses((status = 201, description = "The enrolment created.", body = EnrolmentOut)))]
#[post("/v1/apprentices/{id}/enrolments")]
async fn enrol_apprentice(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<EnrolmentIn>,
) -> Answer {
    door.create(Act::EnrolApprentice, body, move |tx, asker, request| {
        let apprentice = locked(tx, asker, *id)?;
        let (row, warnings) = enrol(tx, asker, &catalogue, &apprentice, &request)?;
        let (location, version) = (format!("/v1/enrolments/{}", row.enrolment.id), row.enrolment.version);
        let out = carded(tx, asker, row)?;
        Ok(Reply::created(location, &out.warned(warnings, asker.lang))?.version(version))
    })
    .await
}

/// Lists enrolments in the order they were written.
#[utoipa::path(tag = "apprentices", params(Paged<EnrolmentFilter>),
    responses((status = 200, description = "One page of enrolments.", body = Page<EnrolmentOut>)))]
#[get("/v1/enrolments")]
async fn list_enrolments(door: Door, params: Params<Paged<EnrolmentFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadApprentice, move |conn, asker| {
        let as_of = filter.as_of.unwrap_or(asker.today);
        told_of_today(conn, asker, (filter.status.is_some() || filter.phase.is_some()).then_some(as_of))?;
        let rows = store::list_enrolments(conn, &asker.reach, &filter, as_of, &page)?;
        let page = Page::of(rows, page.limit, |row| row.enrolment.id)
            .counted(&page, || store::count_enrolments(conn, &asker.reach, &filter, as_of))?;
        let ids: Vec<EnrolmentId> = page.data.iter().map(|row| row.enrolment.id).collect();
        let cards = of_enrolments(conn, &ids)?;
        let sight = CardSight::of(&asker.caller);
        let Page { data, next_cursor, total } = page;
        let data = data.into_iter().filter_map(|row| {
            let card = cards.get(&row.enrolment.id)?;
            Some(EnrolmentOut::of(row, card, (as_of, &*asker.law), sight))
        });
        Reply::page(&Page { data: data.collect(), next_cursor, total })
    })
    .await
}

/// Reads an enrolment.
#[utoipa::path(tag = "apprentices", params(("id" = EnrolmentId, Path, description = "Enrolment.")),
    responses((status = 200, description = "The enrolment.", body = EnrolmentOut)))]
#[get("/v1/enrolments/{id}")]
async fn get_enrolment(door: Door, id: Path<EnrolmentId>) -> Answer {
    door.read(Act::ReadApprentice, move |conn, asker| {
        let row = store::find_enrolment(conn, &asker.reach, *id)?.or_not_found("enrolment")?;
        let version = row.enrolment.version;
        Ok(Reply::ok(&carded(conn, asker, row)?)?.version(version))
    })
    .await
}

/// Changes the dates and the entry of an enrolment by merge patch; what is unusual is told in `warnings`.
#[utoipa::path(tag = "apprentices", params(("id" = EnrolmentId, Path, description = "Enrolment.")),
    request_body = EnrolmentPatch,
    responses((status = 200, description = "The enrolment changed.", body = EnrolmentOut)))]
#[patch("/v1/enrolments/{id}")]
async fn change_enrolment(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<EnrolmentId>,
    body: Body<EnrolmentPatch>,
) -> Answer {
    door.change(Act::ChangeEnrolment, body, move |tx, asker, patch| {
        let current = store::lock_enrolment(tx, &asker.reach, *id)?.or_not_found("enrolment")?;
        asker.expects(current.enrolment.version)?;
        let facts = patch.applied_to(&current.enrolment.facts)?;
        let warnings = judged(&catalogue, &current.cohort, &facts, &asker.law)?;
        let id = current.enrolment.id;
        check_continued(tx, current.enrolment.apprentice_id, Some(id), &facts)?;
        let enrolment = store::change_enrolment(tx, id, &facts)?;
        asker.record_fields(tx, Event::EnrolmentChanged, &enrolment, &patch.fields())?;
        let version = enrolment.version;
        let out = carded(tx, asker, EnrolmentInCohort { enrolment, ..current })?;
        Ok(Reply::ok(&out.warned(warnings, asker.lang))?.version(version))
    })
    .await
}

/// Says where an enrolment stands on a day, and how it came there.
#[utoipa::path(tag = "apprentices", params(("id" = EnrolmentId, Path, description = "Enrolment."), StatusParams),
    responses((status = 200, description = "Status, history and legal rights.", body = EnrolmentStatusOut)))]
#[get("/v1/enrolments/{id}/status")]
async fn get_enrolment_status(door: Door, id: Path<EnrolmentId>, params: Params<StatusParams>) -> Answer {
    door.read(Act::ReadApprentice, move |conn, asker| {
        let row = store::find_enrolment(conn, &asker.reach, *id)?.or_not_found("enrolment")?;
        let as_of = params.0.as_of.unwrap_or(asker.today);
        let found = [row];
        let mut contracts = store::contract_dates(conn, &found)?;
        let [row] = found;
        let theirs = contracts.remove(&row.enrolment.id).unwrap_or_default();
        Reply::ok(&EnrolmentStatusOut::of(&row, theirs.as_slice(), as_of, &asker.law))
    })
    .await
}

/// An enrolment as it stands today, with what its card shows whoever asks.
fn carded(conn: &mut Tx, asker: &Asker, row: EnrolmentInCohort) -> Result<EnrolmentOut, Problem> {
    let mut cards = of_enrolments(conn, &[row.enrolment.id])?;
    let card =
        cards.remove(&row.enrolment.id).ok_or_else(|| Problem::internal("an enrolment without a card"))?;
    Ok(EnrolmentOut::of(row, &card, (asker.today, &*asker.law), CardSight::of(&asker.caller)))
}
