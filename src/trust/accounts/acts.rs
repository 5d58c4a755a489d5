//! What every good proof ends with: a session, its tokens, a line in the journal.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::model::{Account, Credentials, Session};
use super::notices::{AccountMailer, AccountNotice};
use super::rules::{self, PRESENT_PASSWORD_IS_PROVED};
use super::store;
use super::throttle::{Attempt, Chance, CountedAttempt};
use super::wire::{AccountOut, SignedIn};
use crate::ids::AccountId;
use crate::platform::body::Body;
use crate::platform::crypto::MacKey;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::credentials::passwords::{ProofLine, weakness};
use crate::trust::credentials::tokens::{ACCESS_TOKEN_LIFE, RefreshToken};
use crate::trust::credentials::{Ticket, caller};
use crate::trust::door::{App, Door, Stranger};
use crate::trust::journal::{self, Author, AuthorKind, Event};

/// A present password proved again by somebody signed in.
#[derive(Clone)]
pub struct Proved {
    pub credentials: Credentials,
    hash: String,
}

impl Proved {
    /// The account, held, unless its password changed since.
    pub fn hold(&self, tx: &mut Tx) -> Result<Account, Problem> {
        let locked = store::accounts::hold_if_unchanged(tx, self.credentials.id, &self.hash)?;
        locked.ok_or_else(wrong_present_password)
    }
}

/// Proves the present password of whoever came through the door: counted as signing in is, written down when wrong,
/// taken back when right, whatever becomes of the act.
pub async fn prove_again<T>(
    door: &Door,
    stranger: Stranger,
    body: Body<T>,
    current_password: fn(&T) -> &str,
) -> Result<(T, Proved), Problem>
where
    T: DeserializeOwned + ToSchema + Send + 'static,
    Body<T>: Send,
{
    let (app, ticket, now) = (door.app().clone(), door.ticket(), door.app().clock.now());
    let at = (now, app.law.follows_since(app.clock.today()));
    let secret = app.secret.clone();
    let counting = app.db.transaction(move |tx| {
        let caller = caller::identify(tx, ticket, at)?;
        caller.may(Act::ChangeSelf)?;
        let request = body.checked()?;
        let known = store::accounts::credentials_of(tx, AccountId(caller.id))?;
        let attempt = Attempt::at_signing_in(&secret, &known.email, stranger.address);
        let counted = attempt.count(tx, now)?;
        Ok((request, known, attempt, counted))
    });
    let (request, credentials, attempt, counted) = counting.await?;
    let hash = credentials.usable_hash().filter(|_| counted.chance != Chance::Lost).cloned();
    let password = SecretString::from(current_password(&request).to_owned());
    // somebody in a session is known, wherever they are
    let proof = app.passwords.verify(password, hash.clone(), ProofLine::Known);
    if !examine(&app, &attempt, counted, proof).await? {
        write_failure(&app, stranger, Some(&credentials), counted).await?;
        return Err(wrong_present_password());
    }
    let proved = Proved { credentials, hash: hash.ok_or_else(wrong_present_password)? };
    let (right, no_failure) = (proved.clone(), attempt.clone());
    // taken back in a transaction of its own: an act refused later for another reason is no wrong guess
    let taking_back = app.db.transaction(move |tx| {
        right.hold(tx)?;
        Ok(no_failure.succeeded(tx, now)?)
    });
    or_given_back(&app, &attempt, counted, taking_back.await).await?;
    Ok((request, proved))
}

/// Awaits the proof of an attempt counted; the count is given back when nobody examined it, for want of means or because
/// whoever asked hung up.
pub async fn examine(
    app: &Data<App>,
    attempt: &Attempt,
    counted: CountedAttempt,
    proof: impl Future<Output = Result<bool, Problem>>,
) -> Result<bool, Problem> {
    let mut waiting = WaitingAttempt(Some((app.clone(), attempt.clone(), counted)));
    let verified = proof.await;
    waiting.0 = None;
    or_given_back(app, attempt, counted, verified).await
}

/// An attempt whose proof waits: dropped meanwhile, it gives its count back.
struct WaitingAttempt(Option<(Data<App>, Attempt, CountedAttempt)>);

impl Drop for WaitingAttempt {
    fn drop(&mut self) {
        let Some((app, attempt, counted)) = self.0.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let giving_back = app.db.transaction(move |tx| Ok(attempt.give_back(tx, counted)?));
            if let Err(problem) = giving_back.await {
                tracing::warn!(code = problem.code(), "an attempt that nobody examined stays counted");
            }
        });
    }
}

/// What became of an attempt counted; the count is given back when nobody could tell right from wrong, for want of means.
pub async fn or_given_back<T>(
    app: &App,
    attempt: &Attempt,
    counted: CountedAttempt,
    outcome: Result<T, Problem>,
) -> Result<T, Problem> {
    if outcome.as_ref().is_err_and(|problem| !problem.is_refusal()) {
        let attempt = attempt.clone();
        app.db.transaction(move |tx| Ok(attempt.give_back(tx, counted)?)).await?;
    }
    outcome
}

fn wrong_present_password() -> Problem {
    PRESENT_PASSWORD_IS_PROVED.fault(
        "/current_password",
        say!("Ce n'est pas le mot de passe actuel.", "This is not the present password."),
    )
}

/// Writes a failure down, for accounts that do not exist too: both take the same time. One that keeps others out is said
/// to; the last chance lost takes the password away.
pub async fn write_failure(
    app: &App,
    stranger: Stranger,
    subject: Option<&Credentials>,
    counted: CountedAttempt,
) -> Result<(), Problem> {
    let subject = subject.map(|account| account.id);
    let (mailer, now) = (AccountMailer::of(app), app.clock.now());
    let writing = app.db.transaction(move |tx| {
        let id = subject.map_or_else(uuid::Uuid::nil, |id| id.0);
        journal::record_private(tx, &stranger.author(), Event::AccountSignInFailed, id)?;
        if counted.closes.is_some() {
            journal::record_private(tx, &stranger.author(), Event::AccountSignInLocked, id)?;
        }
        if let (Chance::Last, Some(account)) = (counted.chance, subject) {
            store::accounts::forget_password(tx, account)?;
            journal::record_private(tx, &stranger.author(), Event::AccountPasswordDisabled, id)?;
        }
        let notice = match (counted.chance, counted.closes) {
            (Chance::Last, _) => Some(AccountNotice::PasswordDisabled),
            (_, Some((scope, until))) if scope.is_of_an_account() => Some(AccountNotice::Locked { until }),
            _ => None,
        };
        if let (Some(notice), Some(account)) = (notice, subject) {
            let account = store::accounts::find_own(tx, account)?;
            mailer.notify(tx, &account, notice, now)?;
        }
        Ok(())
    });
    writing.await
}

/// The key of refresh tokens.
pub fn refresh_key(app: &App) -> MacKey {
    app.secret.key_for("refresh")
}

/// Opens a session on an account held, and writes the act down.
pub fn open_session(
    tx: &mut Tx,
    account: &Account,
    stranger: Stranger,
    event: Event,
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
    let account = of.id;
    let born_on = app.db.read(move |conn| Ok(store::accounts::born_on(conn, account)?)).await?;
    let about = rules::words_about(&of.email, &of.display_name, born_on);
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    if let Some((rule, message)) = weakness(&password, &about) {
        return Err(rule.fault(pointer, message));
    }
    app.passwords.hash(SecretString::from(password)).await
}
