//! Handlers of exports, and their mounting.

use std::collections::BTreeSet;

use actix_web::get;
use actix_web::web::Path;
use serde::Deserialize;
use tokio::sync::Semaphore;
use utoipa_actix_web::service_config::ServiceConfig;

use super::gathering::{self, ExportLine};
use crate::exchange::sheets::ListKind;
use crate::exchange::sheets::reading::SheetFormat;
use crate::exchange::sheets::writing::{SheetRecord, for_people, for_programs, workbook};
use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::folding::folded_name;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::{self, Change, Event};
use crate::{rules, say, text_enum};

/// Exports built at once.
static PLACES: Semaphore = Semaphore::const_new(2);

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(export_csv).service(export_xlsx);
}

/// Takes a list away as CSV, with the headers an import understands; a line is written in the journal.
#[utoipa::path(tag = "exports", params(("list" = inline(ListKind), Path, description = "List wanted."), CsvParams),
    responses((status = 200, description = "The list as CSV.", body = String, content_type = "text/csv"),
        (status = 409, description = "The list is too long for one file.")))]
#[get("/v1/exports/{list}.csv")]
async fn export_csv(door: Door, list: Path<ListKind>, params: Params<CsvParams>) -> Answer {
    let (kind, filter) = (*list, params.0);
    let _place = PLACES.acquire().await.map_err(Problem::internal)?;
    door.read(Act::ExportList, move |conn, asker| {
        let records = taken(conn, asker, kind, filter.site, SheetFormat::Csv)?;
        let bytes = match filter.format.unwrap_or(Reader::Excel) {
            Reader::Excel => for_people(kind, &records)?,
            Reader::Machine => for_programs(kind, &records)?,
        };
        Reply::file(CSV, &format!("{kind}.csv"), bytes)
    })
    .await
}

/// Takes a list away as a workbook with typed cells and a data dictionary; a line is written in the journal.
#[utoipa::path(tag = "exports", params(("list" = inline(ListKind), Path, description = "List wanted."), XlsxParams),
    responses((status = 200, description = "The list as XLSX.", body = Vec<u8>,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 409, description = "The list is too long for one workbook.")))]
#[get("/v1/exports/{list}.xlsx")]
async fn export_xlsx(door: Door, list: Path<ListKind>, params: Params<XlsxParams>) -> Answer {
    let (kind, filter) = (*list, params.0);
    let _place = PLACES.acquire().await.map_err(Problem::internal)?;
    door.read(Act::ExportList, move |conn, asker| {
        let records = taken(conn, asker, kind, filter.site, SheetFormat::Xlsx)?;
        Reply::file(XLSX, &format!("{kind}.xlsx"), workbook(kind, &records, asker.lang)?)
    })
    .await
}

/// The list as of one instant, in the order of the alphabet, its departure written down.
fn taken(
    conn: &mut Tx,
    asker: &Asker,
    kind: ListKind,
    site: Option<SiteId>,
    format: SheetFormat,
) -> Result<Vec<SheetRecord>, Problem> {
    let most = most_rows(format);
    let mut gathered = conn.build_transaction().repeatable_read().run(|tx| {
        let gathered = gathering::whole(tx, &asker.reach, kind, site, asker.today, most)?;
        if gathered.len() > most {
            return Err(too_many(most));
        }
        record(tx, asker, kind, format, &gathered)?;
        Ok(gathered)
    })?;
    gathered.sort_by_cached_key(|(_, record)| name_in(kind, record));
    Ok(gathered.into_iter().map(|(_, record)| record).collect())
}

/// One line of the journal for each site whose data leaves.
fn record(
    tx: &mut Tx,
    asker: &Asker,
    kind: ListKind,
    format: SheetFormat,
    gathered: &[ExportLine],
) -> diesel::QueryResult<()> {
    let sites: BTreeSet<SiteId> = gathered.iter().map(|(site, _)| *site).collect();
    for site in sites {
        let rows = gathered.iter().filter(|(of, _)| *of == site).count();
        let change = Change {
            act: Act::ExportList,
            event: Event::ListExported,
            site_id: site,
            subject_id: site.0,
            version: 0,
            fields: &[kind.as_str(), format.as_str(), &format!("{rows} rows")],
        };
        journal::record_untold(tx, &asker.author(), &change)?;
    }
    Ok(())
}

/// What a line is sorted by: the first two words one looks for.
fn name_in(kind: ListKind, record: &SheetRecord) -> (String, String) {
    let of =
        |field: &str| folded_name(record.get(field).and_then(serde_json::Value::as_str).unwrap_or_default());
    match kind {
        ListKind::Employers => (of("name"), of("siret")),
        ListKind::Tutors | ListKind::Apprentices => (of("family_name"), of("given_name")),
        ListKind::Contracts => (of("apprentice_family_name"), of("apprentice_given_name")),
    }
}

fn too_many(most: usize) -> Problem {
    let facts = say!(
        "La liste dépasse {most} lignes : demandez-la site par site.",
        "The list exceeds {most} rows: ask for it site by site."
    );
    TOO_MANY_ROWS.conflict(facts)
}

text_enum!(
    /// Who reads a CSV file.
    Reader {
        /// Spreadsheets: `;`, BOM, dd/mm/yyyy, formulas made harmless.
        Excel = "excel",
        /// Programs: `,`, ISO dates, telephones as `+33…`; formulas made harmless too.
        Machine = "machine",
    }
);

/// What narrows an export, and who reads it.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CsvParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// For spreadsheets (`excel`, the default) or for programs (`machine`).
    #[param(inline)]
    pub format: Option<Reader>,
}

/// What narrows an export.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct XlsxParams {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
}

rules! {
    /// Too much for one file.
    TOO_MANY_ROWS = error "export.too_many_rows", "Règle du site";
        "Un export compte au plus 100 000 lignes, 20 000 pour un classeur."
        / "An export has at most 100,000 rows, 20,000 in a workbook.";
}

/// Most rows of a file: a workbook is built whole in memory.
pub const fn most_rows(format: SheetFormat) -> usize {
    match format {
        SheetFormat::Csv => 100_000,
        SheetFormat::Xlsx => 20_000,
    }
}
