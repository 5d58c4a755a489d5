//! From a ticket to a caller: the one look-up made on every request, so that a change takes effect at once.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::tokens::Ticket;
use crate::access::{Caller, Role};
use crate::ids::{AccountId, ApprenticeId, ClientId, SessionId, SiteId, TutorId};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::schema::{accounts, clients, sessions};

/// The present instant, and the day since which a tutorship must last for its contract to be within reach.
pub type Moment = (DateTime<Utc>, NaiveDate);

/// Who bears the ticket, as things stand now; 401 when they no longer may.
pub fn identify(conn: &mut Tx, ticket: Ticket, at: Moment) -> Result<Caller, Problem> {
    let found = match ticket {
        Ticket::Person(account, session) => person(conn, account, session, at)?,
        Ticket::Machine(client, asked) => machine(conn, client, at)?.map(|caller| asked.narrow(caller)),
    };
    found.ok_or_else(Problem::unauthenticated)
}

/// A person without a session, whose calendar is read by its secret address; none when their account is disabled.
pub fn of_account(conn: &mut Tx, account: AccountId, at: Moment) -> QueryResult<Option<Caller>> {
    let found: Option<Known> = accounts::table
        .find(account)
        .filter(accounts::disabled_at.is_null())
        .select((
            accounts::role,
            accounts::functions,
            accounts::site_ids,
            accounts::tutor_id,
            accounts::apprentice_id,
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(|(role, functions, site_ids, tutor_id, apprentice_id)| Caller {
        role,
        id: account.0,
        session_id: None,
        site_ids,
        tutor_id,
        follows_since: at.1,
        apprentice_id,
        scopes: Vec::new(),
        functions,
        authenticated_at: at.0,
        link: None,
    }))
}

type Known = (Role, Vec<String>, Vec<SiteId>, Option<TutorId>, Option<ApprenticeId>);

#[derive(Queryable)]
struct Person {
    authenticated_at: DateTime<Utc>,
    role: Role,
    functions: Vec<String>,
    site_ids: Vec<SiteId>,
    tutor_id: Option<TutorId>,
    apprentice_id: Option<ApprenticeId>,
}

fn person(conn: &mut Tx, account: AccountId, session: SessionId, at: Moment) -> QueryResult<Option<Caller>> {
    let found: Option<Person> = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::id.eq(session))
        .filter(accounts::id.eq(account))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(at.0))
        .filter(accounts::disabled_at.is_null())
        .select((
            sessions::authenticated_at,
            accounts::role,
            accounts::functions,
            accounts::site_ids,
            accounts::tutor_id,
            accounts::apprentice_id,
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(|person| Caller {
        role: person.role,
        id: account.0,
        session_id: Some(session.0),
        site_ids: person.site_ids,
        tutor_id: person.tutor_id,
        follows_since: at.1,
        apprentice_id: person.apprentice_id,
        scopes: Vec::new(),
        functions: person.functions,
        authenticated_at: person.authenticated_at,
        link: None,
    }))
}

fn machine(conn: &mut Tx, client: ClientId, at: Moment) -> QueryResult<Option<Caller>> {
    let found: Option<(Vec<String>, Vec<SiteId>)> = clients::table
        .filter(clients::id.eq(client))
        .filter(clients::revoked_at.is_null())
        .select((clients::scopes, clients::site_ids))
        .first(conn)
        .optional()?;
    Ok(found.map(|(scopes, site_ids)| Caller {
        role: Role::Client,
        id: client.0,
        session_id: None,
        site_ids,
        tutor_id: None,
        follows_since: at.1,
        apprentice_id: None,
        scopes,
        functions: Vec::new(),
        authenticated_at: at.0,
        link: None,
    }))
}
