//! Making, reading and revoking links.

use std::collections::BTreeSet;

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use crate::catalogue::programmes::Catalogue;
use crate::desk::links::delivery::{Delivered, Sender, deliver};
use crate::desk::links::model::{Link, LinkDetails, NewLink};
use crate::desk::links::rules::{
    LINK_REVOKED_FOR_GOOD, TUTOR_FOLLOWS_SOMEBODY, check_apprentices, check_expiry, expires_on,
};
use crate::desk::links::store;
use crate::desk::links::wire::{LinkIn, LinkOut, LinkRevocationIn};
use crate::ids::{ApprenticeId, LinkId, TutorId};
use crate::law::findings::refuse_errors;
use crate::law::identifiers::full_name;
use crate::people::apprentices;
use crate::people::apprentices::cards::Cards;
use crate::people::apprentices::cards::wire::{ApprenticeName, CardSight, apprentice_name};
use crate::people::employers;
use crate::people::employers::model::Tutor;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::{Act, LinkVerb};
use crate::trust::door::{Asker, Door, Step, TransitionsOut, step};
use crate::trust::journal::Event;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(create_link)
        .service(list_links)
        .service(get_link)
        .service(revoke_link)
        .service(list_link_transitions);
}

/// Makes a signed link for a tutor, sent to their address where there is a mail server: its secret is then shown to
/// nobody. Else it is shown this once, to be sent to them, and readers of what the link does are told who saw it.
#[utoipa::path(tag = "links", params(("id" = TutorId, Path, description = "Tutor.")), request_body = LinkIn,
    responses((status = 201, description = "The link: where it was sent, or its address.", body = LinkOut)))]
#[post("/v1/tutors/{id}/links")]
async fn create_link(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<TutorId>,
    body: Body<LinkIn>,
) -> Answer {
    let sender = Sender::of(door.app());
    door.create(Act::CreateLink, body, move |tx, asker, request| {
        let tutor = employers::store::find_tutor(tx, &asker.reach, *id)?.or_not_found("tutor")?;
        let followed = store::followed_on(tx, tutor.id, asker.today)?;
        let new = judged(tx, asker, &tutor, request, &followed)?;
        let Delivered { known, shown_once, sent_to } =
            deliver(tx, asker, &sender, &catalogue, (&tutor, new))?;
        asker.record(tx, Event::LinkCreated, &known.link)?;
        let (version, location) = (known.link.version, format!("/v1/links/{}", known.link.id));
        let link = told(tx, asker, (&tutor, &followed), known)?;
        let body = LinkOut { shown_once, sent_to, ..link };
        Ok(Reply::created(location, &body)?.version(version))
    })
    .await
}

/// The link wanted, or everything wrong with it.
fn judged(
    tx: &mut Tx,
    asker: &Asker,
    tutor: &Tutor,
    request: LinkIn,
    followed: &BTreeSet<ApprenticeId>,
) -> Result<NewLink, Problem> {
    let expires_on = expires_on(request.expires_on, asker.today);
    let mut findings: Vec<_> = check_expiry(expires_on, asker.today).into_iter().collect();
    let apprentices = match request.apprentices {
        None => followed.clone(),
        Some(named) => {
            refuse_unknown(tx, asker, &named)?;
            findings.extend(check_apprentices(&named, followed));
            named.into_iter().collect()
        }
    };
    refuse_errors(findings)?;
    if apprentices.is_empty() {
        return Err(nobody_to_follow(tutor));
    }
    Ok(NewLink {
        site_id: tutor.site_id,
        tutor_id: tutor.id,
        apprentices: apprentices.into_iter().collect(),
        verbs: request.verbs.map_or_else(|| LinkVerb::ALL.to_vec(), |verbs| verbs.into_iter().collect()),
        expires_on,
        secret_seen_by_id: None,
    })
}

fn refuse_unknown(tx: &mut Tx, asker: &Asker, named: &[ApprenticeId]) -> Result<(), Problem> {
    let known = apprentices::store::existing_among(tx, &asker.reach, named)?;
    let unknown = named.iter().enumerate().filter(|(_, id)| !known.contains(id));
    let faults: Vec<Fault> = unknown
        .map(|(index, _)| {
            let message = say!(
                "Aucun apprenti à votre portée n'a cet identifiant.",
                "No apprentice within your reach has this identifier."
            );
            Fault::new(format!("/apprentices/{index}"), "apprentice.unknown", message)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

fn nobody_to_follow(tutor: &Tutor) -> Problem {
    let name = full_name(&tutor.facts.given_name, &tutor.facts.family_name);
    TUTOR_FOLLOWS_SOMEBODY.conflict(say!(
        "{name} ne suit aucun apprenti sous un contrat signé, en cours ou à venir.",
        "{name} follows no apprentice under a signed contract, running or to come."
    ))
}

/// Lists the links of a tutor, the latest first, with their state and their use.
#[utoipa::path(tag = "links", params(("id" = TutorId, Path, description = "Tutor."), Paging),
    responses((status = 200, description = "One page of links.", body = Page<LinkOut>)))]
#[get("/v1/tutors/{id}/links")]
async fn list_links(door: Door, id: Path<TutorId>, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadLink, move |conn, asker| {
        let tutor = employers::store::find_tutor(conn, &asker.reach, *id)?.or_not_found("tutor")?;
        let followed = store::followed_on(conn, *id, asker.today)?;
        let rows = store::list(conn, &asker.reach, *id, &page)?;
        let page = Page::of(rows, page.limit, |row| row.link.id)
            .counted(&page, || store::count(conn, &asker.reach, *id))?;
        let everybody = page.data.iter().flat_map(|row| row.apprentices.iter().copied());
        let cards = Cards::of(conn, everybody)?;
        let line = |row| {
            let about = names_on(&cards, asker, &row);
            LinkOut::on(asker.today, (&tutor, &followed), row, about)
        };
        Reply::page(&page.map(line))
    })
    .await
}

/// Reads a link.
#[utoipa::path(tag = "links", params(("id" = LinkId, Path, description = "Link.")),
    responses((status = 200, description = "The link.", body = LinkOut)))]
#[get("/v1/links/{id}")]
async fn get_link(door: Door, id: Path<LinkId>) -> Answer {
    door.read(Act::ReadLink, move |conn, asker| {
        let known = store::find(conn, &asker.reach, *id)?.or_not_found("link")?;
        shown(conn, asker, known)
    })
    .await
}

/// Revokes a link for good, and says why: it stops working at once.
#[utoipa::path(tag = "links", params(("id" = LinkId, Path, description = "Link.")),
    request_body = LinkRevocationIn,
    responses((status = 200, description = "The link revoked.", body = LinkOut)))]
#[post("/v1/links/{id}/revocation")]
async fn revoke_link(door: Door, id: Path<LinkId>, body: Body<LinkRevocationIn>) -> Answer {
    door.create(Act::RevokeLink, body, move |tx, asker, request| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("link")?;
        refuse_revoked(&current)?;
        let link = store::revoke(tx, current.id, &request.reason, asker.now)?;
        asker.record(tx, Event::LinkRevoked, &link)?;
        let known = store::find(tx, &asker.reach, link.id)?.or_not_found("link")?;
        shown(tx, asker, known)
    })
    .await
}

/// Every act on a link.
pub const STEPS: &[Step] =
    &[step("revoke", ("Révoquer", "Revoke"), Act::RevokeLink, ("POST", "/v1/links/{id}/revocation"))];

/// Says what who asks may do with a link now, and why not the rest.
#[utoipa::path(tag = "links", params(("id" = LinkId, Path, description = "Link.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/links/{id}/transitions")]
async fn list_link_transitions(door: Door, id: Path<LinkId>) -> Answer {
    door.read(Act::ReadLink, move |conn, asker| {
        let known = store::find(conn, &asker.reach, *id)?.or_not_found("link")?;
        let names = [("id", known.link.id.to_string())];
        asker.transitions(STEPS, &names, |_| refuse_revoked(&known.link).map(|()| Vec::new()))
    })
    .await
}

/// A link is revoked once.
fn refuse_revoked(link: &Link) -> Result<(), Problem> {
    match link.revoked_at {
        None => Ok(()),
        Some(_) => Err(LINK_REVOKED_FOR_GOOD
            .conflict(say!("Ce lien est déjà révoqué.", "This link is already revoked."))),
    }
}

fn shown(conn: &mut Tx, asker: &Asker, known: LinkDetails) -> Answer {
    let tutor =
        employers::store::find_tutor(conn, &asker.reach, known.link.tutor_id)?.or_not_found("link")?;
    let followed = store::followed_on(conn, tutor.id, asker.today)?;
    let version = known.link.version;
    Ok(Reply::ok(&told(conn, asker, (&tutor, &followed), known)?)?.version(version))
}

/// A link of a tutor, with the names of whom it is about.
fn told(
    conn: &mut Tx,
    asker: &Asker,
    of: (&Tutor, &BTreeSet<ApprenticeId>),
    known: LinkDetails,
) -> Result<LinkOut, Problem> {
    let cards = Cards::of(conn, known.apprentices.iter().copied())?;
    let about = names_on(&cards, asker, &known);
    Ok(LinkOut::on(asker.today, of, known, about))
}

/// Whom a link is about, by name.
fn names_on(cards: &Cards, asker: &Asker, link: &LinkDetails) -> Vec<ApprenticeName> {
    let sight = CardSight::of(&asker.caller);
    let found = link.apprentices.iter().filter_map(|id| cards.current(*id, asker.today));
    let mut names: Vec<ApprenticeName> = found.filter_map(|card| apprentice_name(card, sight)).collect();
    names.sort_by(|one, other| {
        (&one.family_name, &one.given_name).cmp(&(&other.family_name, &other.given_name))
    });
    names
}
