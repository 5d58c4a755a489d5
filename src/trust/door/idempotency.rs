//! One effect per Idempotency-Key: the key, the effect and the answer are written in one transaction.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use crate::platform::crypto::MasterSecret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::schema::idempotency_keys;
use crate::trust::access::{Caller, Role};

/// How long an answer is kept for its Idempotency-Key.
const KEPT_FOR: TimeDelta = TimeDelta::hours(48);
const PURPOSE: &str = "idempotency";

pub(super) fn refuse_machine_without_key(caller: &Caller) -> Result<(), Problem> {
    if caller.role != Role::Client {
        return Ok(());
    }
    let text = say!(
        "Les clients machine envoient une Idempotency-Key avec chaque création.",
        "Machine clients send an Idempotency-Key with every creation."
    );
    Err(Problem::unreadable("idempotency_key.required", text))
}

/// Claims a key in the transaction of its effect, or gives the answer given before.
pub(super) fn claim(
    tx: &mut Tx,
    principal: &str,
    key: &str,
    route: &str,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Reply>, Problem> {
    diesel::delete(
        idempotency_keys::table.find((principal, key)).filter(idempotency_keys::expires_at.le(now)),
    )
    .execute(tx)?;
    // the insert waits for a twin that is still running: it either commits its answer, read below, or leaves the key free
    let claimed = diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::principal.eq(principal),
            idempotency_keys::key.eq(key),
            idempotency_keys::route.eq(route),
            idempotency_keys::body_hash.eq(digest.as_slice()),
            idempotency_keys::expires_at.eq(now + KEPT_FOR),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .map_err(still_running)?;
    if claimed == 1 {
        return Ok(None);
    }
    let (known_route, known_digest, status, headers, body): StoredAnswer =
        idempotency_keys::table.find((principal, key)).select(KEPT_COLUMNS).first(tx)?;
    if known_route != route || known_digest != digest {
        return Err(Problem::unprocessable(
            "idempotency_key.reused",
            say!(
                "Cette Idempotency-Key a déjà servi pour une autre requête.",
                "This Idempotency-Key was already used for another request."
            ),
        ));
    }
    let headers =
        headers.map(serde_json::from_value).transpose().map_err(Problem::internal)?.unwrap_or_default();
    let status = status.and_then(|status| u16::try_from(status).ok());
    let status = status.ok_or_else(|| Problem::internal("an answer kept without its status"))?;
    Ok(Some(Reply { status, headers, body }.header("idempotency-replayed", "true".into())))
}

type StoredAnswer = (String, Vec<u8>, Option<i16>, Option<serde_json::Value>, Option<Vec<u8>>);
const KEPT_COLUMNS: (
    idempotency_keys::route,
    idempotency_keys::body_hash,
    idempotency_keys::status,
    idempotency_keys::headers,
    idempotency_keys::body,
) = (
    idempotency_keys::route,
    idempotency_keys::body_hash,
    idempotency_keys::status,
    idempotency_keys::headers,
    idempotency_keys::body,
);

/// The first request under the key holds its row until it commits.
fn still_running(error: diesel::result::Error) -> Problem {
    let problem = Problem::from(error);
    if problem.code() != "database.locked" {
        return problem;
    }
    Problem::conflict(
        "idempotency_key.running",
        say!(
            "La première requête sous cette clé est encore en cours.",
            "The first request under this key is still running."
        ),
    )
}

/// Forgets the keys whose time is over, with the answers kept under them.
pub fn forget_expired(tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::expires_at.le(now))).execute(tx)
}

/// Keeps the answer, sealed: some show a secret that is kept nowhere else.
pub(super) fn store_answer(
    tx: &mut Tx,
    principal: &str,
    key: &str,
    reply: &Reply,
    secret: &MasterSecret,
) -> Result<(), Problem> {
    let context = format!("{principal} {key}");
    let headers = serde_json::to_value(&reply.headers).map_err(Problem::internal)?;
    let body = reply.body.as_deref().map(|body| secret.seal(PURPOSE, &context, body)).transpose();
    diesel::update(idempotency_keys::table.find((principal, key)))
        .set((
            idempotency_keys::status.eq(i16::try_from(reply.status).ok()),
            idempotency_keys::headers.eq(headers),
            idempotency_keys::body.eq(body.map_err(Problem::internal)?),
        ))
        .execute(tx)?;
    Ok(())
}

/// The answer kept, its body opened.
pub(super) fn opened(secret: &MasterSecret, principal: &str, key: &str, mut reply: Reply) -> Answer {
    let context = format!("{principal} {key}");
    let body = reply.body.as_deref().map(|body| secret.open(PURPOSE, &context, body)).transpose();
    reply.body = body.map_err(Problem::internal)?;
    Ok(reply)
}
