//! The orders of a list of what is due, each a keyset: what presses by what is lost, then what is to come; or by last day.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::filter::{ObligationFilter, ObligationSort, ObligationView};
use super::listing::{Condition, ObligationRow, all, narrowed, standing};
use crate::ids::SiteId;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::{Day, Rows};
use crate::schema::derived_obligations;
use crate::trust::access::Reach;

/// Where a list of what is due stands, in either order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ObligationPlace {
    /// Whether the last row given is to come.
    #[serde(rename = "u")]
    pub upcoming: bool,
    /// Its consequence.
    #[serde(rename = "c")]
    pub consequence: i16,
    /// Its last day.
    pub on: NaiveDate,
    pub id: Uuid,
}

impl ObligationPlace {
    /// The place of a row, in a list seen from a day.
    pub fn of(row: &ObligationRow, as_of: NaiveDate) -> Self {
        let upcoming = row.from_on > as_of;
        Self { upcoming, consequence: row.consequence, on: row.due_on, id: row.id.0 }
    }
}

/// One more row than the limit, in the order asked for.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
    page: &Rows<ObligationPlace>,
) -> QueryResult<Vec<ObligationRow>> {
    let (after, limit) = (page.after.as_ref(), page.limit + 1);
    let day = |place: &ObligationPlace| Day { on: place.on, id: place.id };
    if filter.sort == Some(ObligationSort::DueOn) {
        let conditions = narrowed(conn, reach, filter, view)?;
        return by_last_day(conn, conditions, after.map(day).as_ref(), limit);
    }
    let mut rows = Vec::new();
    let among_upcoming = after.filter(|place| place.upcoming);
    if among_upcoming.is_none() {
        let mut conditions = narrowed(conn, reach, filter, view)?;
        conditions.push(Box::new(derived_obligations::from_on.le(view.as_of)));
        rows = by_consequence(conn, conditions, after, limit)?;
    }
    let left = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if left > 0 {
        let mut conditions = narrowed(conn, reach, filter, view)?;
        conditions.push(Box::new(derived_obligations::from_on.gt(view.as_of)));
        rows.extend(by_last_day(conn, conditions, among_upcoming.map(day).as_ref(), left)?);
    }
    Ok(rows)
}

/// What is due or late at a site on a day, by what is lost, for whoever writes to everybody there.
pub fn pressing_at(
    conn: &mut Tx,
    site: SiteId,
    today: NaiveDate,
    after: Option<&ObligationPlace>,
    limit: i64,
) -> QueryResult<Vec<ObligationRow>> {
    let mut conditions = standing(None, &ObligationView::on(today));
    conditions.push(Box::new(derived_obligations::site_id.eq(site)));
    conditions.push(Box::new(derived_obligations::from_on.le(today)));
    by_consequence(conn, conditions, after, limit)
}

/// Rows by last day, after one of them.
pub(super) fn by_last_day(
    conn: &mut Tx,
    mut conditions: Vec<Condition>,
    after: Option<&Day>,
    limit: i64,
) -> QueryResult<Vec<ObligationRow>> {
    if let Some(after) = after {
        let tie = derived_obligations::due_on.gt(after.on).or(derived_obligations::id.gt(after.id));
        conditions.push(Box::new(derived_obligations::due_on.ge(after.on)));
        conditions.push(Box::new(tie));
    }
    derived_obligations::table
        .filter(all(conditions))
        .select(ObligationRow::as_select())
        .order((derived_obligations::due_on, derived_obligations::id))
        .first_rows(limit)
        .load(conn)
}

/// Rows by what is lost when they are late, then by last day, after one of them.
pub(super) fn by_consequence(
    conn: &mut Tx,
    mut conditions: Vec<Condition>,
    after: Option<&ObligationPlace>,
    limit: i64,
) -> QueryResult<Vec<ObligationRow>> {
    use derived_obligations::{consequence, due_on, id};
    if let Some(after) = after {
        let same_day = due_on.eq(after.on).and(id.gt(after.id));
        let same_class = due_on.gt(after.on).or(same_day);
        conditions.push(Box::new(consequence.ge(after.consequence)));
        conditions.push(Box::new(consequence.gt(after.consequence).or(same_class)));
    }
    derived_obligations::table
        .filter(all(conditions))
        .select(ObligationRow::as_select())
        .order((consequence, due_on, id))
        .first_rows(limit)
        .load(conn)
}
