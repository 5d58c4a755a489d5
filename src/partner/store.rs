//! Every query on the feed of changes.

use diesel::dsl::max;
use diesel::prelude::*;

use super::model::Event;
use crate::access::{Bounds, Reach};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::schema::events;

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
        .order(events::position);
    match reach.bounds() {
        Bounds::Everything => rows.first_rows(limit).load(conn),
        Bounds::Sites(sites) => {
            rows.filter(events::site_id.eq(any_of(sites.clone()))).first_rows(limit).load(conn)
        }
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => Ok(Vec::new()),
    }
}

/// The last place given.
pub fn last_place(conn: &mut Tx) -> QueryResult<i64> {
    let last: Option<i64> = events::table.select(max(events::position)).first(conn)?;
    Ok(last.unwrap_or_default())
}
