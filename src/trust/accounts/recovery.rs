//! Letting somebody in again from the machine itself, such as the only administrator whose password is gone.

use chrono::{DateTime, Utc};

use super::notices::{AccountMailer, AccountNotice};
use super::rules::invitation_life;
use super::store;
use super::wire::InvitationOut;
use crate::law::identifiers;
use crate::platform::crypto::random_secret;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::journal::{self, Author, AuthorKind, Event};

/// A new invitation for an enabled account, or nothing when no account has this address. Its token is shown on the
/// machine itself, the last way in when no mail arrives; the person is told that it was.
pub fn invite(
    tx: &mut Tx,
    mailer: &AccountMailer,
    email: &str,
    now: DateTime<Utc>,
) -> Result<Option<InvitationOut>, Problem> {
    let email = identifiers::email(email).unwrap_or_else(|_| email.to_owned());
    let found = store::accounts::credentials_by_email(tx, &email)?;
    let Some(account) = found.filter(|account| account.disabled_at.is_none()) else { return Ok(None) };
    let token = random_secret().map_err(Problem::internal)?;
    let expires_at = now + invitation_life(account.password_hash.is_some());
    store::invitations::replace(tx, account.id, &token, expires_at, now)?;
    let author = Author::without_name(AuthorKind::System, None);
    journal::record_private(tx, &author, Event::AccountInvitationRenewed, account.id.0)?;
    let account = store::accounts::find_own(tx, account.id)?;
    mailer.notify(tx, &account, AccountNotice::ResetStarted { token: None, expires_at }, now)?;
    Ok(Some(InvitationOut { token: Some(token), sent_to: None, expires_at }))
}
