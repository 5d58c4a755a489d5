//! Handlers of guardians.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};

use super::locked;
use crate::ids::{ApprenticeId, GuardianId};
use crate::law::findings::refuse_errors;
use crate::people::apprentices::acts::{add_guardian, guardian_faults};
use crate::people::apprentices::model::{Guardian, GuardianFacts, GuardianPatch};
use crate::people::apprentices::store;
use crate::platform::mounting::ServiceConfig;

use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalKind};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_guardians)
        .service(create_guardian)
        .service(get_guardian)
        .service(change_guardian)
        .service(remove_guardian);
}

/// Lists the guardians of an apprentice.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice."), Paging),
    responses((status = 200, description = "One page of guardians.", body = Page<Guardian>)))]
#[get("/v1/apprentices/{id}/guardians")]
async fn list_guardians(door: Door, id: Path<ApprenticeId>, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadGuardian, move |conn, asker| {
        let apprentice = store::find(conn, &asker.reach, *id)?.or_not_found("apprentice")?;
        let rows = store::list_guardians(conn, &asker.reach, apprentice.id, &page)?;
        let page = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count_guardians(conn, &asker.reach, apprentice.id))?;
        Reply::page(&page)
    })
    .await
}

/// Adds a guardian to an apprentice.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = GuardianFacts,
    responses((status = 201, description = "The guardian created.", body = Guardian)))]
#[post("/v1/apprentices/{id}/guardians")]
async fn create_guardian(door: Door, id: Path<ApprenticeId>, body: Body<GuardianFacts>) -> Answer {
    door.create(Act::WriteGuardian, body, move |tx, asker, facts| {
        let apprentice = locked(tx, asker, *id)?;
        let guardian = add_guardian(tx, asker, &apprentice, &facts)?;
        let (location, version) = (format!("/v1/guardians/{}", guardian.id), guardian.version);
        Ok(Reply::created(location, &guardian)?.version(version))
    })
    .await
}

/// Reads a guardian.
#[utoipa::path(tag = "apprentices", params(("id" = GuardianId, Path, description = "Guardian.")),
    responses((status = 200, description = "The guardian.", body = Guardian)))]
#[get("/v1/guardians/{id}")]
async fn get_guardian(door: Door, id: Path<GuardianId>) -> Answer {
    door.read(Act::ReadGuardian, move |conn, asker| {
        let guardian = store::find_guardian(conn, &asker.reach, *id)?.or_not_found("guardian")?;
        let version = guardian.version;
        Ok(Reply::ok(&guardian)?.version(version))
    })
    .await
}

/// Changes a guardian by merge patch.
#[utoipa::path(tag = "apprentices", params(("id" = GuardianId, Path, description = "Guardian.")),
    request_body = GuardianPatch,
    responses((status = 200, description = "The guardian changed.", body = Guardian)))]
#[patch("/v1/guardians/{id}")]
async fn change_guardian(door: Door, id: Path<GuardianId>, body: Body<GuardianPatch>) -> Answer {
    door.change(Act::WriteGuardian, body, move |tx, asker, patch| {
        let current = store::lock_guardian(tx, &asker.reach, *id)?.or_not_found("guardian")?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        refuse_errors(guardian_faults(&facts))?;
        let guardian = store::change_guardian(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::GuardianChanged, &guardian, &patch.fields())?;
        let version = guardian.version;
        Ok(Reply::ok(&guardian)?.version(version))
    })
    .await
}

/// Removes a guardian.
#[utoipa::path(tag = "apprentices", params(("id" = GuardianId, Path, description = "Guardian.")),
    responses((status = 204, description = "The guardian is removed.")))]
#[delete("/v1/guardians/{id}")]
async fn remove_guardian(door: Door, id: Path<GuardianId>) -> Answer {
    door.write(Act::WriteGuardian, move |tx, asker| {
        let current = store::lock_guardian(tx, &asker.reach, *id)?.or_not_found("guardian")?;
        asker.expects(current.version)?;
        let about = About::record(WithdrawalKind::Guardian, &current, None).of(current.apprentice_id);
        withdrawals::remove(tx, asker, about, &[])?;
        Reply::no_content()
    })
    .await
}
