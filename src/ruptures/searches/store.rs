//! Every query on the search for an employer, and the employers of the site that had apprentices.

use std::collections::HashMap;

use diesel::dsl::{count, max};
use diesel::pg::Pg;
use diesel::prelude::*;

use super::model::{
    FormerEmployer, NewSearchEvent, NewSearchProspect, SearchEvent, SearchEventFacts, SearchProspect,
    SearchProspectFacts,
};
use crate::at_sites;
use crate::ids::{ApprenticeId, ContractId, EmployerId, SearchEventId, SearchProspectId, SiteId};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::schema::{contracts, employers, search_events, search_prospects};
use crate::trust::access::{Bounds, Reach};

/// Most companies read of one search.
pub const MOST_PROSPECTS: i64 = 200;
/// Most events read of one search.
const MOST_EVENTS: i64 = 2000;
/// Most employers looked at for suggestions.
const MOST_EMPLOYERS: i64 = 500;

type ProspectQuery<'a> = search_prospects::BoxedQuery<'a, Pg>;

/// The companies within reach: their own search for students, none for company tutors.
fn reachable<'a>(reach: &Reach) -> ProspectQuery<'a> {
    let rows = search_prospects::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, search_prospects::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(search_prospects::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(search_prospects::apprentice_id.eq(*apprentice)),
    }
}

/// One company.
pub fn find(conn: &mut Tx, reach: &Reach, id: SearchProspectId) -> QueryResult<Option<SearchProspect>> {
    let rows = reachable(reach).filter(search_prospects::id.eq(id));
    rows.select(SearchProspect::as_select()).first(conn).optional()
}

/// One company, locked until the end of the transaction; its apprentice is locked first.
pub fn lock(tx: &mut Tx, reach: &Reach, id: SearchProspectId) -> QueryResult<Option<SearchProspect>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    let row = search_prospects::table.find(id).for_no_key_update();
    row.select(SearchProspect::as_select()).first(tx).optional()
}

/// The companies of a search, in the order they were written.
pub fn prospects_of(conn: &mut Tx, reach: &Reach, id: ApprenticeId) -> QueryResult<Vec<SearchProspect>> {
    reachable(reach)
        .filter(search_prospects::apprentice_id.eq(id))
        .order(search_prospects::id)
        .select(SearchProspect::as_select())
        .first_rows(MOST_PROSPECTS)
        .load(conn)
}

/// What happened with some companies already found within reach, by company and by day.
pub fn events_of(
    conn: &mut Tx,
    prospects: &[SearchProspectId],
) -> QueryResult<HashMap<SearchProspectId, Vec<SearchEvent>>> {
    let rows: Vec<SearchEvent> = search_events::table
        .filter(search_events::prospect_id.eq(any_of(prospects.to_vec())))
        .order((search_events::happened_on, search_events::id))
        .select(SearchEvent::as_select())
        .first_rows(MOST_EVENTS)
        .load(conn)?;
    let mut grouped: HashMap<SearchProspectId, Vec<SearchEvent>> = HashMap::new();
    for row in rows {
        grouped.entry(row.prospect_id).or_default().push(row);
    }
    Ok(grouped)
}

/// One event, of a company within reach.
pub fn find_event(conn: &mut Tx, reach: &Reach, id: SearchEventId) -> QueryResult<Option<SearchEvent>> {
    let found: Option<SearchEvent> =
        search_events::table.find(id).select(SearchEvent::as_select()).first(conn).optional()?;
    Ok(found.filter(|row| reach.covers(row.site_id, row.apprentice_id)))
}

/// One event, locked until the end of the transaction; its apprentice is locked first.
pub fn lock_event(tx: &mut Tx, reach: &Reach, id: SearchEventId) -> QueryResult<Option<SearchEvent>> {
    if find_event(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    let row = search_events::table.find(id).for_no_key_update();
    row.select(SearchEvent::as_select()).first(tx).optional()
}

/// Whether a site knows an employer.
pub fn is_employer_of(conn: &mut Tx, site: SiteId, id: EmployerId) -> QueryResult<bool> {
    let known = employers::table.find(id).filter(employers::site_id.eq(site));
    diesel::select(diesel::dsl::exists(known)).get_result(conn)
}

/// The employers of a site with which contracts were signed, those with most first.
pub fn former_employers(conn: &mut Tx, site: SiteId) -> QueryResult<Vec<FormerEmployer>> {
    let rows = employers::table
        .inner_join(contracts::table.on(contracts::employer_id.eq(employers::id)))
        .filter(employers::site_id.eq(site))
        .filter(contracts::signed_on.is_not_null())
        .group_by((employers::id, employers::name, employers::city, employers::naf))
        .select((
            employers::id,
            employers::name,
            employers::city,
            employers::naf,
            count(contracts::id),
            max(contracts::ends_on),
        ));
    rows.order((count(contracts::id).desc(), employers::id)).first_rows(MOST_EMPLOYERS).load(conn)
}

/// The employer of a contract, with its activity.
pub fn employer_under(
    conn: &mut Tx,
    contract: ContractId,
) -> QueryResult<Option<(EmployerId, Option<String>)>> {
    contracts::table
        .inner_join(employers::table.on(employers::id.eq(contracts::employer_id)))
        .filter(contracts::id.eq(contract))
        .select((employers::id, employers::naf))
        .first(conn)
        .optional()
}

/// Writes a company.
pub fn insert(tx: &mut Tx, new: &NewSearchProspect) -> QueryResult<SearchProspect> {
    let rows = diesel::insert_into(search_prospects::table).values(new);
    rows.returning(SearchProspect::as_returning()).get_result(tx)
}

/// Writes a company anew.
pub fn change(tx: &mut Tx, id: SearchProspectId, facts: &SearchProspectFacts) -> QueryResult<SearchProspect> {
    let row = diesel::update(search_prospects::table.find(id)).set(facts);
    row.returning(SearchProspect::as_returning()).get_result(tx)
}

/// Writes an event.
pub fn insert_event(tx: &mut Tx, new: &NewSearchEvent) -> QueryResult<SearchEvent> {
    let rows = diesel::insert_into(search_events::table).values(new);
    rows.returning(SearchEvent::as_returning()).get_result(tx)
}

/// Writes an event anew.
pub fn change_event(tx: &mut Tx, id: SearchEventId, facts: &SearchEventFacts) -> QueryResult<SearchEvent> {
    let row = diesel::update(search_events::table.find(id)).set(facts);
    row.returning(SearchEvent::as_returning()).get_result(tx)
}
