//! Every query of the watch: what is kept of it here, the facts it reads elsewhere in `facts`.

pub mod facts;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;

use super::model::{SignalAcknowledgement, WatchSettings};
use crate::at_sites;
use crate::ids::{ApprenticeId, SignalAcknowledgementId, SiteId};
use crate::law::figures::SignalCode;
use crate::people::apprentices;
use crate::people::apprentices::Apprentice;
use crate::people::apprentices::store::in_training_on;
use crate::platform::db::{Json, Tx, any_of};
use crate::schema::{cohorts, enrolments, signal_acknowledgements, watch_settings};
use crate::trust::access::{Bounds, Reach};
use crate::trust::journal::Author;

/// The apprentices in training at a site on a day; the one named alone, when one is.
pub fn watched(
    conn: &mut Tx,
    site: SiteId,
    only: Option<ApprenticeId>,
    today: NaiveDate,
) -> QueryResult<Vec<ApprenticeId>> {
    let mut rows = enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .filter(cohorts::site_id.eq(site))
        .filter(in_training_on(today))
        .select(enrolments::apprentice_id)
        .into_boxed::<Pg>();
    if let Some(apprentice) = only {
        rows = rows.filter(enrolments::apprentice_id.eq(apprentice));
    }
    let mut found: Vec<ApprenticeId> = rows.load(conn)?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What a site sets, if it sets anything.
pub fn settings_of(conn: &mut Tx, site: SiteId) -> QueryResult<Option<WatchSettings>> {
    watch_settings::table.find(site).select(WatchSettings::as_select()).first(conn).optional()
}

/// Writes what a site sets, in place of what it set.
pub fn write_settings(
    tx: &mut Tx,
    site: SiteId,
    thresholds: BTreeMap<String, i32>,
) -> QueryResult<WatchSettings> {
    let thresholds = Json(thresholds);
    diesel::insert_into(watch_settings::table)
        .values((watch_settings::site_id.eq(site), watch_settings::thresholds.eq(thresholds.clone())))
        .on_conflict(watch_settings::site_id)
        .do_update()
        .set(watch_settings::thresholds.eq(thresholds))
        .returning(WatchSettings::as_returning())
        .get_result(tx)
}

/// What was noted of some apprentices and still lasts on a day.
pub fn acknowledged(
    conn: &mut Tx,
    apprentices: &[ApprenticeId],
    today: NaiveDate,
) -> QueryResult<Vec<SignalAcknowledgement>> {
    signal_acknowledgements::table
        .filter(signal_acknowledgements::apprentice_id.eq(any_of(apprentices.to_vec())))
        .filter(signal_acknowledgements::until_on.ge(today))
        .order(signal_acknowledgements::id)
        .select(SignalAcknowledgement::as_select())
        .load(conn)
}

/// Writes that somebody took note of a signal about an apprentice.
pub fn acknowledge(
    tx: &mut Tx,
    apprentice: &Apprentice,
    author: &Author,
    (signal, reason): (SignalCode, &str),
    (acknowledged_on, until_on): (NaiveDate, NaiveDate),
) -> QueryResult<SignalAcknowledgement> {
    diesel::insert_into(signal_acknowledgements::table)
        .values((
            signal_acknowledgements::id.eq(SignalAcknowledgementId::new()),
            signal_acknowledgements::site_id.eq(apprentice.site_id),
            signal_acknowledgements::apprentice_id.eq(apprentice.id),
            signal_acknowledgements::signal.eq(signal),
            signal_acknowledgements::reason.eq(reason),
            signal_acknowledgements::acknowledged_on.eq(acknowledged_on),
            signal_acknowledgements::until_on.eq(until_on),
            signal_acknowledgements::author_kind.eq(author.kind),
            signal_acknowledgements::author_id.eq(author.id),
        ))
        .returning(SignalAcknowledgement::as_returning())
        .get_result(tx)
}

/// What was noted, locked after its apprentice until the end of the transaction; the staff of the site alone reach it.
pub fn lock_acknowledgement(
    tx: &mut Tx,
    reach: &Reach,
    id: SignalAcknowledgementId,
) -> QueryResult<Option<SignalAcknowledgement>> {
    let rows = signal_acknowledgements::table.filter(signal_acknowledgements::id.eq(id)).into_boxed();
    let rows = match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, signal_acknowledgements::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => return Ok(None),
    };
    let found: Option<ApprenticeId> =
        rows.select(signal_acknowledgements::apprentice_id).first(tx).optional()?;
    let Some(apprentice) = found else { return Ok(None) };
    apprentices::store::lock(tx, reach, apprentice)?;
    let row = signal_acknowledgements::table.find(id).for_no_key_update();
    row.select(SignalAcknowledgement::as_select()).first(tx).optional()
}
