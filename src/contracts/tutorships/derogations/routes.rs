//! Handlers of ceiling derogations, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{CeilingDerogation, CeilingDerogationPatch, DerogationFacts};
use super::{rules, store};
use crate::ids::{CeilingDerogationId, TutorId};
use crate::law::findings::refuse_errors;
use crate::people::employers;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_ceiling_derogations)
        .service(grant_ceiling_derogation)
        .service(get_ceiling_derogation)
        .service(change_ceiling_derogation)
        .service(withdraw_ceiling_derogation);
}

/// Lists the derogations of a tutor to the number of apprentices they may follow, the earliest first.
#[utoipa::path(tag = "ceiling derogations", params(("id" = TutorId, Path, description = "Tutor."), Paging),
    responses((status = 200, description = "One page of derogations.", body = Page<CeilingDerogation>)))]
#[get("/v1/tutors/{id}/ceiling-derogations")]
async fn list_ceiling_derogations(door: Door, id: Path<TutorId>, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadCeilingDerogation, move |conn, asker| {
        let tutor = employers::store::find_tutor(conn, &asker.reach, *id)?.or_not_found("tutor")?;
        let rows = store::list(conn, &asker.reach, tutor.id, &page)?;
        let page = Page::of(rows, page.limit, |row| (row.facts.from_on, row.id))
            .counted(&page, || store::count(conn, &asker.reach, tutor.id))?;
        Reply::page(&page)
    })
    .await
}

/// Records a derogation granted to a tutor: the signatures of its days count with it, at every site.
#[utoipa::path(tag = "ceiling derogations", params(("id" = TutorId, Path, description = "Tutor.")),
    request_body = DerogationFacts,
    responses((status = 201, description = "The derogation recorded.", body = CeilingDerogation)))]
#[post("/v1/tutors/{id}/ceiling-derogations")]
async fn grant_ceiling_derogation(door: Door, id: Path<TutorId>, body: Body<DerogationFacts>) -> Answer {
    door.create(Act::GrantCeilingDerogation, body, move |tx, asker, facts| {
        let tutor = employers::store::lock_tutor(tx, &asker.reach, *id)?.or_not_found("tutor")?;
        check(asker, &facts)?;
        let granted = store::insert(tx, &tutor, &facts)?;
        asker.record(tx, Event::CeilingDerogationGranted, &granted)?;
        let (version, location) = (granted.version, format!("/v1/ceiling-derogations/{}", granted.id));
        Ok(Reply::created(location, &granted)?.version(version))
    })
    .await
}

/// Reads a derogation.
#[utoipa::path(tag = "ceiling derogations",
    params(("id" = CeilingDerogationId, Path, description = "Derogation.")),
    responses((status = 200, description = "The derogation.", body = CeilingDerogation)))]
#[get("/v1/ceiling-derogations/{id}")]
async fn get_ceiling_derogation(door: Door, id: Path<CeilingDerogationId>) -> Answer {
    door.read(Act::ReadCeilingDerogation, move |conn, asker| {
        answer(store::find(conn, &asker.reach, *id)?.or_not_found("ceiling_derogation")?)
    })
    .await
}

/// Changes what a derogation says, or withdraws it; what is signed already stays.
#[utoipa::path(tag = "ceiling derogations",
    params(("id" = CeilingDerogationId, Path, description = "Derogation.")),
    request_body = CeilingDerogationPatch,
    responses((status = 200, description = "The derogation changed.", body = CeilingDerogation)))]
#[patch("/v1/ceiling-derogations/{id}")]
async fn change_ceiling_derogation(
    door: Door,
    id: Path<CeilingDerogationId>,
    body: Body<CeilingDerogationPatch>,
) -> Answer {
    door.change(Act::GrantCeilingDerogation, body, move |tx, asker, patch| {
        let current = lock(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        check(asker, &facts)?;
        let changed = store::change(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::CeilingDerogationChanged, &changed, &patch.fields())?;
        answer(changed)
    })
    .await
}

/// Takes back a derogation recorded by mistake, and says why; what is signed already stays.
#[utoipa::path(tag = "ceiling derogations", params(("id" = CeilingDerogationId, Path, description = "Derogation.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/ceiling-derogations/{id}/withdrawal")]
async fn withdraw_ceiling_derogation(
    door: Door,
    id: Path<CeilingDerogationId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::GrantCeilingDerogation, body, move |tx, asker, request| {
        let current = lock(tx, asker, *id)?;
        let about = About::record(WithdrawalKind::CeilingDerogation, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// One derogation, held with its tutor until the end of the transaction.
fn lock(tx: &mut Tx, asker: &Asker, id: CeilingDerogationId) -> Result<CeilingDerogation, Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("ceiling_derogation")?;
    employers::store::lock_tutor(tx, &asker.reach, found.tutor_id)?.or_not_found("ceiling_derogation")?;
    store::find(tx, &asker.reach, id)?.or_not_found("ceiling_derogation")
}

fn check(asker: &Asker, facts: &DerogationFacts) -> Result<(), Problem> {
    let figures = &asker.law.contracts.on(facts.from_on).tutor;
    refuse_errors(rules::judge(figures, facts, asker.today)).map(drop)
}

fn answer(row: CeilingDerogation) -> Answer {
    let version = row.version;
    Ok(Reply::ok(&row)?.version(version))
}
