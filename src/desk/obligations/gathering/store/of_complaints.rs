//! The complaints of sites, as far as what is due depends on them.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::desk::obligations::gathering::ComplaintSeen;
use crate::ids::{AccountId, ComplaintId, SiteId};
use crate::outcomes::complaints::model::ComplaintSubject;
use crate::outcomes::complaints::store::steps_among;
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, complaints};
use crate::trust::access::Role;

/// A complaint as it is looked up: the days of its receipt and its closing, and whom it is assigned to.
type ComplaintRow =
    (SiteId, ComplaintId, ComplaintSubject, (NaiveDate, Option<NaiveDate>), Option<AccountId>);

/// The complaints of some sites; treated by those alone who sign in and read complaints.
pub fn complaints_of(conn: &mut Tx, sites: &[SiteId]) -> QueryResult<Vec<(SiteId, ComplaintSeen)>> {
    let rows: Vec<ComplaintRow> = complaints::table
        .filter(complaints::site_id.eq(any_of(sites.to_vec())))
        .order((complaints::site_id, complaints::id))
        .select((
            complaints::site_id,
            complaints::id,
            complaints::subject,
            (complaints::received_on, complaints::closed_on),
            complaints::assigned_to,
        ))
        .load(conn)?;
    let ids: Vec<ComplaintId> = rows.iter().map(|row| row.1).collect();
    let steps = steps_among(conn, &ids)?;
    let readers = readers_among(conn, rows.iter().filter_map(|row| row.4).collect())?;
    let seen = |(site, id, subject, (received_on, closed_on), assigned_to): ComplaintRow| {
        let treated_by = assigned_to.filter(|account| readers.contains(account));
        let answered_on = steps.get(&id).and_then(|steps| steps.answered_on);
        (site, ComplaintSeen { id, received_on, subject, treated_by, answered_on, closed_on })
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// Those of some accounts that sign in and read complaints: the office alone.
fn readers_among(conn: &mut Tx, ids: Vec<AccountId>) -> QueryResult<HashSet<AccountId>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<AccountId> = accounts::table
        .filter(accounts::id.eq(any_of(ids)))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::role.eq_any([Role::Administrator, Role::Manager]))
        .select(accounts::id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}
