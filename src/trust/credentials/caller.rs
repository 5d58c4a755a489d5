//! From a ticket to a caller: the one look-up made on every request, so that a change takes effect at once.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::tokens::Ticket;
use crate::ids::{AccountId, ApprenticeId, ClientId, SessionId, SiteId, TutorId};
use crate::platform::db::{Tx, any_of};
use crate::platform::error::Problem;
use crate::schema::{accounts, clients, sessions};
use crate::trust::access::{Caller, Role};

/// The present instant, and the day since which a tutorship must last for its contract to be within reach.
pub type Moment = (DateTime<Utc>, NaiveDate);

/// Tickets looked up together, at most.
///
/// PostgreSQL takes an array it does not see for one of ten: of that length a statement is planned once and for all.
pub const MOST_TOGETHER: usize = 10;

/// Who bears the ticket, as things stand now; 401 when they no longer may.
pub fn identify(conn: &mut Tx, ticket: Ticket, at: Moment) -> Result<Caller, Problem> {
    identify_all(conn, &[ticket], at)?.remove(&ticket).ok_or_else(Problem::unauthenticated)
}

/// Who bears each ticket, [`MOST_TOGETHER`] at most, as things stand now; none for those who no longer may.
pub fn identify_all(conn: &mut Tx, tickets: &[Ticket], at: Moment) -> QueryResult<HashMap<Ticket, Caller>> {
    let mut found = HashMap::new();
    let sessions = tickets.iter().filter_map(|ticket| match ticket {
        Ticket::Person(_, session) => Some(*session),
        Ticket::Machine(..) => None,
    });
    let clients = tickets.iter().filter_map(|ticket| match ticket {
        Ticket::Person(..) => None,
        Ticket::Machine(client, _) => Some(*client),
    });
    for (session, authenticated_at, person) in people(conn, &sessions.collect::<Vec<_>>(), at.0)? {
        let ticket = Ticket::Person(person.id, session);
        found.insert(ticket, Caller { session_id: Some(session.0), authenticated_at, ..person.calling(at) });
    }
    let machines = machines(conn, &clients.collect::<Vec<_>>())?;
    for ticket in tickets {
        if let Ticket::Machine(client, scopes_requested) = ticket
            && let Some(machine) = machines.iter().find(|machine| machine.id == *client)
        {
            found.insert(*ticket, scopes_requested.narrow(machine.calling(at)));
        }
    }
    Ok(found)
}

/// A person without a session, whose calendar is read by its secret address; none when their account is disabled.
pub fn of_account(conn: &mut Tx, account: AccountId, at: Moment) -> QueryResult<Option<Caller>> {
    let found: Option<CallingAccount> = accounts::table
        .find(account)
        .filter(accounts::disabled_at.is_null())
        .select(CallingAccount::as_select())
        .first(conn)
        .optional()?;
    Ok(found.map(|person| person.calling(at)))
}

/// What an account says of its person.
#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts, check_for_backend(diesel::pg::Pg))]
struct CallingAccount {
    id: AccountId,
    role: Role,
    functions: Vec<String>,
    site_ids: Vec<SiteId>,
    tutor_id: Option<TutorId>,
    apprentice_id: Option<ApprenticeId>,
}

impl CallingAccount {
    fn calling(self, at: Moment) -> Caller {
        Caller {
            role: self.role,
            id: self.id.0,
            session_id: None,
            site_ids: self.site_ids,
            tutor_id: self.tutor_id,
            follows_since: at.1,
            apprentice_id: self.apprentice_id,
            scopes: Vec::new(),
            functions: self.functions,
            authenticated_at: at.0,
            link: None,
        }
    }
}

type InSession = (SessionId, DateTime<Utc>, CallingAccount);

/// The people in these sessions that are open, and when they last proved their password.
fn people(conn: &mut Tx, among: &[SessionId], now: DateTime<Utc>) -> QueryResult<Vec<InSession>> {
    let open = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(accounts::disabled_at.is_null())
        .select((sessions::id, sessions::authenticated_at, CallingAccount::as_select()));
    match among {
        [] => Ok(Vec::new()),
        [only] => open.filter(sessions::id.eq(only)).load(conn),
        several => open.filter(sessions::id.eq(any_of(filled(several)))).load(conn),
    }
}

/// What is kept of a machine.
#[derive(Queryable, Selectable)]
#[diesel(table_name = clients, check_for_backend(diesel::pg::Pg))]
struct CallingClient {
    id: ClientId,
    scopes: Vec<String>,
    site_ids: Vec<SiteId>,
}

impl CallingClient {
    fn calling(&self, at: Moment) -> Caller {
        Caller {
            role: Role::Client,
            id: self.id.0,
            session_id: None,
            site_ids: self.site_ids.clone(),
            tutor_id: None,
            follows_since: at.1,
            apprentice_id: None,
            scopes: self.scopes.clone(),
            functions: Vec::new(),
            authenticated_at: at.0,
            link: None,
        }
    }
}

/// The machines among these that are not revoked.
fn machines(conn: &mut Tx, among: &[ClientId]) -> QueryResult<Vec<CallingClient>> {
    let allowed = clients::table.filter(clients::revoked_at.is_null()).select(CallingClient::as_select());
    match among {
        [] => Ok(Vec::new()),
        [only] => allowed.filter(clients::id.eq(only)).load(conn),
        several => allowed.filter(clients::id.eq(any_of(filled(several)))).load(conn),
    }
}

/// Always [`MOST_TOGETHER`] keys, the last one again and again when there are fewer.
fn filled<K: Copy>(keys: &[K]) -> Vec<K> {
    let last = keys.last().copied();
    keys.iter().copied().chain(std::iter::repeat(last).flatten()).take(MOST_TOGETHER).collect()
}
