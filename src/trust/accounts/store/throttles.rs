//! Queries on counts of failed proofs, shared by all instances.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::{case_when, exists};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel::upsert::excluded;

use crate::platform::db::Tx;
use crate::schema::login_throttles as throttles;
use crate::trust::accounts::rules::Count;

/// Counts one more attempt, starting anew when the window is over; holds the count until the transaction ends.
pub fn count(tx: &mut Tx, key: &[u8], window: TimeDelta, now: DateTime<Utc>) -> QueryResult<Count> {
    let over = || throttles::window_ends_at.le(now);
    let (failures, window_ends_at, blocked_until) = diesel::insert_into(throttles::table)
        .values((
            throttles::key.eq(key),
            throttles::failures.eq(1),
            throttles::window_ends_at.eq(now + window),
        ))
        .on_conflict(throttles::key)
        .do_update()
        .set((
            throttles::failures
                .eq(case_when(over(), 1.into_sql::<Integer>()).otherwise(throttles::failures + 1)),
            throttles::window_ends_at
                .eq(case_when(over(), excluded(throttles::window_ends_at))
                    .otherwise(throttles::window_ends_at)),
        ))
        .returning((throttles::failures, throttles::window_ends_at, throttles::blocked_until))
        .get_result(tx)?;
    Ok(Count { failures, window_ends_at, blocked_until })
}

/// Lets no attempt through before an instant.
pub fn block(tx: &mut Tx, key: &[u8], until: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(throttles::table.find(key)).set(throttles::blocked_until.eq(until)).execute(tx)
}

/// Lets attempts through again, unless a later one was to hold them for longer.
pub fn unblock(tx: &mut Tx, key: &[u8], until: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(throttles::table.find(key))
        .filter(throttles::blocked_until.le(until))
        .set(throttles::blocked_until.eq(None::<DateTime<Utc>>))
        .execute(tx)
}

/// Takes one attempt back: it was no failure.
pub fn uncount(tx: &mut Tx, key: &[u8]) -> QueryResult<usize> {
    diesel::update(throttles::table.find(key))
        .filter(throttles::failures.gt(0))
        .set(throttles::failures.eq(throttles::failures - 1))
        .execute(tx)
}

/// Forgets a count.
pub fn forget(tx: &mut Tx, key: &[u8]) -> QueryResult<usize> {
    diesel::delete(throttles::table.find(key)).execute(tx)
}

/// Remembers a key until an instant, without counting.
pub fn remember(tx: &mut Tx, key: &[u8], until: DateTime<Utc>) -> QueryResult<usize> {
    diesel::insert_into(throttles::table)
        .values((throttles::key.eq(key), throttles::failures.eq(0), throttles::window_ends_at.eq(until)))
        .on_conflict(throttles::key)
        .do_update()
        .set(throttles::window_ends_at.eq(excluded(throttles::window_ends_at)))
        .execute(tx)
}

/// Whether a key is remembered.
pub fn is_remembered(conn: &mut Tx, key: &[u8], now: DateTime<Utc>) -> QueryResult<bool> {
    let row = throttles::table.find(key).filter(throttles::window_ends_at.gt(now));
    diesel::select(exists(row)).get_result(conn)
}

/// Forgets every count whose window is over.
pub fn forget_past(tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(throttles::table.filter(throttles::window_ends_at.le(now))).execute(tx)
}
