//! Every query on withdrawals, and the functions of the base that read, take out and put back rows of any table.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Text, Uuid as Id};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::kinds::WithdrawalKind;
use super::merging::MovedRow;
use super::model::{AnyRow, RowChange, RowImage, RowScope, RowStep, StandingRow, Withdrawal};
use crate::at_sites;
use crate::ids::{ApprenticeId, ContractId, SiteId, WithdrawalId};
use crate::law::identifiers::full_name;
use crate::platform::db::{FirstRows, Json, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{apprentices, noted_acts, withdrawals};
use crate::trust::access::{Bounds, Caller, Reach, Role, followed_contracts};
use crate::trust::journal::Signed;

diesel::define_sql_function! {
    /// The rows of some scopes, each with its key.
    fn row_images(scopes: Jsonb) -> Jsonb;
}
diesel::define_sql_function! {
    /// Deletes the rows of some scopes, the last first.
    fn take_out(scopes: Jsonb);
}
diesel::define_sql_function! {
    /// The first rows that refer to a record, those of some tables left out.
    fn standing_on(of_table: Text, record: Id, parts: Array<Text>) -> Jsonb;
}
diesel::define_sql_function! {
    /// Undoes changes of rows.
    #[sql_name = "put_back"]
    fn put_rows_back(steps: Jsonb) -> Jsonb;
}

diesel::define_sql_function! {
    /// The columns that refer to a table.
    fn references_to(of_table: Text) -> Jsonb;
}
diesel::define_sql_function! {
    /// Makes what refers to a record refer to another.
    #[sql_name = "repoint"]
    fn repoint_rows(of_table: Text, kept: Id, other: Id, aside: Array<Text>) -> Jsonb;
}
diesel::define_sql_function! {
    /// Writes some fields of a record.
    #[sql_name = "write_fields"]
    fn write_row_fields(of_table: Text, record: Id, fields: Jsonb);
}
diesel::define_sql_function! {
    /// The amendments that name a company or a tutor.
    #[sql_name = "agreed_with"]
    fn amendments_naming(record: Id, site: Id) -> Jsonb;
}

/// A column that refers to a table.
#[derive(Debug, Clone, Deserialize)]
pub struct Reference {
    pub table: String,
    pub column: String,
}

/// The columns that refer to a table by a foreign key.
pub fn references(conn: &mut Tx, table: &str) -> QueryResult<Vec<Reference>> {
    let found: Json<Vec<Reference>> = diesel::select(references_to(table)).get_result(conn)?;
    Ok(found.0)
}

/// Makes what refers to a record refer to the one kept; what collides is set aside in some tables, else left.
pub fn repoint(
    tx: &mut Tx,
    table: &str,
    (kept, other): (Uuid, Uuid),
    aside: &[&str],
) -> QueryResult<Vec<MovedRow>> {
    let went: Json<Vec<MovedRow>> = diesel::select(repoint_rows(table, kept, other, aside)).get_result(tx)?;
    Ok(went.0)
}

/// Writes some fields of a record, and touches it whatever they are.
pub fn write_fields(tx: &mut Tx, table: &str, record: Uuid, fields: &AnyRow) -> QueryResult<()> {
    diesel::select(write_row_fields(table, record, Json(fields.clone()))).execute(tx).map(drop)
}

/// The amendments of a site that name a company or a tutor, in what they say or in the contract as first signed.
pub fn agreed_with(conn: &mut Tx, record: Uuid, site: SiteId) -> QueryResult<Vec<StandingRow>> {
    let found: Json<Vec<StandingRow>> = diesel::select(amendments_naming(record, site.0)).get_result(conn)?;
    Ok(found.0)
}

/// The rows of some scopes, in their order.
pub fn images(conn: &mut Tx, scopes: &[RowScope]) -> QueryResult<Vec<RowImage>> {
    let found: Json<Vec<RowImage>> = diesel::select(row_images(Json(scopes.to_vec()))).get_result(conn)?;
    Ok(found.0)
}

/// Deletes the rows of some scopes, the last first.
pub fn delete(tx: &mut Tx, scopes: &[RowScope]) -> QueryResult<()> {
    diesel::select(take_out(Json(scopes.to_vec()))).execute(tx).map(drop)
}

/// The first rows that refer to a record of a table, those of its own parts left out.
pub fn dependents(conn: &mut Tx, table: &str, record: Uuid, parts: &[&str]) -> QueryResult<Vec<StandingRow>> {
    let found: Json<Vec<StandingRow>> = diesel::select(standing_on(table, record, parts)).get_result(conn)?;
    Ok(found.0)
}

/// Undoes steps; a single stale one when a row is no longer what it became.
pub fn undo(tx: &mut Tx, steps: &[RowStep]) -> QueryResult<Vec<RowChange>> {
    let done: Json<Vec<RowChange>> = diesel::select(put_rows_back(Json(steps.to_vec()))).get_result(tx)?;
    Ok(done.0.into_iter().map(|change| RowChange { undone: true, ..change }).collect())
}

/// Notes what an act changed.
pub fn note(
    tx: &mut Tx,
    kind: WithdrawalKind,
    site: SiteId,
    record: Uuid,
    steps: Vec<RowStep>,
) -> QueryResult<()> {
    diesel::insert_into(noted_acts::table)
        .values((
            noted_acts::id.eq(Uuid::now_v7()),
            noted_acts::site_id.eq(site),
            noted_acts::kind.eq(kind),
            noted_acts::record_id.eq(record),
            noted_acts::steps.eq(Json(steps)),
        ))
        .execute(tx)
        .map(drop)
}

/// The last act noted on a record, and what it changed.
pub fn last_noted(
    tx: &mut Tx,
    kind: WithdrawalKind,
    record: Uuid,
) -> QueryResult<Option<(Uuid, Vec<RowStep>)>> {
    let found: Option<(Uuid, Json<Vec<RowStep>>)> = noted_acts::table
        .filter(noted_acts::record_id.eq(record))
        .filter(noted_acts::kind.eq(kind))
        .order(noted_acts::id.desc())
        .for_update()
        .select((noted_acts::id, noted_acts::steps))
        .first(tx)
        .optional()?;
    Ok(found.map(|(id, steps)| (id, steps.0)))
}

/// What the last act noted on a record changed.
pub fn noted_steps(conn: &mut Tx, kind: WithdrawalKind, record: Uuid) -> QueryResult<Option<Vec<RowStep>>> {
    let found: Option<Json<Vec<RowStep>>> = noted_acts::table
        .filter(noted_acts::record_id.eq(record))
        .filter(noted_acts::kind.eq(kind))
        .order(noted_acts::id.desc())
        .select(noted_acts::steps)
        .first(conn)
        .optional()?;
    Ok(found.map(|steps| steps.0))
}

/// Whether an act on a record is noted.
pub fn is_noted(conn: &mut Tx, kind: WithdrawalKind, record: Uuid) -> QueryResult<bool> {
    let notes = noted_acts::table.filter(noted_acts::record_id.eq(record)).filter(noted_acts::kind.eq(kind));
    diesel::select(exists(notes)).get_result(conn)
}

/// Forgets every act of a kind noted on a record: what it changed is gone by another way.
pub fn forget_notes(tx: &mut Tx, kind: WithdrawalKind, record: Uuid) -> QueryResult<()> {
    let notes = noted_acts::table.filter(noted_acts::record_id.eq(record)).filter(noted_acts::kind.eq(kind));
    diesel::delete(notes).execute(tx).map(drop)
}

/// Forgets an act that was taken back.
pub fn forget_note(tx: &mut Tx, id: Uuid) -> QueryResult<()> {
    diesel::delete(noted_acts::table.find(id)).execute(tx).map(drop)
}

/// Forgets what was taken back of some apprentices, of some kinds, reasons included.
pub fn forget_of(tx: &mut Tx, apprentices: &[ApprenticeId], kinds: &[WithdrawalKind]) -> QueryResult<()> {
    let rows = withdrawals::table
        .filter(withdrawals::apprentice_id.eq(any_of(apprentices.to_vec())))
        .filter(withdrawals::kind.eq_any(kinds.to_vec()));
    diesel::delete(rows).execute(tx).map(drop)
}

/// What narrows a list of withdrawals.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WithdrawalFilter {
    /// Only this site.
    #[param(value_type = Option<Uuid>)]
    pub site: Option<SiteId>,
    /// Only about this apprentice.
    #[param(value_type = Option<Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of this record.
    pub record: Option<Uuid>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<WithdrawalKind>,
    /// `true` for those that did not come back, `false` for the others.
    pub standing: Option<bool>,
}

type WithdrawalQuery<'a> = withdrawals::BoxedQuery<'a, Pg>;

/// The withdrawals within reach: of the kinds whose records the caller reads; of the contracts they follow for tutors, about
/// themselves for apprentices.
fn reachable<'a>(caller: &Caller, reach: &Reach) -> WithdrawalQuery<'a> {
    let narrow = !matches!(reach.bounds(), Bounds::Everything | Bounds::Sites(_));
    let read = WithdrawalKind::ALL.iter().copied().filter(|kind| {
        let facts = kind.facts();
        caller.may(facts.read).is_ok() && (facts.shared || !narrow)
    });
    let readable = withdrawals::readers.assume_not_null().contains(vec![caller.role]);
    let rows = withdrawals::table
        .filter(withdrawals::kind.eq_any(read.collect::<Vec<_>>()))
        .filter(withdrawals::readers.is_null().or(readable))
        .into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, withdrawals::site_id, sites),
        Bounds::Tutor(tutor) => {
            rows.filter(withdrawals::contract_id.assume_not_null().eq_any(followed_contracts(*tutor)))
        }
        Bounds::Link { .. } => rows.filter(withdrawals::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(withdrawals::apprentice_id.eq(*apprentice)),
    }
}

/// One withdrawal.
pub fn find(
    conn: &mut Tx,
    caller: &Caller,
    reach: &Reach,
    id: WithdrawalId,
) -> QueryResult<Option<Withdrawal>> {
    let rows = reachable(caller, reach).filter(withdrawals::id.eq(id));
    rows.select(Withdrawal::as_select()).first(conn).optional()
}

/// One withdrawal, locked until the end of the transaction, after the apprentice it is about.
pub fn lock(
    tx: &mut Tx,
    caller: &Caller,
    reach: &Reach,
    id: WithdrawalId,
) -> QueryResult<Option<Withdrawal>> {
    let Some(found) = find(tx, caller, reach, id)? else { return Ok(None) };
    if let Some(apprentice) = found.apprentice_id {
        let row = apprentices::table.find(apprentice).for_no_key_update().select(apprentices::id);
        row.first::<ApprenticeId>(tx).optional()?;
    }
    withdrawals::table.find(id).for_no_key_update().select(Withdrawal::as_select()).first(tx).optional()
}

/// One more row than the limit, the latest first.
pub fn list(
    conn: &mut Tx,
    caller: &Caller,
    reach: &Reach,
    filter: &WithdrawalFilter,
    page: &Rows<WithdrawalId>,
) -> QueryResult<Vec<Withdrawal>> {
    let mut rows = narrowed(caller, reach, filter);
    if let Some(after) = page.after {
        rows = rows.filter(withdrawals::id.lt(after));
    }
    rows.select(Withdrawal::as_select()).order(withdrawals::id.desc()).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, caller: &Caller, reach: &Reach, filter: &WithdrawalFilter) -> QueryResult<i64> {
    narrowed(caller, reach, filter).count().get_result(conn)
}

fn narrowed<'a>(caller: &Caller, reach: &Reach, filter: &WithdrawalFilter) -> WithdrawalQuery<'a> {
    let mut rows = reachable(caller, reach);
    if let Some(site) = filter.site {
        rows = rows.filter(withdrawals::site_id.eq(site));
    }
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(withdrawals::apprentice_id.eq(apprentice));
    }
    if let Some(record) = filter.record {
        rows = rows.filter(withdrawals::record_id.eq(record));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(withdrawals::kind.eq(kind));
    }
    match filter.standing {
        Some(true) => rows = rows.filter(withdrawals::restored_at.is_null()),
        Some(false) => rows = rows.filter(withdrawals::restored_at.is_not_null()),
        None => (),
    }
    rows
}

/// The names of apprentices, as lists show them.
pub fn names(conn: &mut Tx, ids: Vec<ApprenticeId>) -> QueryResult<HashMap<ApprenticeId, String>> {
    let rows: Vec<(ApprenticeId, String, Option<String>, String)> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids)))
        .select((apprentices::id, apprentices::given_name, apprentices::usage_name, apprentices::family_name))
        .load(conn)?;
    let named = |(id, given, usage, family): (_, String, Option<String>, String)| {
        (id, full_name(&given, usage.as_deref().unwrap_or(&family)))
    };
    Ok(rows.into_iter().map(named).collect())
}

/// A withdrawal to write.
#[derive(Debug, Clone)]
pub struct NewWithdrawal<'a> {
    pub site_id: SiteId,
    pub kind: WithdrawalKind,
    pub record_id: Uuid,
    pub subject_id: Uuid,
    pub apprentice_id: Option<ApprenticeId>,
    pub contract_id: Option<ContractId>,
    pub reason: Option<&'a str>,
    pub facts: AnyRow,
    pub steps: Vec<RowStep>,
    /// Roles that read it, when not all those do who read records of its kind.
    pub readers: Option<Vec<Role>>,
}

/// Writes a withdrawal.
pub fn insert(tx: &mut Tx, signed: Signed, new: NewWithdrawal<'_>) -> QueryResult<Withdrawal> {
    diesel::insert_into(withdrawals::table)
        .values((
            withdrawals::id.eq(WithdrawalId::new()),
            withdrawals::site_id.eq(new.site_id),
            withdrawals::kind.eq(new.kind),
            withdrawals::record_id.eq(new.record_id),
            withdrawals::subject_id.eq(new.subject_id),
            withdrawals::apprentice_id.eq(new.apprentice_id),
            withdrawals::contract_id.eq(new.contract_id),
            withdrawals::reason.eq(new.reason),
            withdrawals::author_kind.eq(signed.by.kind),
            withdrawals::author_id.eq(signed.by.id),
            withdrawals::withdrawn_at.eq(signed.at),
            withdrawals::facts.eq(Json(new.facts)),
            withdrawals::steps.eq(Json(new.steps)),
            withdrawals::readers.eq(new.readers),
        ))
        .returning(Withdrawal::as_returning())
        .get_result(tx)
}

/// Writes that what was taken back came back.
pub fn settle(tx: &mut Tx, id: WithdrawalId, signed: Signed) -> QueryResult<Withdrawal> {
    diesel::update(withdrawals::table.find(id))
        .set((
            withdrawals::restorer_kind.eq(signed.by.kind),
            withdrawals::restorer_id.eq(signed.by.id),
            withdrawals::restored_at.eq(signed.at),
        ))
        .returning(Withdrawal::as_returning())
        .get_result(tx)
}
