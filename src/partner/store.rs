//! Every query on the feed of changes.

use diesel::dsl::{exists, max};
use diesel::prelude::*;

use super::model::Event;
use crate::access::{Bounds, Reach};
use crate::platform::db::{Tx, any_of};
use crate::schema::events;

/// Events placed at one reading: more than a page, few enough to be quick.
const PLACED_AT_ONCE: i32 = 1000;

diesel::define_sql_function! {
    /// Gives committed events their place in the feed.
    fn place_events(most: diesel::sql_types::Integer) -> diesel::sql_types::Integer;
}

/// Gives a place to the events committed since the last reading.
///
/// Concurrent transactions commit in another order than they write; a place is given only to what is
/// committed, so no event ever appears behind a reader.
pub fn place_new(conn: &mut Tx) -> QueryResult<()> {
    let waiting = events::table.filter(events::position.is_null());
    if diesel::select(exists(waiting)).get_result(conn)? {
        diesel::select(place_events(PLACED_AT_ONCE)).get_result::<i32>(conn)?;
    }
    Ok(())
}

/// The events after a place, about records of these kinds.
pub fn list_after(
    conn: &mut Tx,
    reach: &Reach,
    kinds: &[&str],
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Event>> {
    let rows = events::table
        .filter(events::position.gt(after))
        .filter(events::subject_kind.eq(any_of(kinds.to_vec())))
        .select(Event::as_select())
        .order(events::position)
        .limit(limit);
    match reach.bounds() {
        Bounds::Everything => rows.load(conn),
        Bounds::Sites(sites) => rows.filter(events::site_id.eq(any_of(sites.clone()))).load(conn),
        Bounds::Tutor(_) | Bounds::Apprentice(_) => Ok(Vec::new()),
    }
}

/// The last place given.
pub fn last_place(conn: &mut Tx) -> QueryResult<i64> {
    let last: Option<i64> = events::table.select(max(events::position)).first(conn)?;
    Ok(last.unwrap_or_default())
}
