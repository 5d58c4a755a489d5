//! One effect per Idempotency-Key: the key, the effect and the answer are written in one transaction.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::Asker;
use crate::platform::crypto::{MasterSecret, sha256};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::schema::idempotency_keys;
use crate::trust::access::{Act, Bounds, Caller, Role};

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

/// An answer given before under a key.
pub(super) struct KeptAnswer {
    reply: Reply,
    /// What the sender could reach then.
    rights: Option<Vec<u8>>,
}

/// What a request under a key asks for.
#[derive(Clone, Copy)]
pub(super) struct Keyed<'a> {
    pub(super) key: &'a str,
    pub(super) route: &'a str,
    pub(super) digest: &'a [u8; 32],
}

/// Claims a key in the transaction of its effect, or gives the answer given before.
pub(super) fn claim(tx: &mut Tx, asker: &Asker, keyed: Keyed<'_>) -> Result<Option<KeptAnswer>, Problem> {
    let Keyed { key, route, digest } = keyed;
    let (principal, now) = (asker.caller.id.to_string(), asker.now);
    let principal = principal.as_str();
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
            idempotency_keys::rights.eq(rights_of(&asker.caller).as_slice()),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .map_err(still_running)?;
    if claimed == 1 {
        return Ok(None);
    }
    let stored: StoredAnswer =
        idempotency_keys::table.find((principal, key)).select(StoredAnswer::as_select()).first(tx)?;
    if stored.route != route || stored.body_hash != digest {
        return Err(key_reused());
    }
    stored.given().map(Some)
}

fn key_reused() -> Problem {
    Problem::unprocessable(
        "idempotency_key.reused",
        say!(
            "Cette Idempotency-Key a déjà servi pour une autre requête.",
            "This Idempotency-Key was already used for another request."
        ),
    )
}

/// An answer as it is kept, its body sealed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = idempotency_keys, check_for_backend(diesel::pg::Pg))]
struct StoredAnswer {
    route: String,
    body_hash: Vec<u8>,
    status: Option<i16>,
    headers: Option<serde_json::Value>,
    body: Option<Vec<u8>>,
    rights: Option<Vec<u8>>,
}

impl StoredAnswer {
    fn given(self) -> Result<KeptAnswer, Problem> {
        let Self { status, headers, body, rights, .. } = self;
        let headers =
            headers.map(serde_json::from_value).transpose().map_err(Problem::internal)?.unwrap_or_default();
        let status = status.and_then(|status| u16::try_from(status).ok());
        let status = status.ok_or_else(|| Problem::internal("an answer kept without its status"))?;
        let reply = Reply { status, headers, body }.header("idempotency-replayed", "true".into());
        Ok(KeptAnswer { reply, rights })
    }
}

/// Gives again the answer kept, to whoever could still ask for it.
///
/// Rights that changed since, and tutors, whose reach follows their contracts, are judged by asking again: the act is
/// tried and undone, and what refuses it for want of a right is answered in place of what was kept. An act that its own
/// first effect refuses, such as a visit already held, is none of that.
pub(super) fn given_again(
    tx: &mut Tx,
    asker: &Asker,
    kept: KeptAnswer,
    (secret, key): (&MasterSecret, &str),
    act: impl FnOnce(&mut Tx) -> Answer,
) -> Answer {
    let unchanged = kept.rights.is_none_or(|rights| rights == rights_of(&asker.caller));
    let follows = matches!(asker.reach.bounds(), Bounds::Tutor(_) | Bounds::Link { .. });
    if !unchanged || (follows && asker.act != Act::ChangeSelf) {
        if let Some(refusal) = refusal_now(tx, act)? {
            return Err(refusal);
        }
        if !unchanged {
            return Err(rights_changed());
        }
    }
    opened(secret, &asker.caller.id.to_string(), key, kept.reply)
}

/// What would refuse an act now for want of a right; the act is undone.
fn refusal_now(tx: &mut Tx, act: impl FnOnce(&mut Tx) -> Answer) -> Result<Option<Problem>, Problem> {
    let mut now = None;
    let undone: QueryResult<()> = tx.transaction(|tx| {
        now = Some(act(tx));
        Err(diesel::result::Error::RollbackTransaction)
    });
    match undone {
        Ok(()) | Err(diesel::result::Error::RollbackTransaction) => {
            Ok(now.and_then(Result::err).filter(hides))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a refusal says that something is out of reach, or not for this sender.
fn hides(problem: &Problem) -> bool {
    let is_unknown = |fault: &Fault| fault.code.ends_with(".unknown");
    matches!(problem.status().as_u16(), 401 | 403 | 404) || problem.faults_found().iter().any(is_unknown)
}

fn rights_changed() -> Problem {
    Problem::forbidden_because(
        "idempotency_key.rights_changed",
        say!(
            "La première requête sous cette clé a eu son effet, mais vos droits ont changé depuis : relisez ce qu'elle a fait.",
            "The first request under this key had its effect, but your rights changed since: read what it did."
        ),
    )
}

/// A digest of what a sender may reach, contracts of tutors apart.
fn rights_of(caller: &Caller) -> [u8; 32] {
    let Caller { role, site_ids, tutor_id, apprentice_id, scopes, functions, link, .. } = caller;
    let rights =
        format!("{role} {site_ids:?} {tutor_id:?} {apprentice_id:?} {scopes:?} {functions:?} {link:?}");
    sha256(rights.as_bytes())
}

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
fn opened(secret: &MasterSecret, principal: &str, key: &str, mut reply: Reply) -> Answer {
    let context = format!("{principal} {key}");
    let body = reply.body.as_deref().map(|body| secret.open(PURPOSE, &context, body)).transpose();
    reply.body = body.map_err(Problem::internal)?;
    Ok(reply)
}
