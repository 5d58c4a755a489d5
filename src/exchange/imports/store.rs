//! Every query on imports and their rows.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{Import, ImportRow, ImportState, RowState, RowVerdict};
use super::rules::same_file;
use crate::at_sites;
use crate::exchange::sheets::ListKind;
use crate::ids::{ImportId, SiteId};
use crate::platform::db::{FirstRows, Json, Tx, hashtextextended, pg_advisory_xact_lock};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::Rows;
use crate::schema::{import_rows, imports};
use crate::trust::access::{Bounds, Reach};

/// Rows written by one statement.
const AT_ONCE: usize = 500;

/// What narrows a list of imports.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFilter {
    /// Only this site.
    #[param(value_type = Option<Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this list.
    #[param(inline)]
    pub kind: Option<ListKind>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ImportState>,
}

/// What narrows the rows of an import.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportRowFilter {
    /// Only rows in this state.
    #[param(inline)]
    pub state: Option<RowState>,
}

type ImportsQuery<'a> = imports::BoxedQuery<'a, Pg>;

/// The imports within reach: those of their sites, for whoever brings files in.
fn reachable<'a>(reach: &Reach) -> ImportsQuery<'a> {
    let rows = imports::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, imports::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(imports::id.ne(imports::id))
        }
    }
}

/// One import.
pub fn find(conn: &mut Tx, reach: &Reach, id: ImportId) -> QueryResult<Option<Import>> {
    reachable(reach).filter(imports::id.eq(id)).select(Import::as_select()).first(conn).optional()
}

/// One import, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: ImportId) -> QueryResult<Option<Import>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    imports::table.find(id).for_no_key_update().select(Import::as_select()).first(tx).optional()
}

/// Waits for whoever commits another import of the list at the site.
pub fn wait_for_turn(tx: &mut Tx, site: SiteId, kind: ListKind) -> QueryResult<()> {
    let turn = hashtextextended(format!("import {site} {kind}"), 0);
    diesel::select(pg_advisory_xact_lock(turn)).execute(tx).map(drop)
}

/// One more import than the limit, the latest first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ImportFilter,
    page: &Rows<ImportId>,
) -> QueryResult<Vec<Import>> {
    let mut rows = narrowed(reach, filter);
    if let Some(before) = page.after {
        rows = rows.filter(imports::id.lt(before));
    }
    rows.select(Import::as_select()).order(imports::id.desc()).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ImportFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &ImportFilter) -> ImportsQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(imports::site_id.eq(site));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(imports::kind.eq(kind));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(imports::state.eq(state));
    }
    rows
}

/// The committed imports of the same bytes: by import, the one committed before.
pub fn committed_before(conn: &mut Tx, shown: &[Import]) -> QueryResult<Vec<(ImportId, Import)>> {
    let digests: Vec<Vec<u8>> = shown.iter().map(|import| import.digest.clone()).collect();
    let found: Vec<Import> = imports::table
        .filter(imports::digest.eq_any(digests))
        .filter(imports::state.eq(ImportState::Committed))
        .select(Import::as_select())
        .load(conn)?;
    let same = |one: &Import, other: &Import| {
        (one.site_id, one.kind, &one.digest) == (other.site_id, other.kind, &other.digest)
            && one.id != other.id
    };
    let pairs = shown.iter().filter_map(|import| {
        found.iter().find(|other| same(import, other)).map(|other| (import.id, other.clone()))
    });
    Ok(pairs.collect())
}

/// One more row than the limit, in the order of the file.
pub fn list_rows(
    conn: &mut Tx,
    import: &Import,
    filter: &ImportRowFilter,
    page: &Rows<i32>,
) -> QueryResult<Vec<ImportRow>> {
    let mut rows = narrowed_rows(import, filter);
    if let Some(after) = page.after {
        rows = rows.filter(import_rows::number.gt(after));
    }
    rows.select(ImportRow::as_select()).order(import_rows::number).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count_rows(conn: &mut Tx, import: &Import, filter: &ImportRowFilter) -> QueryResult<i64> {
    narrowed_rows(import, filter).count().get_result(conn)
}

fn narrowed_rows<'a>(import: &Import, filter: &ImportRowFilter) -> import_rows::BoxedQuery<'a, Pg> {
    let mut rows = import_rows::table.filter(import_rows::import_id.eq(import.id)).into_boxed();
    if let Some(state) = filter.state {
        rows = rows.filter(import_rows::state.eq(state));
    }
    rows
}

/// The cells of every row, as typed.
pub fn cells(conn: &mut Tx, import: &Import) -> QueryResult<Vec<(i32, Json<Vec<String>>)>> {
    import_rows::table
        .filter(import_rows::import_id.eq(import.id))
        .select((import_rows::number, import_rows::cells))
        .order(import_rows::number)
        .load(conn)
}

/// The records an import created, with the number of their rows.
pub fn created(conn: &mut Tx, import: &Import) -> QueryResult<Vec<(i32, Uuid)>> {
    import_rows::table
        .filter(import_rows::import_id.eq(import.id))
        .filter(import_rows::state.eq(RowState::Create))
        .filter(import_rows::record_id.is_not_null())
        .select((import_rows::number, import_rows::record_id.assume_not_null()))
        .order(import_rows::number)
        .load(conn)
}

/// Number of a row, the record it created, and what else it left behind.
pub type LeftBehind = (i32, Option<Uuid>, Json<RowVerdict>);

/// What the rows that created something left behind.
pub fn left_behind(conn: &mut Tx, import: &Import) -> QueryResult<Vec<LeftBehind>> {
    import_rows::table
        .filter(import_rows::import_id.eq(import.id))
        .filter(import_rows::state.eq(RowState::Create))
        .select((import_rows::number, import_rows::record_id, import_rows::verdict))
        .order(import_rows::number)
        .load(conn)
}

/// Writes an import.
pub fn insert(tx: &mut Tx, import: &Import) -> QueryResult<Import> {
    diesel::insert_into(imports::table).values(import).returning(Import::as_returning()).get_result(tx)
}

/// Writes the rows of an import, instead of those it had.
pub fn write_rows(tx: &mut Tx, import: ImportId, rows: &[ImportRow]) -> QueryResult<()> {
    diesel::delete(import_rows::table.filter(import_rows::import_id.eq(import))).execute(tx)?;
    for chunk in rows.chunks(AT_ONCE) {
        diesel::insert_into(import_rows::table).values(chunk).execute(tx)?;
    }
    Ok(())
}

/// Makes a dry run a committed import.
pub fn commit(tx: &mut Tx, import: &Import, now: DateTime<Utc>) -> Result<Import, Problem> {
    diesel::update(imports::table.find(import.id))
        .set((
            imports::state.eq(ImportState::Committed),
            imports::committed_at.eq(now),
            imports::rows_create.eq(import.rows_create),
            imports::rows_unchanged.eq(import.rows_unchanged),
            imports::rows_differs.eq(import.rows_differs),
            imports::rows_faulty.eq(import.rows_faulty),
        ))
        .returning(Import::as_returning())
        .get_result(tx)
        .refuse_on("imports_file_once", same_file)
}

/// Makes a committed import an undone one.
pub fn undo(tx: &mut Tx, id: ImportId, now: DateTime<Utc>) -> QueryResult<Import> {
    diesel::update(imports::table.find(id))
        .set((imports::state.eq(ImportState::Undone), imports::undone_at.eq(now)))
        .returning(Import::as_returning())
        .get_result(tx)
}

/// Deletes the dry runs nobody committed in time, with the personal data they hold.
pub fn forget_expired(tx: &mut Tx, now: DateTime<Utc>) -> QueryResult<usize> {
    let expired =
        imports::table.filter(imports::state.eq(ImportState::DryRun)).filter(imports::expires_at.le(now));
    diesel::delete(expired).execute(tx)
}
