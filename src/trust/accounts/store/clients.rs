//! Queries on machine clients.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;

use crate::ids::{ClientId, ClientSecretId};
use crate::platform::crypto::sha256;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{client_secrets, clients};
use crate::trust::access::{Bounds, Reach};
use crate::trust::accounts::model::{Client, ClientFacts, ClientSecret};

/// The clients within reach: only administrators look after them.
fn reachable<'a>(reach: &Reach) -> clients::BoxedQuery<'a, Pg> {
    let rows = clients::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => rows.filter(clients::site_ids.is_contained_by(sites.clone())),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => rows.filter(clients::id.is_null()),
    }
}

/// One client.
pub fn find(conn: &mut Tx, reach: &Reach, id: ClientId) -> QueryResult<Option<Client>> {
    reachable(reach).filter(clients::id.eq(id)).select(Client::as_select()).first(conn).optional()
}

/// The client that asks.
pub fn find_own(conn: &mut Tx, id: ClientId) -> QueryResult<Client> {
    clients::table.find(id).select(Client::as_select()).first(conn)
}

/// One client, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: ClientId) -> QueryResult<Option<Client>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    clients::table.find(id).for_no_key_update().select(Client::as_select()).first(tx).optional()
}

/// One more row than the limit, the oldest first.
pub fn list(conn: &mut Tx, reach: &Reach, page: &Rows<ClientId>) -> QueryResult<Vec<Client>> {
    let mut rows = reachable(reach);
    if let Some(after) = page.after {
        rows = rows.filter(clients::id.gt(after));
    }
    rows.select(Client::as_select()).order(clients::id).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach) -> QueryResult<i64> {
    reachable(reach).count().get_result(conn)
}

/// Writes a new client.
pub fn insert(tx: &mut Tx, facts: &ClientFacts) -> QueryResult<Client> {
    diesel::insert_into(clients::table)
        .values((clients::id.eq(ClientId::new()), facts))
        .returning(Client::as_returning())
        .get_result(tx)
}

/// Writes a client anew.
pub fn change(tx: &mut Tx, id: ClientId, facts: &ClientFacts) -> QueryResult<Client> {
    diesel::update(clients::table.find(id)).set(facts).returning(Client::as_returning()).get_result(tx)
}

/// Revokes a client and its secrets.
pub fn revoke(tx: &mut Tx, id: ClientId, now: DateTime<Utc>) -> QueryResult<Client> {
    diesel::update(client_secrets::table)
        .filter(client_secrets::client_id.eq(id))
        .filter(client_secrets::revoked_at.is_null())
        .set(client_secrets::revoked_at.eq(now))
        .execute(tx)?;
    diesel::update(clients::table.find(id))
        .set(clients::revoked_at.eq(now))
        .returning(Client::as_returning())
        .get_result(tx)
}

/// The live secrets of some clients, the oldest first.
pub fn live_secrets(conn: &mut Tx, of: &[ClientId]) -> QueryResult<Vec<ClientSecret>> {
    client_secrets::table
        .filter(client_secrets::client_id.eq_any(of))
        .filter(client_secrets::revoked_at.is_null())
        .select(ClientSecret::as_select())
        .order(client_secrets::id)
        .load(conn)
}

/// Keeps the hash of a new secret.
pub fn add_secret(tx: &mut Tx, client: ClientId, secret: &str) -> QueryResult<ClientSecretId> {
    let id = ClientSecretId::new();
    diesel::insert_into(client_secrets::table)
        .values((
            client_secrets::id.eq(id),
            client_secrets::client_id.eq(client),
            client_secrets::secret_hash.eq(sha256(secret.as_bytes()).as_slice()),
        ))
        .execute(tx)?;
    Ok(id)
}

/// Revokes one secret of a client; says whether there was one to revoke.
pub fn revoke_secret(
    tx: &mut Tx,
    client: ClientId,
    secret: ClientSecretId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let revoked = diesel::update(client_secrets::table.find(secret))
        .filter(client_secrets::client_id.eq(client))
        .filter(client_secrets::revoked_at.is_null())
        .set(client_secrets::revoked_at.eq(now))
        .execute(tx)?;
    Ok(revoked == 1)
}

/// A client that is not revoked, to be proved.
pub fn find_to_prove(conn: &mut Tx, id: ClientId) -> QueryResult<Option<Client>> {
    clients::table
        .find(id)
        .filter(clients::revoked_at.is_null())
        .select(Client::as_select())
        .first(conn)
        .optional()
}
