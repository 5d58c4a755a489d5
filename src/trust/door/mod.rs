//! The way in: every handler asks the door, which checks who asks, what they may, and opens the database.
//!
//! One request is one hop: session look-up, permission and work run together on one connection.

mod headers;
pub mod idempotency;
mod quotas;
mod side;
mod stranger;
mod transitions;

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryResult;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use uuid::Uuid;

use self::headers::{IfMatch, bearer_token, idempotency_key, if_match};
use self::idempotency::{Keyed, claim, given_again, refuse_machine_without_key, store_answer};
pub use self::quotas::{Quotas, recognise};
pub use self::side::{Admitted, Once, SideDoor};
pub use self::stranger::{Stranger, request_id_of};
pub use self::transitions::{Step, TransitionsOut, findings_of, step};
use crate::law::figures::Law;
use crate::platform::body::{Body, MergePatch};
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::crypto::MasterSecret;
use crate::platform::db::{Db, Tx};
use crate::platform::error::Problem;
use crate::platform::http::language_of;
use crate::platform::reply::Answer;
use crate::platform::text::Lang;
use crate::platform::upload::{FileSender, Received, Upload};
use crate::trust::access::{Act, Caller, Reach};
use crate::trust::credentials::lobby::Visitor;
use crate::trust::credentials::tokens::Tokens;
use crate::trust::credentials::{KeyRing, Lobby, Passwords, Ticket, caller};
use crate::trust::journal::{self, Author, Change, Event, Signed, Subject};
use crate::trust::vault::Vault;

/// The state every handler shares.
pub struct App {
    pub db: Db,
    pub clock: Clock,
    /// Keys of access tokens.
    pub keys: KeyRing,
    pub tokens: Tokens,
    /// Whoever waits for a connection.
    pub lobby: Arc<Lobby>,
    pub passwords: Passwords,
    /// Secret of the installation.
    pub secret: MasterSecret,
    /// Keys of health data.
    pub vault: Vault,
    pub law: Arc<Law>,
    /// How often one may ask.
    pub quotas: Quotas,
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
    lang: Lang,
}

/// Who asks, how far they reach with the act asked for, and when.
#[derive(Clone)]
pub struct Asker {
    pub act: Act,
    pub caller: Caller,
    pub reach: Reach,
    pub now: DateTime<Utc>,
    /// The present day in France.
    pub today: NaiveDate,
    pub law: Arc<Law>,
    /// Seals and opens health data.
    pub vault: Vault,
    pub lang: Lang,
    request_id: Uuid,
    if_match: Option<IfMatch>,
}

impl Asker {
    /// The same, for another act of the same request: how far they reach with it, and what the journal writes of it.
    pub fn acting(&self, act: Act) -> Result<Self, Problem> {
        let reach = self.caller.may(act)?;
        self.caller.has_proof_for(act, self.now)?;
        Ok(Self { act, reach, ..self.clone() })
    }

    /// The same, answered in French, as papers are.
    #[must_use]
    pub fn in_french(&self) -> Self {
        Self { lang: Lang::Fr, ..self.clone() }
    }

    /// The author of journal lines.
    pub fn author(&self) -> Author {
        Author::of(&self.caller, self.request_id)
    }

    /// Whoever asks, now.
    pub fn signed(&self) -> Signed {
        Signed { by: self.author(), at: self.now }
    }

    /// Writes down what happened to a record.
    pub fn record(&self, tx: &mut Tx, event: Event, record: &impl Subject) -> QueryResult<()> {
        self.record_fields(tx, event, record, &[""; 0])
    }

    /// Writes down what happened to a record, with the names of the fields written, never their values.
    pub fn record_fields(
        &self,
        tx: &mut Tx,
        event: Event,
        record: &impl Subject,
        fields: &[impl AsRef<str>],
    ) -> QueryResult<()> {
        let fields: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
        journal::record(tx, &self.author(), &Change { fields: &fields, ..self.change(event, record) })
    }

    /// Writes down what happened to a record, whose readers may not be told that it did.
    pub fn record_untold(
        &self,
        tx: &mut Tx,
        event: Event,
        record: &impl Subject,
        fields: &[&str],
    ) -> QueryResult<()> {
        journal::record_untold(tx, &self.author(), &Change { fields, ..self.change(event, record) })
    }

    /// Writes down what happened to many records, of which the same fields were written, in two statements.
    pub fn record_all<'a, S: Subject + 'a>(
        &self,
        tx: &mut Tx,
        records: impl IntoIterator<Item = (Event, &'a S)>,
        fields: &[&str],
    ) -> QueryResult<()> {
        let change = |(event, record): (Event, &'a S)| Change { fields, ..self.change(event, record) };
        let changes: Vec<_> = records.into_iter().map(change).collect();
        journal::record_all(tx, &self.author(), &changes)
    }

    fn change(&self, event: Event, record: &impl Subject) -> Change<'static> {
        let (site_id, subject_id, version) = record.subject();
        Change { act: self.act, event, site_id, subject_id, version, fields: &[] }
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
        let entry = self.entry(act)?;
        let reading = move |conn: &mut Tx| {
            let asker = entry.admit(conn)?;
            work(conn, &asker)
        };
        self.app.db.read(reading).await
    }

    /// Reads at length and once: what is given out on the way cannot be given again. The work opens its own transactions.
    pub async fn read_once<T, F>(self, act: Act, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx, &Asker) -> Result<T, Problem> + Send + 'static,
    {
        let entry = self.entry(act)?;
        let reading = move |conn: &mut Tx| {
            let asker = entry.admit(conn)?;
            work(conn, &asker)
        };
        self.app.db.once(reading).await
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

    /// Takes a file in, from whoever may; an Idempotency-Key makes repeats harmless.
    pub async fn receive<F>(self, act: Act, file: Upload, work: F) -> Answer
    where
        F: Fn(&mut Tx, &Asker, &Received) -> Answer + Send + 'static,
    {
        let (ticket, clock, law) = (self.ticket, self.app.clock.clone(), Arc::clone(&self.app.law));
        let asking = move |conn: &mut Tx| {
            let moment = (clock.now(), law.follows_since(clock.today()));
            let caller = caller::identify(conn, ticket, moment)?;
            caller.may(act)?;
            Ok(FileSender { id: caller.id, places: caller.site_ids.iter().map(|site| site.0).collect() })
        };
        let sender = self.app.db.read(asking).await?;
        let file = file.received(sender).await?;
        let digest = file.request_digest();
        self.run_once(act, digest, move |tx, asker| work(tx, asker, &file)).await
    }

    /// Changes a record by merge patch; the work checks the version with [`Asker::expects`].
    pub async fn change<T, F>(self, act: Act, body: Body<MergePatch<T>>, work: F) -> Answer
    where
        T: Serialize + DeserializeOwned + ToSchema + 'static,
        F: Fn(&mut Tx, &Asker, &Body<MergePatch<T>>) -> Answer + Send + 'static,
    {
        let entry = self.entry(act)?;
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
        let entry = self.entry(act)?;
        let (key, route, secret) = (self.idempotency_key, self.route, self.app.secret.clone());
        let answer = self.app.db.transaction(move |tx| {
            let asker = entry.admit(tx)?;
            let Some(key) = &key else {
                refuse_machine_without_key(&asker.caller)?;
                return work(tx, &asker);
            };
            if let Some(kept) = claim(tx, &asker, Keyed { key, route: &route, digest: &digest })? {
                return given_again(tx, &asker, kept, (&secret, key), |tx| work(tx, &asker));
            }
            let reply = work(tx, &asker)?;
            store_answer(tx, &asker.caller.id.to_string(), key, &reply, &secret)?;
            Ok(reply)
        });
        answer.await
    }

    fn entry(&self, act: Act) -> Result<DoorEntry, Problem> {
        self.app.quotas.count_act(act, self.ticket.bearer())?;
        Ok(DoorEntry {
            act,
            visitor: self.app.lobby.enter(self.ticket),
            lobby: self.app.lobby.clone(),
            request_id: self.request_id,
            if_match: self.if_match.clone(),
            clock: self.app.clock.clone(),
            law: Arc::clone(&self.app.law),
            vault: self.app.vault.clone(),
            lang: self.lang,
        })
    }
}

struct DoorEntry {
    act: Act,
    visitor: Arc<Visitor>,
    lobby: Arc<Lobby>,
    request_id: Uuid,
    if_match: Option<IfMatch>,
    clock: Clock,
    law: Arc<Law>,
    vault: Vault,
    lang: Lang,
}

impl DoorEntry {
    fn admit(&self, conn: &mut Tx) -> Result<Asker, Problem> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let caller = self.lobby.identify(conn, &self.visitor, (now, self.law.follows_since(today)))?;
        let reach = caller.may(self.act)?;
        caller.has_proof_for(self.act, now)?;
        Ok(Asker {
            act: self.act,
            reach,
            caller,
            now,
            today,
            law: Arc::clone(&self.law),
            vault: self.vault.clone(),
            lang: self.lang,
            request_id: self.request_id,
            if_match: self.if_match.clone(),
        })
    }
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
    let shown = bearer_token(request.headers()).is_some();
    let nobody = || if shown { Problem::invalid_token() } else { Problem::unauthenticated() };
    let ticket = request.extensions().get::<Ticket>().copied().ok_or_else(nobody)?;
    Ok(Door {
        ticket,
        request_id: request_id_of(request),
        if_match: if_match(request.headers())?,
        idempotency_key: idempotency_key(request.headers())?,
        route: format!("{} {}", request.method(), request.path()),
        lang: language_of(request.headers()),
        app,
    })
}
