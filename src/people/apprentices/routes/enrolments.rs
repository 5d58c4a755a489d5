//! Handlers of enrolments.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};
use chrono::NaiveDate;
use utoipa_actix_web::service_config::ServiceConfig;

use super::locked;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::law::figures::Law;
use crate::people::apprentices::model::{EnrolmentInCohort, EnrolmentPatch};
use crate::people::apprentices::registering::{check_continued, enrol, judged};
use crate::people::apprentices::store::{self, EnrolmentFilter};
use crate::people::apprentices::wire::{EnrolmentIn, EnrolmentOut, EnrolmentStatusOut, StatusParams};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
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
        let out = EnrolmentOut::of(row, &[], asker.today, &asker.law);
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
        let rows = store::list_enrolments(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| row.enrolment.id);
        let mut contracts = store::contract_dates(conn, &page.data)?;
        let as_of = filter.as_of.unwrap_or(asker.today);
        Reply::page(&page.map(|row| {
            let theirs = contracts.remove(&row.enrolment.id).unwrap_or_default();
            EnrolmentOut::of(row, &theirs, as_of, &asker.law)
        }))
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
        Ok(Reply::ok(&standing(conn, row, asker.today, &asker.law)?)?.version(version))
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
        let out = standing(tx, EnrolmentInCohort { enrolment, ..current }, asker.today, &asker.law)?;
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
        Reply::ok(&standing(conn, row, as_of, &asker.law)?.standing)
    })
    .await
}

fn standing(
    conn: &mut Tx,
    row: EnrolmentInCohort,
    as_of: NaiveDate,
    law: &Law,
) -> diesel::QueryResult<EnrolmentOut> {
    let found = [row];
    let mut contracts = store::contract_dates(conn, &found)?;
    let [row] = found;
    let theirs = contracts.remove(&row.enrolment.id).unwrap_or_default();
    Ok(EnrolmentOut::of(row, &theirs, as_of, law))
}
