//! Handlers of imports, and their mounting.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::model::{Header, Import, ImportRow, ImportState, RowState};
use super::planning::{self, ImportContext, ImportedRow, NewRecords};
use super::rules::{self, KEPT_FOR};
use super::store::{self, ImportFilter, ImportRowFilter};
use super::transitions::list_import_transitions;
use super::wire::{ImportOut, ImportQuery, ImportRowOut};
use super::{create, undo};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::consequences::ContractConsequences;
use crate::exchange::sheets::ListKind;
use crate::exchange::sheets::reading::{self, Line, SheetFormat, Table, UnderstoodFile};
use crate::ids::ImportId;
use crate::people::apprentices;
use crate::platform::db::{Json, Tx};
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::upload::{Received, Upload};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_imports)
        .service(create_import)
        .service(get_import)
        .service(list_import_rows)
        .service(commit_import)
        .service(undo_import)
        .service(list_import_transitions);
}

/// Lists imports, the latest first.
#[utoipa::path(tag = "imports", params(Paged<ImportFilter>),
    responses((status = 200, description = "One page of imports.", body = Page<ImportOut>)))]
#[get("/v1/imports")]
async fn list_imports(door: Door, params: Params<Paged<ImportFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadImport, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        let before: HashMap<_, _> = store::committed_before(conn, &page.data)?.into_iter().collect();
        Reply::page(&page.map(|row| {
            let same = before.get(&row.id).map(|other| other.id);
            ImportOut::of(row, same)
        }))
    })
    .await
}

/// Brings a file in as a dry run: nothing is created, all that was understood is told.
///
/// The body is the file itself: CSV (UTF-8 with or without BOM, UTF-16, Windows-1252 or MacRoman; `;`, `,` or tab) or
/// XLSX, at most 5 MiB, 10,000 rows (2,000 of contracts) and 100 columns. A dry run is forgotten after seven days.
#[utoipa::path(tag = "imports", params(ImportQuery),
    request_body(description = "The file.", content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )),
    responses((status = 201, description = "The dry run.", body = ImportOut)))]
#[post("/v1/imports")]
async fn create_import(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<ContractConsequences>,
    params: Params<ImportQuery>,
    file: Upload,
) -> Answer {
    let options = params.0;
    door.receive(Act::CreateImport, file, move |tx, asker, file| {
        may_create(asker, options.kind)?;
        let site = asker.reach.site_for_creation(options.site_id)?;
        // whoever brings files in also removes those forgotten: no job needs to know of dry runs
        store::forget_expired(tx, asker.now)?;
        let (format, bytes) = opened(file, options.filename.as_deref())?;
        let table = reading::read(format, bytes)?;
        rules::refuse_too_many(options.kind, table.rows.len())?;
        let headers = understood(options.kind, &table)?;
        let fields = fields_of(&headers);
        let context = ImportContext {
            asker,
            site,
            catalogue: &catalogue,
            follows: &follows,
            kind: options.kind,
            commits: false,
            fields: &fields,
        };
        let (lines, filename) = (table.rows.clone(), options.filename.clone());
        // a file full of faults is stored all the same: people correct it by reading its rows
        let (rows, _) = planning::plan(tx, &context, lines)?;
        let import = store::insert(tx, &drafted(&context, table, filename, &headers, file, &rows))?;
        store::write_rows(tx, import.id, &stored_rows(&context, import.id, &rows, true))?;
        record(tx, asker, Event::ImportCreated, &import)?;
        let location = format!("/v1/imports/{}", import.id);
        let version = import.version;
        Ok(Reply::created(location, &shown(tx, import)?)?.version(version))
    })
    .await
}

/// Reads an import.
#[utoipa::path(tag = "imports", params(("id" = ImportId, Path, description = "Import.")),
    responses((status = 200, description = "The import.", body = ImportOut)))]
#[get("/v1/imports/{id}")]
async fn get_import(door: Door, id: Path<ImportId>) -> Answer {
    door.read(Act::ReadImport, move |conn, asker| {
        let import = store::find(conn, &asker.reach, *id)?.or_not_found("import")?;
        let version = import.version;
        Ok(Reply::ok(&shown(conn, import)?)?.version(version))
    })
    .await
}

/// Lists the rows of an import in the order of the file: cell by cell, what was understood and what is wrong.
#[utoipa::path(tag = "imports", params(("id" = ImportId, Path, description = "Import."), Paged<ImportRowFilter>),
    responses((status = 200, description = "One page of rows.", body = Page<ImportRowOut>)))]
#[get("/v1/imports/{id}/rows")]
async fn list_import_rows(door: Door, id: Path<ImportId>, params: Params<Paged<ImportRowFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadImport, move |conn, asker| {
        let import = store::find(conn, &asker.reach, *id)?.or_not_found("import")?;
        let rows = store::list_rows(conn, &import, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| row.number)
            .counted(&page, || store::count_rows(conn, &import, &filter))?;
        Reply::page(&page.map(|row| ImportRowOut::of(row, &import.headers.0, asker.lang)))
    })
    .await
}

/// Creates every record of a dry run, or none: once, and not the same file twice.
#[utoipa::path(tag = "imports", params(("id" = ImportId, Path, description = "Import.")),
    responses((status = 200, description = "The import committed.", body = ImportOut)))]
#[post("/v1/imports/{id}/commit")]
async fn commit_import(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<ContractConsequences>,
    id: Path<ImportId>,
) -> Answer {
    door.write(Act::CommitImport, move |tx, asker| {
        let import = store::lock(tx, &asker.reach, *id)?.or_not_found("import")?;
        may_create(asker, import.kind)?;
        rules::check_commit(&import, asker.now)?;
        // two files of one list see each other's records only one after the other
        store::wait_for_turn(tx, import.site_id, import.kind)?;
        refuse_same_file(tx, &import)?;
        if import.kind == ListKind::Apprentices {
            // an apprentice enrolled by hand meanwhile would be created a second time
            apprentices::store::wait_for_everybody(tx, import.site_id)?;
        }
        let fields = fields_of(&import.headers.0);
        let (site, kind) = (import.site_id, import.kind);
        let context = ImportContext {
            asker,
            site,
            catalogue: &catalogue,
            follows: &follows,
            kind,
            commits: true,
            fields: &fields,
        };
        let (mut rows, created) = planned_again(tx, &context, &import)?;
        create::create(tx, asker, site, &mut rows, created)?;
        // the cells go: what was created is in its own tables, and a file of people is not stored twice
        store::write_rows(tx, import.id, &stored_rows(&context, import.id, &rows, false))?;
        let import = store::commit(tx, &counted(import, &rows), asker.now)?;
        record(tx, asker, Event::ImportCommitted, &import)?;
        let version = import.version;
        Ok(Reply::ok(&ImportOut::of(import, None))?.version(version))
    })
    .await
}

/// Removes every record an import created, as long as nothing depends on any of them.
#[utoipa::path(tag = "imports", params(("id" = ImportId, Path, description = "Import.")),
    responses((status = 200, description = "The import undone.", body = ImportOut)))]
#[post("/v1/imports/{id}/undo")]
async fn undo_import(door: Door, id: Path<ImportId>) -> Answer {
    door.write(Act::UndoImport, move |tx, asker| {
        let import = store::lock(tx, &asker.reach, *id)?.or_not_found("import")?;
        rules::check_undo(&import)?;
        undo::remove(tx, asker, &import)?;
        let import = store::undo(tx, import.id, asker.now)?;
        record(tx, asker, Event::ImportUndone, &import)?;
        let version = import.version;
        Ok(Reply::ok(&shown(tx, import)?)?.version(version))
    })
    .await
}

/// Who brings a file in may create its records one by one.
pub(super) fn may_create(asker: &Asker, kind: ListKind) -> Result<(), Problem> {
    let acts: &[Act] = match kind {
        ListKind::Employers => &[Act::CreateEmployer],
        ListKind::Tutors => &[Act::CreateTutor],
        ListKind::Apprentices => &[Act::CreateApprentice, Act::EnrolApprentice],
        ListKind::Contracts => &[Act::CreateContract, Act::SignContract, Act::FileContract],
    };
    acts.iter().try_for_each(|act| asker.caller.may(*act).map(drop))
}

/// The bytes of a file whose type, content and name agree.
fn opened<'a>(file: &'a Received, filename: Option<&str>) -> Result<(SheetFormat, &'a [u8]), Problem> {
    let (media, bytes) = file.as_one_of(&[CSV, XLSX])?;
    let format = if media == CSV { SheetFormat::Csv } else { SheetFormat::Xlsx };
    let extension = filename.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_lowercase());
    match extension {
        Some(extension) if extension != format.as_str() => Err(reading::rules::WRONG_TYPE.fault(
            "/filename",
            say!(
                "Le fichier est envoyé comme {media} et s'appelle .{extension} : les deux ne vont pas ensemble.",
                "The file is sent as {media} and is called .{extension}: these do not go together."
            ),
        )),
        _ => Ok((format, bytes)),
    }
}

fn understood(kind: ListKind, table: &Table) -> Result<Vec<Header>, Problem> {
    let fields = reading::placed(kind, &table.headers)?;
    let headers = table.headers.iter().zip(fields);
    Ok(headers
        .map(|(header, field)| Header { header: header.clone(), field: field.map(str::to_owned) })
        .collect())
}

fn fields_of(headers: &[Header]) -> Vec<Option<String>> {
    headers.iter().map(|header| header.field.clone()).collect()
}

fn drafted(
    context: &ImportContext<'_>,
    table: Table,
    filename: Option<String>,
    headers: &[Header],
    file: &Received,
    rows: &[ImportedRow],
) -> Import {
    let now = context.asker.now;
    let import = Import {
        id: ImportId::new(),
        site_id: context.site,
        kind: context.kind,
        state: ImportState::DryRun,
        filename: filename.unwrap_or_else(|| format!("{}.{}", context.kind, table.format.as_str())),
        digest: file.digest().to_vec(),
        file: UnderstoodFile::from(&table),
        headers: Json(headers.to_vec()),
        rows_create: 0,
        rows_unchanged: 0,
        rows_differs: 0,
        rows_faulty: 0,
        created_by: context.asker.caller.id,
        expires_at: now + KEPT_FOR,
        committed_at: None,
        undone_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    counted(import, rows)
}

fn counted(import: Import, rows: &[ImportedRow]) -> Import {
    let count =
        |state| i32::try_from(rows.iter().filter(|row| row.state == state).count()).unwrap_or(i32::MAX);
    Import {
        rows_create: count(RowState::Create),
        rows_unchanged: count(RowState::Unchanged),
        rows_differs: count(RowState::Differs),
        rows_faulty: count(RowState::Faulty),
        ..import
    }
}

/// The rows to be kept; once committed, without the personal data that their records now hold.
fn stored_rows(
    context: &ImportContext<'_>,
    import_id: ImportId,
    rows: &[ImportedRow],
    whole: bool,
) -> Vec<ImportRow> {
    let one = |row: &ImportedRow| ImportRow {
        import_id,
        site_id: context.site,
        number: row.number,
        state: row.state,
        cells: Json(if whole { row.cells.clone() } else { Vec::new() }),
        verdict: Json(if whole { row.verdict(context) } else { row.left_behind() }),
        record_id: row.record_id,
    };
    rows.iter().map(one).collect()
}

/// What the file asks now: what was right in the dry run may no longer be.
fn planned_again(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    import: &Import,
) -> Result<(Vec<ImportedRow>, NewRecords), Problem> {
    let lines = store::cells(tx, import)?.into_iter().map(|(number, Json(cells))| Line { number, cells });
    let (rows, created) = planning::plan(tx, context, lines.collect())?;
    match rows.iter().filter(|row| row.is_faulty()).count() {
        0 => Ok((rows, created)),
        faulty => Err(rules::has_faults(faulty)),
    }
}

pub(super) fn refuse_same_file(tx: &mut Tx, import: &Import) -> Result<(), Problem> {
    match store::committed_before(tx, std::slice::from_ref(import))?.is_empty() {
        true => Ok(()),
        false => Err(rules::same_file()),
    }
}

fn shown(conn: &mut Tx, import: Import) -> diesel::QueryResult<ImportOut> {
    let before = store::committed_before(conn, std::slice::from_ref(&import))?;
    let same = before.into_iter().next().map(|(_, other)| other.id);
    Ok(ImportOut::of(import, same))
}

fn record(tx: &mut Tx, asker: &Asker, event: Event, import: &Import) -> diesel::QueryResult<()> {
    let fields = [import.kind.to_string(), format!("{} rows created", import.rows_create)];
    asker.record_fields(tx, event, import, &fields)
}
