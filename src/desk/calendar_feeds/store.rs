//! Every query on feeds.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{max, not};
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::model::{Feed, FeedReader, StoredEntry};
use crate::ids::{AccountId, SiteId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, events, feed_entries, feeds};
use crate::trust::access::Role;

/// Entries remembered by one statement.
const AT_ONCE: usize = 500;

/// The feed of a secret and its reader, unless their account is disabled.
pub fn find_by_secret(conn: &mut Tx, hash: &[u8]) -> QueryResult<Option<(Feed, FeedReader)>> {
    feeds::table
        .inner_join(accounts::table)
        .filter(feeds::secret_hash.eq(hash))
        .filter(accounts::disabled_at.is_null())
        .select((Feed::as_select(), (accounts::role, accounts::site_ids, accounts::version)))
        .first(conn)
        .optional()
}

/// The feed of a person.
pub fn find_own(conn: &mut Tx, account: AccountId) -> QueryResult<Option<Feed>> {
    feeds::table.find(account).select(Feed::as_select()).first(conn).optional()
}

/// Gives a person a new secret, whatever was there.
pub fn give(tx: &mut Tx, account: AccountId, hash: &[u8], now: DateTime<Utc>) -> QueryResult<Feed> {
    diesel::insert_into(feeds::table)
        .values((feeds::account_id.eq(account), feeds::secret_hash.eq(hash), feeds::created_at.eq(now)))
        .on_conflict(feeds::account_id)
        .do_update()
        .set((
            feeds::secret_hash.eq(hash),
            feeds::created_at.eq(now),
            feeds::last_read_on.eq(None::<NaiveDate>),
        ))
        .returning(Feed::as_returning())
        .get_result(tx)
}

/// Removes the feed of a person, if there is one.
pub fn remove(tx: &mut Tx, account: AccountId) -> QueryResult<bool> {
    let removed = diesel::delete(feeds::table.find(account)).execute(tx)?;
    Ok(removed > 0)
}

/// The place in the feed of changes of the last event at the sites of a reader.
pub fn last_place(conn: &mut Tx, role: Role, sites: &[SiteId]) -> QueryResult<i64> {
    let rows = events::table.filter(events::position.is_not_null()).into_boxed();
    let rows = match role {
        Role::Administrator => rows,
        _ => rows.filter(events::site_id.eq(any_of(sites.to_vec()))),
    };
    let last: Option<i64> = rows.select(max(events::position)).first(conn)?;
    Ok(last.unwrap_or_default())
}

/// Keeps a feed from being written by two readers at once, until the end of the transaction.
pub fn lock(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    feeds::table.find(account).for_no_key_update().select(feeds::account_id).first::<AccountId>(tx).map(drop)
}

/// What was last told of each entry of a feed.
pub fn entries(tx: &mut Tx, account: AccountId) -> QueryResult<Vec<StoredEntry>> {
    feed_entries::table.filter(feed_entries::account_id.eq(account)).select(StoredEntry::as_select()).load(tx)
}

/// Remembers what is told now, and forgets entries untold that have not changed since an instant.
pub fn remember(
    tx: &mut Tx,
    account: AccountId,
    (fresh, current): (&[StoredEntry], Vec<String>),
    since: DateTime<Utc>,
) -> QueryResult<()> {
    for chunk in fresh.chunks(AT_ONCE) {
        diesel::insert_into(feed_entries::table)
            .values(chunk)
            .on_conflict((feed_entries::account_id, feed_entries::uid))
            .do_update()
            .set((
                feed_entries::digest.eq(excluded(feed_entries::digest)),
                feed_entries::sequence.eq(excluded(feed_entries::sequence)),
                feed_entries::changed_at.eq(excluded(feed_entries::changed_at)),
            ))
            .execute(tx)?;
    }
    let old = feed_entries::table
        .filter(feed_entries::account_id.eq(account))
        .filter(feed_entries::changed_at.lt(since))
        .filter(not(feed_entries::uid.eq(any_of(current))));
    diesel::delete(old).execute(tx).map(drop)
}

/// Remembers an answer: what it depended on, its ETag, the day.
pub fn answered(
    tx: &mut Tx,
    account: AccountId,
    (state, etag): (&[u8], &str),
    today: NaiveDate,
) -> QueryResult<()> {
    diesel::update(feeds::table.find(account))
        .set((feeds::state.eq(state), feeds::etag.eq(etag), feeds::last_read_on.eq(today)))
        .execute(tx)
        .map(drop)
}
