//! Queries on sessions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::ids::{AccountId, SessionId};
use crate::platform::db::Tx;
use crate::schema::{accounts, sessions};
use crate::trust::accounts::model::{Account, EndedReason, Session};
use crate::trust::accounts::rules::{self, MOST_SESSIONS};
use crate::trust::credentials::tokens::RefreshToken;

/// Opens a session on an account held; the oldest ones end beyond the number allowed.
pub fn open(tx: &mut Tx, account: &Account, now: DateTime<Utc>) -> QueryResult<Session> {
    let already = list_open(tx, account.id, now)?;
    for oldest in already.iter().skip(MOST_SESSIONS - 1) {
        end(tx, account.id, oldest.id, EndedReason::TooMany, now)?;
    }
    let life = rules::lifetime(account.facts.role);
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(SessionId::new()),
            sessions::account_id.eq(account.id),
            sessions::authenticated_at.eq(now),
            sessions::expires_at.eq(now + life.absolute),
            sessions::idle_expires_at.eq(now + life.idle),
            sessions::rotated_at.eq(now),
        ))
        .returning(Session::as_returning())
        .get_result(tx)
}

/// A person's open sessions, the newest first.
pub fn list_open(conn: &mut Tx, account: AccountId, now: DateTime<Utc>) -> QueryResult<Vec<Session>> {
    sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::idle_expires_at.gt(now))
        .select(Session::as_select())
        .order((sessions::authenticated_at.desc(), sessions::id.desc()))
        .load(conn)
}

/// Ends one session of a person; says whether there was one to end.
pub fn end(
    tx: &mut Tx,
    account: AccountId,
    session: SessionId,
    reason: EndedReason,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let ended = diesel::update(sessions::table.find(session))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .set((sessions::ended_at.eq(now), sessions::ended_reason.eq(reason)))
        .execute(tx)?;
    Ok(ended == 1)
}

/// Ends all the sessions of a person, but for one.
pub fn end_all(
    tx: &mut Tx,
    account: AccountId,
    except: Option<SessionId>,
    reason: EndedReason,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::update(sessions::table)
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::id.ne_all(except.as_slice()))
        .set((sessions::ended_at.eq(now), sessions::ended_reason.eq(reason)))
        .execute(tx)
}

/// A session of an account that may sign in, with that account.
pub fn find_with_account(conn: &mut Tx, id: SessionId) -> QueryResult<Option<(Session, Account)>> {
    sessions::table
        .inner_join(accounts::table)
        .filter(sessions::id.eq(id))
        .filter(accounts::disabled_at.is_null())
        .select((Session::as_select(), Account::as_select()))
        .first(conn)
        .optional()
}

/// Writes down that the password was proved anew in an open session.
pub fn prove(
    tx: &mut Tx,
    account: AccountId,
    session: SessionId,
    now: DateTime<Utc>,
) -> QueryResult<Option<Session>> {
    diesel::update(sessions::table.find(session))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::ended_at.is_null())
        .set(sessions::authenticated_at.eq(now))
        .returning(Session::as_returning())
        .get_result(tx)
        .optional()
}

/// Replaces the refresh token of an open session, unless it was replaced already: of many at once, one wins.
pub fn rotate(
    tx: &mut Tx,
    token: RefreshToken,
    idle_expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<Option<Session>> {
    diesel::update(sessions::table.find(token.session))
        .filter(sessions::refresh_counter.eq(token.counter))
        .filter(sessions::ended_at.is_null())
        .set((
            sessions::refresh_counter.eq(token.counter + 1),
            sessions::rotated_at.eq(now),
            sessions::idle_expires_at.eq(idle_expires_at),
        ))
        .returning(Session::as_returning())
        .get_result(tx)
        .optional()
}
