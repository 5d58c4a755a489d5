//! Editions: what obligations are derived with, in the order in which the base saw it.
//!
//! Two versions of the program side by side would derive every site in turn, for ever: the earlier edition leaves what a
//! later one derived alone, until no instance of the later one is left.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::{max, now};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz};

use crate::platform::db::{Tx, hashtextextended, pg_advisory_xact_lock};
use crate::schema::obligation_editions;

/// Without a sign for so long, the instances of an edition are gone.
///
/// Our choice: a few signs missed, and short beside an upgrade.
const GONE_AFTER: TimeDelta = TimeDelta::minutes(2);

diesel::alias!(obligation_editions as own_edition: OwnEdition);

/// Whose turn it is to derive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditionTurn {
    /// Nobody has a later edition.
    Ours,
    /// It is ours again: the later ones are gone.
    OursAgain,
    /// An instance with a later edition lives: its version of the program.
    Later(String),
}

/// The fingerprints later than one: none when it was never seen, for then it is the latest.
pub(super) fn later_than(fingerprint: &str) -> obligation_editions::BoxedQuery<'_, Pg, Text> {
    let own = own_edition
        .filter(own_edition.field(obligation_editions::fingerprint).eq(fingerprint))
        .select(own_edition.field(obligation_editions::rank));
    obligation_editions::table
        .select(obligation_editions::fingerprint)
        .filter(obligation_editions::rank.nullable().gt(own.single_value()))
        .into_boxed()
}

/// Whether a stored edition is later than ours.
pub(super) fn is_later(tx: &mut Tx, stored: &str, fingerprint: &str) -> QueryResult<bool> {
    let found: Option<String> =
        later_than(fingerprint).filter(obligation_editions::fingerprint.eq(stored)).first(tx).optional()?;
    Ok(found.is_some())
}

/// Gives an edition never seen its place, after all others.
pub(super) fn see(tx: &mut Tx, fingerprint: &str) -> QueryResult<()> {
    let seen = obligation_editions::table.find(fingerprint).select(obligation_editions::rank);
    if seen.first::<i64>(tx).optional()?.is_some() {
        return Ok(());
    }
    let rank = next_rank(tx)?;
    diesel::insert_into(obligation_editions::table)
        .values((
            obligation_editions::fingerprint.eq(fingerprint),
            obligation_editions::rank.eq(rank),
            obligation_editions::program.eq(env!("CARGO_PKG_VERSION")),
        ))
        .on_conflict_do_nothing()
        .execute(tx)
        .map(drop)
}

/// Says that an instance derives with an edition, and whose turn it is. All by the clock of the base.
pub fn attend(tx: &mut Tx, fingerprint: &str) -> QueryResult<EditionTurn> {
    see(tx, fingerprint)?;
    let own = obligation_editions::table.find(fingerprint);
    let seen_at: DateTime<Utc> = diesel::update(own)
        .set(obligation_editions::last_seen_at.eq(now.into_sql::<Timestamptz>()))
        .returning(obligation_editions::last_seen_at)
        .get_result(tx)?;
    let later: Vec<(String, DateTime<Utc>)> = obligation_editions::table
        .filter(obligation_editions::fingerprint.eq_any(later_than(fingerprint)))
        .order(obligation_editions::last_seen_at.desc())
        .select((obligation_editions::program, obligation_editions::last_seen_at))
        .load(tx)?;
    match later.into_iter().next() {
        None => Ok(EditionTurn::Ours),
        Some((program, last)) if seen_at - last < GONE_AFTER => Ok(EditionTurn::Later(program)),
        Some(_) => {
            let rank = next_rank(tx)?;
            let own = obligation_editions::table.find(fingerprint);
            diesel::update(own).set(obligation_editions::rank.eq(rank)).execute(tx)?;
            Ok(EditionTurn::OursAgain)
        }
    }
}

/// The place after all others, given to one at a time.
fn next_rank(tx: &mut Tx) -> QueryResult<i64> {
    diesel::select(pg_advisory_xact_lock(hashtextextended("obligation editions", 0))).execute(tx)?;
    let last: Option<i64> = obligation_editions::table.select(max(obligation_editions::rank)).first(tx)?;
    Ok(last.unwrap_or_default() + 1)
}
