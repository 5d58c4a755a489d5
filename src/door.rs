//! The way in: every handler asks the door, which checks who asks, what they may, and opens the database.
//!
//! One request is one hop: session look-up, permission and work run together on one connection.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::{Act, Caller, Reach, Role};
use crate::journal::{Author, AuthorKind};
use crate::platform::body::{Body, MergePatch};
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::crypto::MasterSecret;
use crate::platform::db::{Db, Tx};
use crate::platform::error::{Fault, Problem, RefuseOn};
use crate::platform::http::{ActorId, RequestId};
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::schema::idempotency_keys as kept;
use crate::signin::tokens::Tokens;
use crate::signin::{KeyRing, Passwords, Ticket, caller};

/// How long an answer is kept for its Idempotency-Key.
const KEPT_FOR: TimeDelta = TimeDelta::hours(48);

/// The state every handler shares.
pub struct App {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Keys of access tokens.
    pub keys: KeyRing,
    /// Access tokens.
    pub tokens: Tokens,
    /// Passwords.
    pub passwords: Passwords,
    /// Secret of the installation.
    pub secret: MasterSecret,
    /// Configuration.
    pub config: Config,
}

/// A request whose bearer has a genuine token; the rest is checked with the work itself.
pub struct Door {
    app: Data<App>,
    ticket: Ticket,
    request_id: Uuid,
    if_match: Option<IfMatch>,
    idempotency_key: Option<String>,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum IfMatch {
    Any,
    Versions(Vec<i64>),
}

/// Who asks, how far they reach with the act asked for, and when.
pub struct Asker {
    /// Who asks.
    pub caller: Caller,
    /// What they may touch.
    pub reach: Reach,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The present day in France.
    pub today: NaiveDate,
    request_id: Uuid,
    if_match: Option<IfMatch>,
}

impl Asker {
    /// The author of journal lines.
    pub fn author(&self) -> Author {
        Author::of(&self.caller, self.request_id)
    }

    /// Refuses unless the request was decided on this version (428 when unsaid, 412 when stale).
    pub fn expects(&self, version: i64) -> Result<(), Problem> {
        match &self.if_match {
            None => Err(Problem::precondition_required()),
            Some(IfMatch::Any) => Ok(()),
            Some(IfMatch::Versions(versions)) if versions.contains(&version) => Ok(()),
            Some(IfMatch::Versions(_)) => Err(Problem::stale(version)),
        }
    }
}

impl Door {
    /// The shared state.
    pub fn app(&self) -> &Data<App> {
        &self.app
    }

    /// Who bears the token, before the look-up.
    pub fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Reads: the work changes nothing.
    pub async fn read<F>(self, act: Act, work: F) -> Answer
    where
        F: Fn(&mut Tx, &Asker) -> Answer + Send + 'static,
    {
        let entry = self.entry(act);
        let reading = move |conn: &mut Tx| {
            let asker = entry.admit(conn)?;
            work(conn, &asker)
        };
        self.app.db.read(reading).await
    }

    /// Changes something in one transaction.
    pub async fn write<F>(self, act: Act, work: F) -> Answer
    where
        F: Fn(&mut Tx, &Asker) -> Answer + Send + 'static,
    {
        self.run_once(act, [0; 32], work).await
    }

    /// Creates something, or acts, from a body; an Idempotency-Key makes repeats harmless.
    pub async fn create<T, F>(self, act: Act, body: Body<T>, work: F) -> Answer
    where
        T: DeserializeOwned + ToSchema + 'static,
        F: Fn(&mut Tx, &Asker, T) -> Answer + Send + 'static,
        Body<T>: Send,
    {
        let digest = body.digest();
        self.run_once(act, digest, move |tx, asker| work(tx, asker, body.checked()?)).await
    }

    /// Changes a record by merge patch; the work checks the version with [`Asker::expects`].
    pub async fn change<T, F>(self, act: Act, body: Body<MergePatch<T>>, work: F) -> Answer
    where
        T: Serialize + DeserializeOwned + ToSchema + 'static,
        F: Fn(&mut Tx, &Asker, &Body<MergePatch<T>>) -> Answer + Send + 'static,
    {
        let entry = self.entry(act);
        let changing = move |tx: &mut Tx| {
            let asker = entry.admit(tx)?;
            work(tx, &asker, &body)
        };
        self.app.db.transaction(changing).await
    }

    async fn run_once<F>(self, act: Act, digest: [u8; 32], work: F) -> Answer
    where
        F: Fn(&mut Tx, &Asker) -> Answer + Send + 'static,
    {
        let entry = self.entry(act);
        let (key, route, secret) = (self.idempotency_key, self.route, self.app.secret.clone());
        let answer = self.app.db.transaction(move |tx| {
            let asker = entry.admit(tx)?;
            let Some(key) = &key else {
                refuse_machine_without_key(&asker.caller)?;
                return work(tx, &asker);
            };
            let principal = asker.caller.id.to_string();
            if let Some(given_before) = claim(tx, &principal, key, &route, &digest, asker.now)? {
                return opened(&secret, &principal, key, given_before);
            }
            let reply = work(tx, &asker)?;
            keep(tx, &principal, key, &reply, &secret)?;
            Ok(reply)
        });
        answer.await
    }

    fn entry(&self, act: Act) -> Entry {
        Entry {
            act,
            ticket: self.ticket,
            request_id: self.request_id,
            if_match: self.if_match.clone(),
            clock: self.app.clock.clone(),
        }
    }
}

struct Entry {
    act: Act,
    ticket: Ticket,
    request_id: Uuid,
    if_match: Option<IfMatch>,
    clock: Clock,
}

impl Entry {
    fn admit(&self, conn: &mut Tx) -> Result<Asker, Problem> {
        let now = self.clock.now();
        let caller = caller::identify(conn, self.ticket, now)?;
        Ok(Asker {
            reach: caller.may(self.act)?,
            caller,
            now,
            today: self.clock.today(),
            request_id: self.request_id,
            if_match: self.if_match.clone(),
        })
    }
}

fn refuse_machine_without_key(caller: &Caller) -> Result<(), Problem> {
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
fn claim(
    tx: &mut Tx,
    principal: &str,
    key: &str,
    route: &str,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Reply>, Problem> {
    diesel::delete(kept::table.find((principal, key)).filter(kept::expires_at.le(now))).execute(tx)?;
    let claimed = diesel::insert_into(kept::table)
        .values((
            kept::principal.eq(principal),
            kept::key.eq(key),
            kept::route.eq(route),
            kept::body_hash.eq(digest.as_slice()),
            kept::expires_at.eq(now + KEPT_FOR),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .map_err(still_running)?;
    if claimed == 1 {
        return Ok(None);
    }
    let (known_route, known_digest, status, headers, body): KeptRow =
        kept::table.find((principal, key)).select(KEPT_COLUMNS).first(tx)?;
    if known_route != route || known_digest != digest {
        return Err(Problem::unprocessable(
            "idempotency_key.reused",
            say!(
                "Cette Idempotency-Key a déjà servi pour une autre requête.",
                "This Idempotency-Key was already used for another request."
            ),
        ));
    }
    let headers = headers.and_then(|headers| serde_json::from_value(headers).ok()).unwrap_or_default();
    let status = status.and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    Ok(Some(Reply { status, headers, body }.header("idempotency-replayed", "true".into())))
}

type KeptRow = (String, Vec<u8>, Option<i16>, Option<serde_json::Value>, Option<Vec<u8>>);
const KEPT_COLUMNS: (kept::route, kept::body_hash, kept::status, kept::headers, kept::body) =
    (kept::route, kept::body_hash, kept::status, kept::headers, kept::body);

fn opened(secret: &MasterSecret, principal: &str, key: &str, mut reply: Reply) -> Answer {
    let context = format!("{principal} {key}");
    let body = reply.body.as_deref().map(|body| secret.open(KEPT_SEALED_FOR, &context, body)).transpose();
    reply.body = body.map_err(Problem::internal)?;
    Ok(reply)
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

/// Kept answers are sealed: some show a secret that is kept nowhere else.
const KEPT_SEALED_FOR: &str = "idempotency";

fn keep(
    tx: &mut Tx,
    principal: &str,
    key: &str,
    reply: &Reply,
    secret: &MasterSecret,
) -> Result<(), Problem> {
    let context = format!("{principal} {key}");
    let body = reply.body.as_deref().map(|body| secret.seal(KEPT_SEALED_FOR, &context, body)).transpose();
    let body = body.map_err(Problem::internal)?;
    diesel::update(kept::table.find((principal, key)))
        .set((
            kept::status.eq(i16::try_from(reply.status).ok()),
            kept::headers.eq(serde_json::to_value(&reply.headers).ok()),
            kept::body.eq(body),
        ))
        .execute(tx)
        .refuse_on("", || Problem::internal("idempotency"))?;
    Ok(())
}

impl FromRequest for Door {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(open(request))
    }
}

fn open(request: &HttpRequest) -> Result<Door, Problem> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| Problem::internal("no application"))?.clone();
    let token = bearer_token(request.headers()).ok_or_else(Problem::unauthenticated)?;
    let ticket = app.tokens.verify(token, app.clock.now()).ok_or_else(Problem::unauthenticated)?;
    request.extensions_mut().insert(ActorId(ticket.bearer()));
    Ok(Door {
        ticket,
        request_id: request_id_of(request),
        if_match: if_match(request.headers())?,
        idempotency_key: idempotency_key(request.headers())?,
        route: format!("{} {}", request.method(), request.path()),
        app,
    })
}

/// Identifier of a request.
pub fn request_id_of(request: &HttpRequest) -> Uuid {
    request.extensions().get::<RequestId>().map_or_else(Uuid::nil, |id| id.0)
}

/// Somebody not signed in: where from, and in which request.
#[derive(Debug, Clone, Copy)]
pub struct Stranger {
    /// Address of the peer, or what a trusted proxy says of it.
    pub address: Option<IpAddr>,
    /// Request.
    pub request_id: Uuid,
}

impl Stranger {
    /// The author of journal lines.
    pub fn author(&self) -> Author {
        Author::without_name(AuthorKind::Nobody, Some(self.request_id))
    }
}

impl FromRequest for Stranger {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let trusted = request.app_data::<Data<App>>().map(|app| app.config.trusted_proxies.as_slice());
        let address = peer_address(request, trusted.unwrap_or_default());
        ready(Ok(Self { address, request_id: request_id_of(request) }))
    }
}

/// `X-Forwarded-For` counts only when the peer is a proxy we trust.
fn peer_address(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|address| address.ip());
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok());
    match peer {
        Some(proxy) if trusted.contains(&proxy) => forwarded.or(peer),
        other => other,
    }
}

fn text_of(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text_of(headers, header::AUTHORIZATION)?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn if_match(headers: &HeaderMap) -> Result<Option<IfMatch>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(Some(IfMatch::Any));
    }
    let version = |tag: &str| tag.trim().strip_prefix("\"v")?.strip_suffix('"')?.parse::<i64>().ok();
    let versions: Option<Vec<i64>> = text.split(',').map(version).collect();
    versions.map(|versions| Some(IfMatch::Versions(versions))).ok_or_else(|| {
        let message = say!(
            "L'en-tête If-Match reprend un ETag lu, par exemple \"v3\" (guillemets compris).",
            "The If-Match header repeats an ETag read, for example \"v3\" (with its quotes)."
        );
        Problem::unreadable_at(
            "precondition.unreadable",
            message.clone(),
            vec![Fault::new("If-Match", "etag", message)],
        )
    })
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let printable = text.chars().all(|c| c.is_ascii_graphic());
    if printable && (8..=128).contains(&text.len()) {
        return Ok(Some(text.to_owned()));
    }
    let message = say!(
        "L'en-tête Idempotency-Key compte de 8 à 128 caractères visibles (un UUID convient).",
        "The Idempotency-Key header has 8 to 128 visible characters (a UUID will do)."
    );
    Err(Problem::unreadable("idempotency_key.unreadable", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_is_read_back_as_its_version() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, header::HeaderValue::from_str(text).unwrap());
            if_match(&headers)
        };
        assert_eq!(read("\"v3\"").unwrap(), Some(IfMatch::Versions(vec![3])));
        assert_eq!(read("\"v3\", \"v4\"").unwrap(), Some(IfMatch::Versions(vec![3, 4])));
        assert_eq!(read("*").unwrap(), Some(IfMatch::Any));
        for unreadable in ["v3", "W/\"v3\"", "\"3\"", "\"v\"", "\"vx\""] {
            assert!(read(unreadable).is_err(), "{unreadable}");
        }
    }
}
