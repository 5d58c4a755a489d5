//! Queries on invitations.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::accounts::CREDENTIAL_COLUMNS;
use crate::ids::{AccountId, InvitationId};
use crate::platform::crypto::sha256;
use crate::platform::db::Tx;
use crate::schema::{accounts, invitations};
use crate::trust::accounts::model::Credentials;

/// Keeps a new invitation; those before it stop working.
pub fn replace(
    tx: &mut Tx,
    account: AccountId,
    token: &str,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    withdraw(tx, account, now)?;
    diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(InvitationId::new()),
            invitations::account_id.eq(account),
            invitations::token_hash.eq(sha256(token.as_bytes()).as_slice()),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(tx)
}

/// Makes every invitation of an account stop working.
pub fn withdraw(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(invitations::table)
        .filter(invitations::account_id.eq(account))
        .filter(invitations::used_at.is_null())
        .set(invitations::used_at.eq(now))
        .execute(tx)
}

/// Whom an invitation that still works is for; that of a twin opens nothing.
pub fn find_invited(conn: &mut Tx, token: &str, now: DateTime<Utc>) -> QueryResult<Option<Credentials>> {
    invitations::table
        .inner_join(accounts::table)
        .filter(invitations::token_hash.eq(sha256(token.as_bytes()).as_slice()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::twin_of.is_null())
        .select(CREDENTIAL_COLUMNS)
        .first(conn)
        .optional()
}

/// Uses an invitation up; of many at once, one wins.
pub fn use_up(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> QueryResult<bool> {
    let used = diesel::update(invitations::table)
        .filter(invitations::token_hash.eq(sha256(token.as_bytes()).as_slice()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .set(invitations::used_at.eq(now))
        .execute(tx)?;
    Ok(used == 1)
}
