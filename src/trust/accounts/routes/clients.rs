//! Machine clients, which administrators look after.

use std::collections::HashMap;

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};

use super::invitations::refuse_unknown_sites;
use crate::ids::{ClientId, ClientSecretId};
use crate::platform::body::Body;
use crate::platform::crypto::random_secret;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::{Act, SCOPES};
use crate::trust::accounts::model::{Client, ClientFacts, ClientSecret};
use crate::trust::accounts::rules::{FEW_SECRETS, MOST_SECRETS, REVOKED_FOR_GOOD};
use crate::trust::accounts::store;
use crate::trust::accounts::wire::{ClientOut, ClientPatch};
use crate::trust::door::{Asker, Door};
use crate::trust::journal::{self, Event};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_clients)
        .service(create_client)
        .service(get_client)
        .service(change_client)
        .service(add_client_secret)
        .service(revoke_client_secret)
        .service(revoke_client);
}

/// Lists machine clients, the oldest first.
#[utoipa::path(tag = "clients", params(Paging),
    responses((status = 200, description = "One page of clients.", body = Page<ClientOut>)))]
#[get("/v1/clients")]
async fn list_clients(door: Door, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadClient, move |conn, asker| {
        let rows = store::clients::list(conn, &asker.reach, &page)?;
        let page = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::clients::count(conn, &asker.reach))?;
        let ids: Vec<ClientId> = page.data.iter().map(|row| row.id).collect();
        let mut secrets: HashMap<ClientId, Vec<ClientSecret>> = HashMap::new();
        for secret in store::clients::live_secrets(conn, &ids)? {
            secrets.entry(secret.client_id).or_default().push(secret);
        }
        Reply::page(&page.map(|row| {
            let live = secrets.remove(&row.id).unwrap_or_default();
            ClientOut::of(row, live, None)
        }))
    })
    .await
}

/// Creates a machine client; its first secret is shown this once.
#[utoipa::path(tag = "clients", request_body = ClientFacts,
    responses((status = 201, description = "The client, with its secret.", body = ClientOut)))]
#[post("/v1/clients")]
async fn create_client(door: Door, body: Body<ClientFacts>) -> Answer {
    door.create(Act::ManageClient, body, |tx, asker, facts| {
        judge(tx, asker, &facts)?;
        let client = store::clients::insert(tx, &facts.without_repetitions())?;
        let made = make_secret(tx, client.id)?;
        journal::record_private(tx, &asker.author(), Event::ClientCreated, client.id.0)?;
        let location = format!("/v1/clients/{}", client.id);
        let (version, body) = (client.version, with_secrets(tx, client, Some(made))?);
        Ok(Reply::created(location, &body)?.version(version))
    })
    .await
}

/// Reads a machine client.
#[utoipa::path(tag = "clients", params(("id" = ClientId, Path, description = "Client.")),
    responses((status = 200, description = "The client.", body = ClientOut)))]
#[get("/v1/clients/{id}")]
async fn get_client(door: Door, id: Path<ClientId>) -> Answer {
    door.read(Act::ReadClient, move |conn, asker| {
        let client = store::clients::find(conn, &asker.reach, *id)?.or_not_found("client")?;
        answer(conn, client, None)
    })
    .await
}

/// Changes a machine client by merge patch; what it may do changes from its next request.
#[utoipa::path(tag = "clients", params(("id" = ClientId, Path, description = "Client.")),
    request_body = ClientPatch,
    responses((status = 200, description = "The client changed.", body = ClientOut)))]
#[patch("/v1/clients/{id}")]
async fn change_client(door: Door, id: Path<ClientId>, body: Body<ClientPatch>) -> Answer {
    door.change(Act::ManageClient, body, move |tx, asker, patch| {
        let current = hold_live(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        judge(tx, asker, &facts)?;
        let client = store::clients::change(tx, current.id, &facts.without_repetitions())?;
        journal::record_private(tx, &asker.author(), Event::ClientChanged, client.id.0)?;
        answer(tx, client, None)
    })
    .await
}

/// Makes a second secret, so that the software changes over without a stop.
#[utoipa::path(tag = "clients", params(("id" = ClientId, Path, description = "Client.")),
    responses((status = 200, description = "The client, with its new secret.", body = ClientOut)))]
#[post("/v1/clients/{id}/secrets")]
async fn add_client_secret(door: Door, id: Path<ClientId>) -> Answer {
    door.write(Act::ManageClient, move |tx, asker| {
        let client = hold_live(tx, asker, *id)?;
        if store::clients::live_secrets(tx, &[client.id])?.len() >= MOST_SECRETS {
            return Err(too_many_secrets());
        }
        let made = make_secret(tx, client.id)?;
        journal::record_private(tx, &asker.author(), Event::ClientSecretAdded, client.id.0)?;
        answer(tx, client, Some(made))
    })
    .await
}

/// Revokes one secret of a machine client.
#[utoipa::path(tag = "clients",
    params(("id" = ClientId, Path, description = "Client."),
           ("secret_id" = ClientSecretId, Path, description = "Secret.")),
    responses((status = 204, description = "The secret no longer works.")))]
#[delete("/v1/clients/{id}/secrets/{secret_id}")]
async fn revoke_client_secret(door: Door, ids: Path<(ClientId, ClientSecretId)>) -> Answer {
    let (id, secret) = ids.into_inner();
    door.write(Act::ManageClient, move |tx, asker| {
        let client = store::clients::lock(tx, &asker.reach, id)?.or_not_found("client")?;
        if !store::clients::revoke_secret(tx, client.id, secret, asker.now)? {
            return Err(Problem::not_found("client_secret"));
        }
        journal::record_private(tx, &asker.author(), Event::ClientSecretRevoked, client.id.0)?;
        Reply::no_content()
    })
    .await
}

/// Revokes a machine client for good: its tokens stop working at once.
#[utoipa::path(tag = "clients", params(("id" = ClientId, Path, description = "Client.")),
    responses((status = 200, description = "The client revoked.", body = ClientOut)))]
#[post("/v1/clients/{id}/revocation")]
async fn revoke_client(door: Door, id: Path<ClientId>) -> Answer {
    door.write(Act::ManageClient, move |tx, asker| {
        let client = hold_live(tx, asker, *id)?;
        let client = store::clients::revoke(tx, client.id, asker.now)?;
        journal::record_private(tx, &asker.author(), Event::ClientRevoked, client.id.0)?;
        answer(tx, client, None)
    })
    .await
}

fn judge(tx: &mut Tx, asker: &Asker, facts: &ClientFacts) -> Result<(), Problem> {
    let accepted = SCOPES.join(", ");
    let unknown = facts.scopes.iter().enumerate().filter(|(_, scope)| !SCOPES.contains(&scope.as_str()));
    let faults: Vec<Fault> = unknown
        .map(|(index, _)| {
            let message = say!("Portées acceptées : {accepted}.", "Accepted scopes: {accepted}.");
            Fault::new(format!("/scopes/{index}"), "scope.unknown", message)
        })
        .collect();
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    refuse_unknown_sites(tx, asker, &facts.site_ids)
}

fn make_secret(tx: &mut Tx, client: ClientId) -> Result<(ClientSecretId, String), Problem> {
    let secret = random_secret().map_err(Problem::internal)?;
    let id = store::clients::add_secret(tx, client, &secret)?;
    Ok((id, secret))
}

fn with_secrets(
    conn: &mut Tx,
    client: Client,
    made: Option<(ClientSecretId, String)>,
) -> Result<ClientOut, Problem> {
    let live = store::clients::live_secrets(conn, &[client.id])?;
    Ok(ClientOut::of(client, live, made))
}

fn answer(conn: &mut Tx, client: Client, made: Option<(ClientSecretId, String)>) -> Answer {
    let version = client.version;
    Ok(Reply::ok(&with_secrets(conn, client, made)?)?.version(version))
}

fn hold_live(tx: &mut Tx, asker: &Asker, id: ClientId) -> Result<Client, Problem> {
    let client = store::clients::lock(tx, &asker.reach, id)?.or_not_found("client")?;
    if client.revoked_at.is_none() {
        return Ok(client);
    }
    Err(REVOKED_FOR_GOOD.conflict(say!(
        "Ce client est révoqué pour de bon : créez-en un autre.",
        "This client is revoked for good: create another."
    )))
}

fn too_many_secrets() -> Problem {
    FEW_SECRETS.conflict(say!(
        "Ce client a déjà {MOST_SECRETS} secrets en service : révoquez-en un d'abord.",
        "This client already has {MOST_SECRETS} live secrets: revoke one first."
    ))
}
