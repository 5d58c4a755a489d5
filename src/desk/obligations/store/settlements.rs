//! What was given up or put off, by whom and why.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::listing::ObligationRow;
use super::tallies::{settled, waivers_of};
use crate::desk::obligations::model::{ObligationKind, SettlingReason};
use crate::ids::{ApprenticeId, ObligationId, ObligationSnoozeId, ObligationWaiverId, SiteId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{obligation_snoozes, obligation_waivers};

/// What was said of something due.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = obligation_waivers, check_for_backend(diesel::pg::Pg))]
pub struct Waiver {
    pub id: ObligationWaiverId,
    pub site_id: SiteId,
    /// What was given up.
    pub obligation_id: ObligationId,
    /// Coded reason.
    pub reason: SettlingReason,
    pub note: Option<String>,
    /// First day.
    pub given_on: NaiveDate,
    pub version: i64,
}

/// What was said of something put off.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = obligation_snoozes, check_for_backend(diesel::pg::Pg))]
pub struct Snooze {
    pub id: ObligationSnoozeId,
    pub site_id: SiteId,
    /// What was put off.
    pub obligation_id: ObligationId,
    /// Last day on which nobody is reminded of it.
    pub until_on: NaiveDate,
    /// Coded reason.
    pub reason: SettlingReason,
    pub note: Option<String>,
    /// First day.
    pub given_on: NaiveDate,
    pub version: i64,
}

/// What was said of some obligations, as of a day.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// Given up.
    pub waivers: HashMap<ObligationId, Waiver>,
    /// Put off.
    pub snoozes: HashMap<ObligationId, Snooze>,
}

/// What was given up or put off on a day among some rows found within reach.
pub fn settled_on(conn: &mut Tx, rows: &[ObligationRow], day: NaiveDate) -> QueryResult<Settled> {
    if rows.is_empty() {
        return Ok(Settled::default());
    }
    let ids: Vec<ObligationId> = rows.iter().map(|row| row.id).collect();
    let waivers: Vec<Waiver> = obligation_waivers::table
        .filter(obligation_waivers::obligation_id.eq(any_of(ids.clone())))
        .filter(obligation_waivers::given_on.le(day))
        .filter(obligation_waivers::withdrawn_on.is_null().or(obligation_waivers::withdrawn_on.gt(day)))
        .select(Waiver::as_select())
        .load(conn)?;
    let snoozes: Vec<Snooze> = obligation_snoozes::table
        .filter(obligation_snoozes::obligation_id.eq(any_of(ids)))
        .filter(obligation_snoozes::given_on.le(day))
        .filter(obligation_snoozes::until_on.ge(day))
        .filter(obligation_snoozes::withdrawn_on.is_null().or(obligation_snoozes::withdrawn_on.gt(day)))
        .order(obligation_snoozes::id)
        .select(Snooze::as_select())
        .load(conn)?;
    Ok(Settled {
        waivers: waivers.into_iter().map(|one| (one.obligation_id, one)).collect(),
        snoozes: snoozes.into_iter().map(|one| (one.obligation_id, one)).collect(),
    })
}

/// Whether something due is given up.
pub fn is_waived(tx: &mut Tx, id: ObligationId) -> QueryResult<bool> {
    Ok(waiver_of(tx, id)?.is_some())
}

fn waiver_of(tx: &mut Tx, id: ObligationId) -> QueryResult<Option<ObligationWaiverId>> {
    obligation_waivers::table
        .filter(obligation_waivers::obligation_id.eq(id))
        .filter(obligation_waivers::withdrawn_on.is_null())
        .for_no_key_update()
        .select(obligation_waivers::id)
        .first(tx)
        .optional()
}

fn snooze_of(tx: &mut Tx, id: ObligationId) -> QueryResult<Option<ObligationSnoozeId>> {
    obligation_snoozes::table
        .filter(obligation_snoozes::obligation_id.eq(id))
        .filter(obligation_snoozes::withdrawn_on.is_null())
        .for_no_key_update()
        .select(obligation_snoozes::id)
        .first(tx)
        .optional()
}

/// Why something is given up or put off.
#[derive(Debug, Clone)]
pub struct Settlement<'a> {
    /// Coded reason.
    pub reason: SettlingReason,
    pub note: Option<&'a str>,
    /// First day.
    pub given_on: NaiveDate,
    /// Who decides it.
    pub given_by: Uuid,
}

fn about(row: &ObligationRow) -> (SiteId, ObligationId, Option<ApprenticeId>, ObligationKind) {
    (row.site_id, row.id, row.apprentice_id, row.kind)
}

/// Gives up something read under the lock of its site, and gives the version of the waiver; nothing when somebody did
/// so meanwhile.
pub fn give_up(tx: &mut Tx, row: &ObligationRow, settlement: &Settlement<'_>) -> QueryResult<Option<i64>> {
    let before = waivers_of(tx, vec![row.id])?;
    let version = insert_waiver(tx, row, settlement)?;
    settled(tx, row, &before)?;
    Ok(version)
}

fn insert_waiver(tx: &mut Tx, row: &ObligationRow, settlement: &Settlement<'_>) -> QueryResult<Option<i64>> {
    let (site, obligation, apprentice, kind) = about(row);
    diesel::insert_into(obligation_waivers::table)
        .values((
            obligation_waivers::id.eq(ObligationWaiverId::new()),
            obligation_waivers::site_id.eq(site),
            obligation_waivers::obligation_id.eq(obligation),
            obligation_waivers::apprentice_id.eq(apprentice),
            obligation_waivers::kind.eq(kind),
            obligation_waivers::reason.eq(settlement.reason),
            obligation_waivers::note.eq(settlement.note),
            obligation_waivers::given_on.eq(settlement.given_on),
            obligation_waivers::given_by.eq(settlement.given_by),
        ))
        .on_conflict_do_nothing()
        .returning(obligation_waivers::version)
        .get_result(tx)
        .optional()
}

/// Puts something off, and gives the version of the snooze; the one it had gives way.
pub fn put_off(
    tx: &mut Tx,
    row: &ObligationRow,
    until_on: NaiveDate,
    settlement: &Settlement<'_>,
) -> QueryResult<Option<i64>> {
    let (site, obligation, apprentice, kind) = about(row);
    resume_snooze(tx, row, settlement.given_on, "replaced")?;
    diesel::insert_into(obligation_snoozes::table)
        .values((
            obligation_snoozes::id.eq(ObligationSnoozeId::new()),
            obligation_snoozes::site_id.eq(site),
            obligation_snoozes::obligation_id.eq(obligation),
            obligation_snoozes::apprentice_id.eq(apprentice),
            obligation_snoozes::kind.eq(kind),
            obligation_snoozes::until_on.eq(until_on),
            obligation_snoozes::reason.eq(settlement.reason),
            obligation_snoozes::note.eq(settlement.note),
            obligation_snoozes::given_on.eq(settlement.given_on),
            obligation_snoozes::given_by.eq(settlement.given_by),
        ))
        .on_conflict_do_nothing()
        .returning(obligation_snoozes::version)
        .get_result(tx)
        .optional()
}

/// Takes back something given up, read under the lock of its site, and gives the version of the waiver; nothing when it
/// was not given up.
pub fn resume_waiver(tx: &mut Tx, row: &ObligationRow, on: NaiveDate, why: &str) -> QueryResult<Option<i64>> {
    let Some(id) = waiver_of(tx, row.id)? else { return Ok(None) };
    let before = waivers_of(tx, vec![row.id])?;
    let version = diesel::update(obligation_waivers::table.find(id))
        .set((obligation_waivers::withdrawn_on.eq(on), obligation_waivers::withdrawn_reason.eq(why)))
        .returning(obligation_waivers::version)
        .get_result(tx)?;
    settled(tx, row, &before)?;
    Ok(Some(version))
}

/// Takes back something put off, and gives the version of the snooze; nothing when it was not put off.
pub fn resume_snooze(tx: &mut Tx, row: &ObligationRow, on: NaiveDate, why: &str) -> QueryResult<Option<i64>> {
    let Some(id) = snooze_of(tx, row.id)? else { return Ok(None) };
    diesel::update(obligation_snoozes::table.find(id))
        .set((obligation_snoozes::withdrawn_on.eq(on), obligation_snoozes::withdrawn_reason.eq(why)))
        .returning(obligation_snoozes::version)
        .get_result(tx)
        .map(Some)
}
