//! Writing to the journal and the outbox, and giving events their place; nothing here reads them back.

use chrono::{DateTime, Utc};
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::dsl::{exists, max};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Uuid as Id};
use uuid::Uuid;

use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::is_read_only;
use crate::schema::{events, journal_entries};
use crate::text_enum;
use crate::trust::access::{Act, Caller, Role};
use crate::trust::journal::{Audience, Event};

text_enum!(
    /// What kind of author acted.
    AuthorKind {
        /// A person.
        Account = "account" => "Personne" / "Person",
        /// A machine client.
        Client = "client" => "Logiciel partenaire" / "Partner software",
        /// The bearer of a signed link.
        Link = "link" => "Porteur d'un lien" / "Bearer of a link",
        /// The program itself.
        System = "system" => "Compagnon" / "The program itself",
        /// Somebody not signed in.
        Nobody = "nobody" => "Personne non connectée" / "Somebody not signed in",
    }
);

/// Who acted, in which request.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    pub kind: AuthorKind,
    /// Account, client or link.
    pub id: Option<Uuid>,
    /// Session of a person.
    pub session_id: Option<Uuid>,
    /// Request that carried the act.
    pub request_id: Option<Uuid>,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy)]
pub struct Signed {
    pub by: Author,
    pub at: DateTime<Utc>,
}

impl Author {
    /// The author behind a caller.
    pub fn of(caller: &Caller, request_id: Uuid) -> Self {
        let kind = match caller.role {
            Role::Client => AuthorKind::Client,
            _ if caller.link.is_some() => AuthorKind::Link,
            _ => AuthorKind::Account,
        };
        Self { kind, id: Some(caller.id), session_id: caller.session_id, request_id: Some(request_id) }
    }

    /// The program itself, or somebody not signed in yet.
    pub const fn without_name(kind: AuthorKind, request_id: Option<Uuid>) -> Self {
        Self { kind, id: None, session_id: None, request_id }
    }
}

/// What happened to one record.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    pub act: Act,
    pub event: Event,
    pub site_id: SiteId,
    pub subject_id: Uuid,
    /// Its version after the change.
    pub version: i64,
    /// Names of the fields written, never their values.
    pub fields: &'a [&'a str],
}

/// A record whose changes are written down.
pub trait Subject {
    /// Its site, its identifier and its version after the change.
    fn subject(&self) -> (SiteId, Uuid, i64);
}

/// Writes the journal line of a change, and its outbox event unless it is for the journal alone.
pub fn record(tx: &mut Tx, author: &Author, change: &Change<'_>) -> QueryResult<()> {
    record_untold(tx, author, change)?;
    if change.event.audience() == Audience::Journal {
        return Ok(());
    }
    diesel::insert_into(events::table)
        .values((
            events::site_id.eq(change.site_id),
            events::kind.eq(change.event.as_str()),
            events::subject_kind.eq(change.event.subject_kind()),
            events::subject_id.eq(change.subject_id),
            events::subject_version.eq(change.version),
        ))
        .execute(tx)?;
    Ok(())
}

/// Writes the journal lines of many changes, and the outbox events of those not for the journal alone, in two statements.
pub fn record_all(tx: &mut Tx, author: &Author, changes: &[Change<'_>]) -> QueryResult<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = changes
        .iter()
        .map(|change| {
            (
                journal_entries::id.eq(Uuid::now_v7()),
                journal_entries::site_id.eq(change.site_id),
                journal_entries::actor_kind.eq(author.kind),
                journal_entries::actor_id.eq(author.id),
                journal_entries::session_id.eq(author.session_id),
                journal_entries::request_id.eq(author.request_id),
                journal_entries::act.eq(change.act.name()),
                journal_entries::subject_kind.eq(change.event.subject_kind()),
                journal_entries::subject_id.eq(change.subject_id),
                journal_entries::fields.eq(change.fields),
            )
        })
        .collect();
    diesel::insert_into(journal_entries::table).values(&lines).execute(tx)?;
    // the outbox is written with the change: the feed can neither lose it nor tell of one that was rolled back
    let outbox: Vec<_> = changes
        .iter()
        .filter(|change| change.event.audience() != Audience::Journal)
        .map(|change| {
            (
                events::site_id.eq(change.site_id),
                events::kind.eq(change.event.as_str()),
                events::subject_kind.eq(change.event.subject_kind()),
                events::subject_id.eq(change.subject_id),
                events::subject_version.eq(change.version),
            )
        })
        .collect();
    diesel::insert_into(events::table).values(&outbox).execute(tx).map(drop)
}

/// Writes the journal line of a change whose reader may not be told that it took place.
pub fn record_untold(tx: &mut Tx, author: &Author, change: &Change<'_>) -> QueryResult<()> {
    let (act, site) = (change.act.name(), Some(change.site_id));
    write_line(tx, author, act, site, change.event.subject_kind(), change.subject_id, change.fields)
}

/// Writes the journal line of an act that no partner is told about, such as a sign-in.
pub fn record_private(tx: &mut Tx, author: &Author, event: Event, subject_id: Uuid) -> QueryResult<()> {
    write_line(tx, author, event.as_str(), None, event.subject_kind(), subject_id, &[])
}

/// Writes the journal line of a change to what belongs to no site, such as a training centre.
pub fn record_without_site(
    tx: &mut Tx,
    author: &Author,
    (act, event): (Act, Event),
    subject_id: Uuid,
    fields: &[&str],
) -> QueryResult<()> {
    write_line(tx, author, act.name(), None, event.subject_kind(), subject_id, fields)
}

/// A reading of what few may read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// What was read.
    pub event: Event,
    pub site_id: SiteId,
    pub subject_id: Uuid,
}

diesel::define_sql_function! {
    /// Writes the journal line of a reading without waiting for the disk.
    #[allow(clippy::too_many_arguments, reason = "the columns of a line")]
    #[sql_name = "record_reading"]
    fn record_reading_alone(
        entry_id: Id, site: Id, kind_of_actor: Text, actor: Nullable<Id>, session: Nullable<Id>,
        request: Nullable<Id>, what: Text, kind_of_subject: Text, subject: Id,
    );
}

/// Writes the journal line of a reading, before anything is answered.
///
/// Within a transaction the line is part of it. Alone it does not wait for the disk, so that reading stays cheap: only a
/// crash of the database within the second could lose it.
pub fn record_reading(conn: &mut Tx, author: &Author, reading: &Reading) -> QueryResult<()> {
    let &Reading { event, site_id, subject_id } = reading;
    if in_transaction(conn) {
        return write_line(
            conn,
            author,
            event.as_str(),
            Some(site_id),
            event.subject_kind(),
            subject_id,
            &[],
        );
    }
    let (id, kind) = (Uuid::now_v7(), author.kind.as_str());
    let (session, request) = (author.session_id, author.request_id);
    let line = record_reading_alone(
        id,
        site_id.0,
        kind,
        author.id,
        session,
        request,
        event.as_str(),
        event.subject_kind(),
        subject_id,
    );
    diesel::select(line).execute(conn).map(drop)
}

fn in_transaction(conn: &mut Tx) -> bool {
    let status = AnsiTransactionManager::transaction_manager_status_mut(conn);
    matches!(status.transaction_depth(), Ok(Some(_)))
}

fn write_line(
    tx: &mut Tx,
    author: &Author,
    act: &str,
    site_id: Option<SiteId>,
    subject_kind: &str,
    subject_id: Uuid,
    fields: &[&str],
) -> QueryResult<()> {
    diesel::insert_into(journal_entries::table)
        .values((
            journal_entries::id.eq(Uuid::now_v7()),
            journal_entries::site_id.eq(site_id),
            journal_entries::actor_kind.eq(author.kind),
            journal_entries::actor_id.eq(author.id),
            journal_entries::session_id.eq(author.session_id),
            journal_entries::request_id.eq(author.request_id),
            journal_entries::act.eq(act),
            journal_entries::subject_kind.eq(subject_kind),
            journal_entries::subject_id.eq(subject_id),
            journal_entries::fields.eq(fields),
        ))
        .execute(tx)?;
    Ok(())
}

diesel::define_sql_function! {
    /// Makes the partitions of this month and those ahead.
    fn prepare_journal_months(ahead: diesel::sql_types::Integer);
}

/// Makes the partitions of the journal for this month and those ahead.
pub fn prepare_months(tx: &mut Tx, ahead: i32) -> QueryResult<()> {
    diesel::select(prepare_journal_months(ahead)).execute(tx).map(drop)
}

/// Events placed at one reading: more than a page, few enough to be quick.
const PLACED_AT_ONCE: i32 = 1000;

diesel::define_sql_function! {
    /// Gives committed events their place in the feed.
    fn place_events(most: diesel::sql_types::Integer) -> diesel::sql_types::Integer;
}

/// Where the feed stands once placed.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// The last place given: whatever comes later has a greater one.
    pub last: i64,
    /// Whether committed events may still wait for a place.
    pub more: bool,
}

/// Gives a place to the events committed since the last reading, and tells the last one given.
///
/// Concurrent transactions commit in another order than they write; a place is given only to what is
/// committed, so no event ever appears behind a reader.
pub fn place_new(conn: &mut Tx) -> QueryResult<Placed> {
    let waiting = events::table.filter(events::position.is_null());
    let last_place = || events::table.select(max(events::position)).single_value();
    let (waits, last): (bool, Option<i64>) =
        diesel::select((exists(waiting), last_place())).get_result(conn)?;
    if !waits {
        return Ok(Placed { last: last.unwrap_or_default(), more: false });
    }
    let placing = conn.transaction(|tx| diesel::select(place_events(PLACED_AT_ONCE)).get_result(tx));
    let placed: i32 = match placing {
        // what has no place yet waits for a base that takes writes
        Err(error) if is_read_only(&error) => 0,
        placed => placed?,
    };
    let last: Option<i64> = diesel::select(last_place()).get_result(conn)?;
    Ok(Placed { last: last.unwrap_or_default(), more: placed == PLACED_AT_ONCE })
}
