//! Every query on the feed of changes.

use diesel::prelude::*;

use super::model::ChangeEvent;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::schema::events;
use crate::trust::access::{Bounds, Reach};

/// The events after a place and up to another, about records of these kinds.
pub fn list_between(
    conn: &mut Tx,
    reach: &Reach,
    kinds: &[&str],
    (after, up_to): (i64, i64),
    limit: i64,
) -> QueryResult<Vec<ChangeEvent>> {
    let rows = events::table
        .filter(events::position.gt(after))
        .filter(events::position.le(up_to))
        .filter(events::subject_kind.eq(any_of(kinds.to_vec())))
        .select(ChangeEvent::as_select())
        .order(events::position);
    match reach.bounds() {
        Bounds::Everything => rows.first_rows(limit).load(conn),
        Bounds::Sites(sites) => {
            rows.filter(events::site_id.eq(any_of(sites.clone()))).first_rows(limit).load(conn)
        }
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => Ok(Vec::new()),
    }
}
