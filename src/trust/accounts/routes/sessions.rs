//! Signing in, staying in, signing out; one's own password.

use actix_web::web::{Data, Path};
use actix_web::{delete, get, post, put};
use secrecy::SecretString;

use crate::ids::{AccountId, SessionId};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::Page;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::accounts::consequences::{AccountConsequences, telling};
use crate::trust::accounts::model::{Account, Credentials, EndedReason, Session};
use crate::trust::accounts::notices::{AccountMailer, AccountNotice};
use crate::trust::accounts::rules::{self, REFRESH_GRACE};
use crate::trust::accounts::throttle::{Attempt, Chance};
use crate::trust::accounts::wire::{
    PasswordChangeIn, ReauthenticationIn, RefreshIn, SessionOut, SignInIn, SignedIn,
};
use crate::trust::accounts::{acts, store};
use crate::trust::credentials::tokens::RefreshToken;
use crate::trust::door::{App, Asker, Door, Stranger};
use crate::trust::journal::{self, Event};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(sign_in)
        .service(refresh_session)
        .service(reauthenticate)
        .service(list_sessions)
        .service(sign_out)
        .service(end_session)
        .service(change_password);
}

/// Signs in with a password; refusals look the same whatever their reason.
#[utoipa::path(tag = "sessions", security(()), request_body = SignInIn,
    responses((status = 201, description = "Signed in.", body = SignedIn),
              (status = 401, description = "The address, the password or the account does not allow it.")))]
#[post("/v1/sessions")]
async fn sign_in(app: Data<App>, stranger: Stranger, body: Body<SignInIn>) -> Answer {
    let request = body.checked()?;
    let email = request.email;
    let attempt = Attempt::at_signing_in(&app.secret, &email, stranger.address);
    let now = app.clock.now();
    let trying = attempt.clone();
    // counted and committed before the password is looked at: guesses sent at once all count
    let (counted, known) = app
        .db
        .transaction(move |tx| {
            let counted = trying.count(tx, now)?;
            Ok((counted, store::accounts::credentials_by_email(tx, &email)?))
        })
        .await?;
    // an unknown address, or one out of chances, is verified against a hash of nobody: the answer takes as long
    let possible = known.as_ref().filter(|_| counted.chance != Chance::Lost);
    let hash = possible.and_then(Credentials::usable_hash).cloned();
    let password = SecretString::from(request.password);
    let proof = app.passwords.verify(password.clone(), hash.clone(), counted.line());
    if !acts::examine(&app, &attempt, counted, proof).await? {
        acts::write_failure(&app, stranger, known.as_ref(), counted).await?;
        return Err(wrong());
    }
    let (Some(known), Some(hash)) = (known, hash) else { return Err(wrong()) };
    let opened = come_in(&app, stranger, (known.id, hash), password, attempt.clone()).await;
    let (account, session) = acts::or_given_back(&app, &attempt, counted, opened).await?;
    acts::tokens(&app, 201, &session, account)
}

/// The session of somebody whose password was right.
async fn come_in(
    app: &App,
    stranger: Stranger,
    (id, hash): (AccountId, String),
    password: SecretString,
    attempt: Attempt,
) -> Result<(Account, Session), Problem> {
    let (now, mailer) = (app.clock.now(), AccountMailer::of(app));
    // a hash of another cost is made anew; another day will do when too many wait
    let renewed = match app.passwords.is_outdated(&hash) {
        true => app.passwords.hash(password).await.ok(),
        false => None,
    };
    // proving took a while: the account is read again, locked, and must still have the password that was proved
    let opening = app.db.transaction(move |tx| {
        let locked = store::accounts::hold_if_unchanged(tx, id, &hash)?.ok_or_else(wrong)?;
        let account = match &renewed {
            Some(renewed) => store::accounts::rehash(tx, locked.id, renewed)?,
            None => locked,
        };
        if !attempt.succeeded(tx, now)? {
            mailer.notify(tx, &account, AccountNotice::SignedInElsewhere { from: stranger.address }, now)?;
        }
        let session = acts::open_session(tx, &account, stranger, Event::AccountSignedIn, now)?;
        Ok((account, session))
    });
    opening.await
}

fn wrong() -> Problem {
    Problem::wrong_credentials("credentials.wrong")
}

/// Prolongs a session: the refresh token is replaced, and one that comes back ends the session.
#[utoipa::path(tag = "sessions", security(()), request_body = RefreshIn,
    responses((status = 200, description = "The next tokens.", body = SignedIn),
              (status = 401, description = "The session is over.")))]
#[post("/v1/sessions/refresh")]
async fn refresh_session(app: Data<App>, stranger: Stranger, body: Body<RefreshIn>) -> Answer {
    let token = RefreshToken::read(&body.checked()?.refresh_token, &acts::refresh_key(&app));
    let token = token.ok_or_else(over)?;
    let clock = app.clock.clone();
    let prolonged = app.db.transaction(move |tx| prolong(tx, stranger, token, clock.now())).await?;
    let (session, account) = prolonged.ok_or_else(over)?;
    acts::tokens(&app, 200, &session, account)
}

/// The session with its present refresh token, or nothing once it is over (which must be committed).
fn prolong(
    tx: &mut Tx,
    stranger: Stranger,
    token: RefreshToken,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<(Session, Account)>, Problem> {
    let found = store::sessions::find_with_account(tx, token.session)?;
    let Some((seen, account)) = found.filter(|(session, _)| session.is_open(now)) else { return Ok(None) };
    let idle_until = (now + rules::lifetime(account.facts.role).idle).min(seen.expires_at);
    if let Some(rotated) = store::sessions::rotate(tx, token, idle_until, now)? {
        return Ok(Some((rotated, account)));
    }
    let Some((session, account)) = store::sessions::find_with_account(tx, token.session)? else {
        return Ok(None);
    };
    let just_replaced = token.counter + 1 == session.refresh_counter;
    if session.is_open(now) && just_replaced && now - session.rotated_at < REFRESH_GRACE {
        return Ok(Some((session, account)));
    }
    if store::sessions::end(tx, account.id, session.id, EndedReason::RefreshReused, now)? {
        journal::record_private(tx, &stranger.author(), Event::SessionRefreshReused, session.id.0)?;
    }
    Ok(None)
}

fn over() -> Problem {
    Problem::wrong_credentials("session.over")
}

/// Proves one's password anew, which acts that open doors ask for when the last proof is older than ten minutes.
#[utoipa::path(tag = "sessions", request_body = ReauthenticationIn,
    responses((status = 200, description = "The session, its password proved just now.", body = SessionOut),
              (status = 429, description = "Too many wrong passwords; see Retry-After.")))]
#[post("/v1/sessions/reauthentication")]
async fn reauthenticate(door: Door, stranger: Stranger, body: Body<ReauthenticationIn>) -> Answer {
    let proving = acts::prove_again(&door, stranger, body.clone(), |request| &request.current_password);
    let (_, proved) = proving.await?;
    door.create(Act::ChangeSelf, body, move |tx, asker, _| {
        let account = proved.hold(tx)?;
        let current = asker.caller.session_id.map(SessionId).or_not_found("session")?;
        let session = store::sessions::prove(tx, account.id, current, asker.now)?;
        let session = session.or_not_found("session")?;
        journal::record_private(tx, &asker.author(), Event::AccountPasswordProved, account.id.0)?;
        Reply::ok(&SessionOut::of(session, asker.caller.session_id))
    })
    .await
}

/// Lists one's own open sessions, the newest first.
#[utoipa::path(tag = "sessions",
    responses((status = 200, description = "The sessions, ten at most.", body = Page<SessionOut>)))]
#[get("/v1/sessions")]
async fn list_sessions(door: Door) -> Answer {
    door.read(Act::ReadSelf, |conn, asker| list(conn, asker, own(asker))).await
}

/// The open sessions of an account, as whoever asks sees them from theirs.
pub(super) fn list(conn: &mut Tx, asker: &Asker, account: AccountId) -> Answer {
    let rows = store::sessions::list_open(conn, account, asker.now)?;
    let page = Page { data: rows, next_cursor: None, total: None };
    Reply::page(&page.map(|row| SessionOut::of(row, asker.caller.session_id)))
}

/// Signs out: ends the session of this very request.
#[utoipa::path(tag = "sessions", responses((status = 204, description = "Signed out.")))]
#[delete("/v1/sessions/current")]
async fn sign_out(door: Door) -> Answer {
    door.write(Act::ChangeSelf, |tx, asker| {
        let current = asker.caller.session_id.map(SessionId).or_not_found("session")?;
        end(tx, asker, (own(asker), current), EndedReason::Logout, Event::AccountSignedOut)
    })
    .await
}

/// Ends one of one's own sessions.
#[utoipa::path(tag = "sessions", params(("id" = SessionId, Path, description = "Session.")),
    responses((status = 204, description = "The session is over.")))]
#[delete("/v1/sessions/{id}")]
async fn end_session(door: Door, id: Path<SessionId>) -> Answer {
    door.write(Act::ChangeSelf, move |tx, asker| {
        end(tx, asker, (own(asker), *id), EndedReason::Revoked, Event::AccountSessionEnded)
    })
    .await
}

/// Changes one's own password; every other session ends, and the secret address of one's calendar no longer works.
#[utoipa::path(tag = "sessions", request_body = PasswordChangeIn,
    responses((status = 204, description = "The password is changed.",
        headers(("Calendar-Feed" = String, description = "`revoked` when the calendar had an address."))),
              (status = 429, description = "Too many wrong passwords; see Retry-After.")))]
#[put("/v1/me/password")]
async fn change_password(
    door: Door,
    stranger: Stranger,
    follows: Data<AccountConsequences>,
    body: Body<PasswordChangeIn>,
) -> Answer {
    let app = door.app().clone();
    let proving = acts::prove_again(&door, stranger, body.clone(), |request| &request.current_password);
    let (request, proved) = proving.await?;
    let mailer = AccountMailer::of(&app);
    let hash = acts::hash_of_new(&app, "/new_password", request.new_password, &proved.credentials).await?;
    door.create(Act::ChangeSelf, body, move |tx, asker, _| {
        let account = proved.hold(tx)?.id;
        let changed = store::accounts::set_password(tx, account, &hash, asker.now)?;
        mailer.notify(tx, &changed, AccountNotice::PasswordChanged, asker.now)?;
        let this_one = asker.caller.session_id.map(SessionId);
        store::sessions::end_all(tx, account, this_one, EndedReason::PasswordChanged, asker.now)?;
        store::invitations::withdraw(tx, account, asker.now)?;
        journal::record_private(tx, &asker.author(), Event::AccountPasswordChanged, account.0)?;
        let feed_revoked = (follows.credentials_ended)(tx, &asker.author(), account)?;
        Ok(telling(Reply::no_content()?, feed_revoked))
    })
    .await
}

/// Ends one session of an account, and writes it down.
pub(super) fn end(
    tx: &mut Tx,
    asker: &Asker,
    (account, id): (AccountId, SessionId),
    reason: EndedReason,
    event: Event,
) -> Answer {
    if !store::sessions::end(tx, account, id, reason, asker.now)? {
        return Err(Problem::not_found("session"));
    }
    journal::record_private(tx, &asker.author(), event, account.0)?;
    Reply::no_content()
}

fn own(asker: &Asker) -> AccountId {
    AccountId(asker.caller.id)
}
