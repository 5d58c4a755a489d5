//! Handlers of the search for an employer, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::{SearchEvent, SearchEventFacts, SearchProspect, SearchProspectFacts};
use super::wire::{
    EmployerSearchOut, SearchEventOut, SearchEventPatch, SearchProspectOut, SearchProspectPatch,
};
use super::{acts, store};
use crate::ids::{ApprenticeId, SearchEventId, SearchProspectId};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(read_employer_search)
        .service(add_search_prospect)
        .service(get_search_prospect)
        .service(change_search_prospect)
        .service(withdraw_search_prospect)
        .service(add_search_event)
        .service(get_search_event)
        .service(change_search_event)
        .service(withdraw_search_event);
}

/// Tells the search of an apprentice for an employer: companies looked at and what happened with each, employers of the site
/// to think of, what the next contract is on the official form.
#[utoipa::path(tag = "ruptures", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "The search.", body = Peopled<EmployerSearchOut>)))]
#[get("/v1/apprentices/{id}/employer-search")]
async fn read_employer_search(door: Door, id: Path<ApprenticeId>) -> Answer {
    door.read(Act::ReadEmployerSearch, move |conn, asker| {
        let told = acts::read(conn, asker, *id)?;
        Reply::ok(&with_people(conn, asker, told)?)
    })
    .await
}

/// Adds a company to the search of an apprentice: an employer of the site, or one named in words.
#[utoipa::path(tag = "ruptures", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = SearchProspectFacts,
    responses((status = 201, description = "The company added.", body = SearchProspectOut)))]
#[post("/v1/apprentices/{id}/search-prospects")]
async fn add_search_prospect(door: Door, id: Path<ApprenticeId>, body: Body<SearchProspectFacts>) -> Answer {
    door.create(Act::WriteEmployerSearch, body, move |tx, asker, facts| {
        let prospect = acts::add(tx, asker, *id, facts)?;
        let (version, location) = (prospect.version, format!("/v1/search-prospects/{}", prospect.id));
        Ok(Reply::created(location, &shown(tx, asker, prospect)?)?.version(version))
    })
    .await
}

/// Reads a company of a search, with what happened with it.
#[utoipa::path(tag = "ruptures", params(("id" = SearchProspectId, Path, description = "Company looked at.")),
    responses((status = 200, description = "The company.", body = SearchProspectOut)))]
#[get("/v1/search-prospects/{id}")]
async fn get_search_prospect(door: Door, id: Path<SearchProspectId>) -> Answer {
    door.read(Act::ReadEmployerSearch, move |conn, asker| {
        let prospect = store::find(conn, &asker.reach, *id)?.or_not_found("search_prospect")?;
        let version = prospect.version;
        Ok(Reply::ok(&shown(conn, asker, prospect)?)?.version(version))
    })
    .await
}

/// Corrects a company of a search by merge patch.
#[utoipa::path(tag = "ruptures", params(("id" = SearchProspectId, Path, description = "Company looked at.")),
    request_body = SearchProspectPatch,
    responses((status = 200, description = "The company corrected.", body = SearchProspectOut)))]
#[patch("/v1/search-prospects/{id}")]
async fn change_search_prospect(
    door: Door,
    id: Path<SearchProspectId>,
    body: Body<SearchProspectPatch>,
) -> Answer {
    door.change(Act::WriteEmployerSearch, body, move |tx, asker, patch| {
        let (apprentice, current) = acts::lock(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        let changed = acts::correct(tx, asker, (&apprentice, &current), (&facts, &patch.fields()))?;
        let version = changed.version;
        Ok(Reply::ok(&shown(tx, asker, changed)?)?.version(version))
    })
    .await
}

/// Takes back a company added by mistake, with what happened with it, and says why.
#[utoipa::path(tag = "ruptures", params(("id" = SearchProspectId, Path, description = "Company looked at.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/search-prospects/{id}/withdrawal")]
async fn withdraw_search_prospect(
    door: Door,
    id: Path<SearchProspectId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::WriteEmployerSearch, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Adds what happened with a company: an application, a reminder, an interview, an answer.
#[utoipa::path(tag = "ruptures", params(("id" = SearchProspectId, Path, description = "Company looked at.")),
    request_body = SearchEventFacts,
    responses((status = 201, description = "What was added.", body = SearchEventOut)))]
#[post("/v1/search-prospects/{id}/events")]
async fn add_search_event(door: Door, id: Path<SearchProspectId>, body: Body<SearchEventFacts>) -> Answer {
    door.create(Act::WriteEmployerSearch, body, move |tx, asker, facts| {
        let event = acts::add_event(tx, asker, *id, facts)?;
        let (version, location) = (event.version, format!("/v1/search-events/{}", event.id));
        Ok(Reply::created(location, &shown_event(tx, asker, event)?)?.version(version))
    })
    .await
}

/// Reads what happened with a company.
#[utoipa::path(tag = "ruptures", params(("id" = SearchEventId, Path, description = "What happened.")),
    responses((status = 200, description = "What happened.", body = SearchEventOut)))]
#[get("/v1/search-events/{id}")]
async fn get_search_event(door: Door, id: Path<SearchEventId>) -> Answer {
    door.read(Act::ReadEmployerSearch, move |conn, asker| {
        let event = store::find_event(conn, &asker.reach, *id)?.or_not_found("search_event")?;
        let version = event.version;
        Ok(Reply::ok(&shown_event(conn, asker, event)?)?.version(version))
    })
    .await
}

/// Corrects what happened with a company by merge patch.
#[utoipa::path(tag = "ruptures", params(("id" = SearchEventId, Path, description = "What happened.")),
    request_body = SearchEventPatch,
    responses((status = 200, description = "What happened, corrected.", body = SearchEventOut)))]
#[patch("/v1/search-events/{id}")]
async fn change_search_event(door: Door, id: Path<SearchEventId>, body: Body<SearchEventPatch>) -> Answer {
    door.change(Act::WriteEmployerSearch, body, move |tx, asker, patch| {
        let current = acts::lock_event(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        let changed = acts::correct_event(tx, asker, &current, (&facts, &patch.fields()))?;
        let version = changed.version;
        Ok(Reply::ok(&shown_event(tx, asker, changed)?)?.version(version))
    })
    .await
}

/// Takes back what was written by mistake of a company, and says why.
#[utoipa::path(tag = "ruptures", params(("id" = SearchEventId, Path, description = "What happened.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/search-events/{id}/withdrawal")]
async fn withdraw_search_event(door: Door, id: Path<SearchEventId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::WriteEmployerSearch, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_event(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn shown(conn: &mut Tx, asker: &Asker, prospect: SearchProspect) -> Result<SearchProspectOut, Problem> {
    let shown = acts::shown(conn, asker, vec![prospect])?.pop();
    shown.ok_or_else(|| Problem::not_found("search_prospect"))
}

fn shown_event(conn: &mut Tx, asker: &Asker, event: SearchEvent) -> Result<SearchEventOut, Problem> {
    let authors = Authors::find(conn, &asker.caller, [(event.author_kind, event.author_id)])?;
    Ok(SearchEventOut::of(event, &authors, asker.lang))
}
