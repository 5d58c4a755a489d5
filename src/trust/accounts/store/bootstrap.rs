//! Queries on the single token that creates the first administrator.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::accounts;
use crate::platform::crypto::sha256;
use crate::platform::db::Tx;
use crate::schema::bootstrap_tokens as tokens;

/// Keeps a token unless one exists; says whether it was kept.
pub fn store_first(tx: &mut Tx, token: &str) -> QueryResult<bool> {
    let stored = diesel::insert_into(tokens::table)
        .values(tokens::token_hash.eq(sha256(token.as_bytes()).as_slice()))
        .on_conflict_do_nothing()
        .execute(tx)?;
    Ok(stored == 1)
}

/// Replaces the token.
pub fn replace(tx: &mut Tx, token: &str) -> QueryResult<usize> {
    diesel::delete(tokens::table).execute(tx)?;
    store_first(tx, token).map(usize::from)
}

/// Whether a token would create the first administrator.
pub fn is_good(conn: &mut Tx, token: &str) -> QueryResult<bool> {
    let unused: i64 = tokens::table
        .filter(tokens::token_hash.eq(sha256(token.as_bytes()).as_slice()))
        .filter(tokens::used_at.is_null())
        .count()
        .get_result(conn)?;
    Ok(unused == 1 && !accounts::any_exists(conn)?)
}

/// Uses the token up; of many at once, one wins.
pub fn use_up(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> QueryResult<bool> {
    let used = diesel::update(tokens::table)
        .filter(tokens::token_hash.eq(sha256(token.as_bytes()).as_slice()))
        .filter(tokens::used_at.is_null())
        .set(tokens::used_at.eq(now))
        .execute(tx)?;
    Ok(used == 1 && !accounts::any_exists(tx)?)
}
