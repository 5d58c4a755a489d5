//! A way in for those who hold something else than a token: whoever opens it says who they are.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::headers::idempotency_key;
use super::idempotency::{Keyed, claim, given_again, store_answer};
use super::{App, Asker, Stranger};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::http::language_of;
use crate::platform::reply::Answer;
use crate::platform::text::Lang;
use crate::say;
use crate::trust::access::{Act, Caller};

/// A request without a token.
#[derive(Clone)]
pub struct SideDoor {
    app: Data<App>,
    pub stranger: Stranger,
    pub lang: Lang,
    key: Result<Option<String>, Problem>,
}

/// Who somebody turned out to be, and what let them in.
pub type Admitted<H> = Result<(Caller, H), Problem>;

/// What tells a repeated request from another; it holds no secret.
#[derive(Debug, Clone)]
pub struct Once {
    /// Key sent with it.
    pub key: Option<String>,
    /// What it asks for.
    pub route: String,
    /// SHA-256 of its body.
    pub digest: [u8; 32],
}

impl SideDoor {
    /// The shared state.
    pub fn app(&self) -> &Data<App> {
        &self.app
    }

    /// The `Idempotency-Key` header, or why it cannot be read.
    pub fn key(&self) -> Result<Option<String>, Problem> {
        self.key.clone()
    }

    /// Serves whoever is let in, in one transaction.
    pub async fn serve<H, R, I, W>(&self, let_in: I, act: Act, work: W) -> Result<R, Problem>
    where
        R: Send + 'static,
        I: Fn(&mut Tx, DateTime<Utc>, NaiveDate) -> Admitted<H> + Send + 'static,
        W: Fn(&mut Tx, &Asker, &H) -> Result<R, Problem> + Send + 'static,
    {
        let entry = self.entry(act);
        let serving = move |tx: &mut Tx| {
            let (asker, lease) = entry.admit(tx, &let_in)?;
            work(tx, &asker, &lease)
        };
        self.app.db.transaction(serving).await
    }

    /// Serves whoever is let in, once: the same request under the same key has one effect, and needs a key.
    pub async fn serve_once<H, I, W>(&self, let_in: I, act: Act, once: Once, work: W) -> Answer
    where
        I: Fn(&mut Tx, DateTime<Utc>, NaiveDate) -> Admitted<H> + Send + 'static,
        W: Fn(&mut Tx, &Asker, &H) -> Answer + Send + 'static,
    {
        let (entry, secret) = (self.entry(act), self.app.secret.clone());
        let serving = move |tx: &mut Tx| {
            let (asker, lease) = entry.admit(tx, &let_in)?;
            let key = once.key.as_deref().ok_or_else(key_required)?;
            if let Some(kept) = claim(tx, &asker, Keyed { key, route: &once.route, digest: &once.digest })? {
                return given_again(tx, &asker, kept, (&secret, key), |tx| work(tx, &asker, &lease));
            }
            let reply = work(tx, &asker, &lease)?;
            store_answer(tx, &asker.caller.id.to_string(), key, &reply, &secret)?;
            Ok(reply)
        };
        self.app.db.transaction(serving).await
    }

    fn entry(&self, act: Act) -> SideEntry {
        SideEntry { app: self.app.clone(), act, request_id: self.stranger.request_id, lang: self.lang }
    }
}

fn key_required() -> Problem {
    let text = say!(
        "Chaque écriture par un lien porte une Idempotency-Key, pour qu'un double envoi n'ait qu'un effet.",
        "Every write by a link carries an Idempotency-Key, so that sending it twice has one effect."
    );
    Problem::unreadable("idempotency_key.required", text)
}

struct SideEntry {
    app: Data<App>,
    act: Act,
    request_id: Uuid,
    lang: Lang,
}

impl SideEntry {
    fn admit<H>(
        &self,
        tx: &mut Tx,
        let_in: impl Fn(&mut Tx, DateTime<Utc>, NaiveDate) -> Admitted<H>,
    ) -> Result<(Asker, H), Problem> {
        let (now, today) = (self.app.clock.now(), self.app.clock.today());
        let (caller, lease) = let_in(tx, now, today)?;
        let asker = Asker {
            act: self.act,
            reach: caller.may(self.act)?,
            caller,
            now,
            today,
            law: Arc::clone(&self.app.law),
            vault: self.app.vault.clone(),
            lang: self.lang,
            request_id: self.request_id,
            if_match: None,
        };
        Ok((asker, lease))
    }
}

impl FromRequest for SideDoor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let app = request.app_data::<Data<App>>().cloned();
        let stranger = Stranger::from_request(request, payload).into_inner();
        ready(app.ok_or_else(|| Problem::internal("no application")).and_then(|app| {
            Ok(Self {
                app,
                stranger: stranger?,
                lang: language_of(request.headers()),
                key: idempotency_key(request.headers()),
            })
        }))
    }
}
