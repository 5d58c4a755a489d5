//! One's own account.

use actix_web::{get, put};
use secrecy::SecretString;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::Act;
use crate::accounts::model::EndedReason;
use crate::accounts::rules::PRESENT_PASSWORD_IS_PROVED;
use crate::accounts::throttle::{Attempt, Chance};
use crate::accounts::wire::{AccountOut, PasswordChangeIn};
use crate::accounts::{signing_in, store};
use crate::door::{Door, Stranger};
use crate::ids::{AccountId, SessionId};
use crate::journal;
use crate::platform::body::Body;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::signin::caller;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_me).service(change_password);
}

/// Reads one's own account.
#[utoipa::path(tag = "sessions", responses((status = 200, description = "One's own account.", body = AccountOut)))]
#[get("/v1/me")]
async fn get_me(door: Door) -> Answer {
    door.read(Act::ReadSelf, |conn, asker| {
        let account = store::accounts::find_own(conn, AccountId(asker.caller.id))?;
        let version = account.version;
        Ok(Reply::ok(&AccountOut::from(account))?.version(version))
    })
    .await
}

/// Changes one's own password; every other session ends.
#[utoipa::path(tag = "sessions", request_body = PasswordChangeIn,
    responses((status = 204, description = "The password is changed."),
              (status = 429, description = "Too many wrong passwords; see Retry-After.")))]
#[put("/v1/me/password")]
async fn change_password(door: Door, stranger: Stranger, body: Body<PasswordChangeIn>) -> Answer {
    let (app, ticket, now) = (door.app().clone(), door.ticket(), door.app().clock.now());
    let at = (now, app.law.follows_since(app.clock.today()));
    let (secret, sent) = (app.secret.clone(), body.clone());
    let proving = app.db.transaction(move |tx| {
        let caller = caller::identify(tx, ticket, at)?;
        caller.may(Act::ChangeSelf)?;
        let wanted = sent.checked()?;
        let known = store::accounts::credentials_of(tx, AccountId(caller.id))?;
        let attempt = Attempt::at_signing_in(&secret, &known.email, stranger.address);
        let chance = attempt.count(tx, now)?;
        Ok((wanted, known, attempt, chance))
    });
    let (wanted, known, attempt, chance) = proving.await?;
    let hash = known.usable_hash().filter(|_| chance != Chance::Lost).cloned();
    let current = SecretString::from(wanted.current_password);
    if !app.passwords.verify(current, hash).await? {
        return Err(wrong_current_password());
    }
    let hash = signing_in::hash_of_new(&app, "/new_password", wanted.new_password, &known).await?;
    let verified = known.password_hash.unwrap_or_default();
    door.write(Act::ChangeSelf, move |tx, asker| {
        let account = AccountId(asker.caller.id);
        store::accounts::hold_if_unchanged(tx, account, &verified)?.ok_or_else(wrong_current_password)?;
        attempt.succeeded(tx, asker.now)?;
        store::accounts::set_password(tx, account, &hash, asker.now)?;
        let this_one = asker.caller.session_id.map(SessionId);
        store::sessions::end_all(tx, account, this_one, EndedReason::PasswordChanged, asker.now)?;
        store::invitations::withdraw(tx, account, asker.now)?;
        journal::record_private(tx, &asker.author(), "account.password_changed", account.0)?;
        Reply::no_content()
    })
    .await
}

fn wrong_current_password() -> Problem {
    PRESENT_PASSWORD_IS_PROVED.fault(
        "/current_password",
        say!("Ce n'est pas le mot de passe actuel.", "This is not the present password."),
    )
}
