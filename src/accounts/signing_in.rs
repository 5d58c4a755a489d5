//! What every good proof ends with: a session, its tokens, a line in the journal.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::model::{Account, Credentials, Session};
use super::store;
use super::wire::{AccountOut, SignedIn};
use crate::door::{App, Stranger};
use crate::journal::{self, Author, AuthorKind};
use crate::platform::crypto::MacKey;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::signin::Ticket;
use crate::signin::passwords::weakness;
use crate::signin::tokens::{ACCESS_TOKEN_LIFE, RefreshToken};

/// The key of refresh tokens.
pub fn refresh_key(app: &App) -> MacKey {
    app.secret.key_for("refresh")
}

/// Opens a session on an account held, and writes the act down.
pub fn open_session(
    tx: &mut Tx,
    account: &Account,
    stranger: Stranger,
    event: &'static str,
    now: DateTime<Utc>,
) -> Result<Session, Problem> {
    let session = store::sessions::open(tx, account, now)?;
    let author = Author {
        kind: AuthorKind::Account,
        id: Some(account.id.0),
        session_id: Some(session.id.0),
        request_id: Some(stranger.request_id),
    };
    journal::record_private(tx, &author, event, account.id.0)?;
    Ok(session)
}

/// The tokens of a session, as JSON.
pub fn tokens(app: &App, status: u16, session: &Session, account: Account) -> Answer {
    let ticket = Ticket::Person(session.account_id, session.id);
    let refresh = RefreshToken { session: session.id, counter: session.refresh_counter };
    let mut reply = Reply::ok(&SignedIn {
        access_token: app.tokens.issue(ticket, session.authenticated_at, app.clock.now())?,
        token_type: "Bearer",
        expires_in: ACCESS_TOKEN_LIFE.num_seconds(),
        refresh_token: refresh.write(&refresh_key(app)),
        account: AccountOut::from(account),
    })?;
    reply.status = status;
    Ok(reply)
}

/// The hash of a new password, unless it is too easy to guess for this person.
pub async fn hash_of_new(
    app: &App,
    pointer: &str,
    password: String,
    of: &Credentials,
) -> Result<String, Problem> {
    let local_part = of.email.split('@').next().unwrap_or_default();
    let about: Vec<&str> = [of.email.as_str(), local_part, &of.display_name]
        .into_iter()
        .chain(of.display_name.split(' '))
        .collect();
    if let Some((rule, message)) = weakness(&password, &about) {
        return Err(rule.fault(pointer, message));
    }
    app.passwords.hash(SecretString::from(password)).await
}
