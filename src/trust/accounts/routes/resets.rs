//! A password forgotten: the person asks for another themselves, by mail.

use std::time::Duration;

use actix_web::post;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use tokio::time::{Instant, sleep_until};

use super::invitations::send_invitation;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::accounts::notices::AccountMailer;
use crate::trust::accounts::rules::RESET_NEEDS_MAIL;
use crate::trust::accounts::store;
use crate::trust::accounts::throttle::Attempt;
use crate::trust::accounts::wire::{PasswordResetIn, PasswordResetOut};
use crate::trust::door::{App, Stranger};
use crate::trust::journal::{self, Event};

/// Time an answer takes, whether the account exists or not: writing a mail takes far less.
const ANSWERED_AFTER: Duration = Duration::from_millis(300);

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(ask_for_password_reset);
}

/// Asks for a new password, when one's own is forgotten. The answer is the same, and takes as long, whether an account
/// has this address or not: if one has, a mail with a code for `POST /v1/invitations/acceptance` is on its way.
#[utoipa::path(tag = "sessions", security(()), request_body = PasswordResetIn,
    responses((status = 202, description = "A mail is sent if an account has this address.", body = PasswordResetOut),
              (status = 409, description = "No mail leaves from here: ask your site."),
              (status = 429, description = "Asked for too often; see Retry-After.")))]
#[post("/v1/password-resets")]
async fn ask_for_password_reset(app: Data<App>, stranger: Stranger, body: Body<PasswordResetIn>) -> Answer {
    let email = body.checked()?.email;
    let mailer = AccountMailer::of(&app);
    if !mailer.leaves() {
        return Err(RESET_NEEDS_MAIL.conflict(say!(
            "Aucun courriel ne part d'ici : demandez un nouveau mot de passe à votre site.",
            "No mail leaves from here: ask your site for a new password."
        )));
    }
    let (now, answered_at) = (app.clock.now(), Instant::now() + ANSWERED_AFTER);
    let attempt = Attempt::at_reset(&app.secret, &email, stranger.address);
    let asked = app.db.transaction(move |tx| {
        attempt.count(tx, now)?;
        reset(tx, &mailer, stranger, (&email, now))
    });
    let asked = asked.await;
    sleep_until(answered_at).await;
    asked?;
    Reply::accepted(&PasswordResetOut { asked: true })
}

/// Writes the mail to the account of an address, if it has one that may be signed in to.
fn reset(
    tx: &mut Tx,
    mailer: &AccountMailer,
    stranger: Stranger,
    (email, now): (&str, DateTime<Utc>),
) -> Result<(), Problem> {
    let Some(known) = store::accounts::credentials_by_email(tx, email)? else { return Ok(()) };
    let account = store::accounts::hold(tx, known.id)?.filter(|account| account.disabled_at.is_none());
    let Some(account) = account else { return Ok(()) };
    journal::record_private(tx, &stranger.author(), Event::AccountInvitationRenewed, account.id.0)?;
    send_invitation(tx, mailer, &account, now).map(drop)
}
