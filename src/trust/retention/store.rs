//! Queries on what is overdue: counted, or forgotten.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Date;

use crate::platform::db::Tx;
use crate::schema;

/// What to do with rows kept long enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Count them.
    Count,
    /// Forget them.
    Forget,
}

/// The number of rows of a query, deleted when they are to be forgotten.
macro_rules! gone {
    ($tx:ident, $way:ident, $rows:expr) => {
        match $way {
            Way::Count => $rows.count().get_result($tx),
            Way::Forget => diesel::delete($rows).execute($tx).map(number),
        }
    };
}

/// Entries of the journal before the first day of a month.
pub(super) fn journal_entries(tx: &mut Tx, before: NaiveDate, way: Way) -> QueryResult<i64> {
    use schema::journal_entries::dsl::{at, journal_entries};
    let rows = journal_entries.filter(at.lt(start_of(before))).count().get_result(tx)?;
    if way == Way::Forget && rows > 0 {
        let dropped: i32 = diesel::select(drop_journal_months(before)).get_result(tx)?;
        return Ok(if dropped > 0 { rows } else { 0 });
    }
    Ok(rows)
}

/// Sessions whose absolute end is past.
pub(super) fn sessions(tx: &mut Tx, before: NaiveDate, way: Way) -> QueryResult<i64> {
    use schema::sessions::dsl::{expires_at, sessions};
    gone!(tx, way, sessions.filter(expires_at.lt(start_of(before))))
}

/// Invitations that no longer work.
pub(super) fn invitations(tx: &mut Tx, before: NaiveDate, way: Way) -> QueryResult<i64> {
    use schema::invitations::dsl::{expires_at, invitations};
    gone!(tx, way, invitations.filter(expires_at.lt(start_of(before))))
}

/// Mails, whatever became of them.
pub(super) fn mails(tx: &mut Tx, before: NaiveDate, way: Way) -> QueryResult<i64> {
    use schema::mails::dsl::{created_at, mails};
    gone!(tx, way, mails.filter(created_at.lt(start_of(before))))
}

/// Rows of what was taken back, which come back no more, and of what was noted so that it could be.
pub(super) fn withdrawn_rows(tx: &mut Tx, before: NaiveDate, way: Way) -> QueryResult<i64> {
    use schema::noted_acts::dsl::{created_at, noted_acts};
    use schema::withdrawals::dsl::{steps, withdrawals, withdrawn_at};
    let none = serde_json::Value::Array(Vec::new());
    let rows = withdrawals.filter(withdrawn_at.lt(start_of(before))).filter(steps.ne(none.clone()));
    let rows: i64 = match way {
        Way::Count => rows.count().get_result(tx)?,
        Way::Forget => diesel::update(rows).set(steps.eq(none)).execute(tx).map(number)?,
    };
    let notes: i64 = gone!(tx, way, noted_acts.filter(created_at.lt(start_of(before))))?;
    Ok(rows + notes)
}

fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

fn number(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

diesel::define_sql_function! {
    /// Drops the months of the journal that ended by a day, and says how many.
    fn drop_journal_months(before: Date) -> Integer;
}
