//! What is due, as whoever asks reads it: brought up to date first, then page after page.

use chrono::NaiveDate;
use diesel::QueryResult;

use super::refresh::{Means, refresh, sites_of};
use super::store::{self, ObligationFilter, ObligationPlace, ObligationRow, ObligationView, Settled};
use super::wire::{ObligationOut, ObligationReader};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ObligationId, SiteId};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::{Page, Rows};
use crate::trust::door::Asker;

/// One page of what is due within reach of whoever asks, as it was last derived.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &ObligationFilter,
    page: &Rows<ObligationPlace>,
) -> Result<Page<ObligationOut>, Problem> {
    let view = view(asker, filter.as_of);
    let rows = store::list(conn, &asker.reach, filter, &view, page)?;
    let found = Page::of(rows, page.limit, |row| ObligationPlace::of(row, view.as_of))
        .counted(page, || store::count(conn, &asker.reach, filter, &view))?;
    let (names, settled) = around(conn, asker, &found.data, view.as_of)?;
    Ok(found.map(|row| ObligationOut::render(row, &names, &settled, reader(asker, view.as_of))))
}

/// Derives anew what changed since, where whoever asks reads.
pub fn bring_up_to_date(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    site: Option<SiteId>,
) -> Result<(), Problem> {
    let sites = sites_of(&asker.caller, asker.reach.bounds(), site);
    refresh(conn, Means { catalogue, law: &asker.law, today: asker.today }, sites.as_deref())
}

/// A list seen from a day, today when none is named.
pub fn view(asker: &Asker, as_of: Option<NaiveDate>) -> ObligationView {
    ObligationView::of(&asker.caller, as_of.unwrap_or(asker.today), asker.today)
}

/// Something due within reach that whoever asks may read.
pub fn find(conn: &mut Tx, asker: &Asker, id: ObligationId) -> Result<ObligationRow, Problem> {
    let row = store::find(conn, &asker.reach, id)?.or_not_found("obligation")?;
    let reads = store::is_read_by(conn, &row, &view(asker, None))?;
    reads.then_some(row).or_not_found("obligation")
}

/// Who reads what is due, seen from a day.
pub fn reader(asker: &Asker, as_of: NaiveDate) -> ObligationReader<'_> {
    ObligationReader { as_of, lang: asker.lang, staff: asker.caller.is_staff(), law: &asker.law }
}

/// The names some rows speak of, and what was given up or put off of them.
pub fn around(
    conn: &mut Tx,
    asker: &Asker,
    rows: &[ObligationRow],
    as_of: NaiveDate,
) -> QueryResult<(store::Names, Settled)> {
    let names = store::names_of(conn, rows, as_of)?.seen_by(&asker.caller);
    Ok((names, store::settled_on(conn, rows, as_of)?))
}
