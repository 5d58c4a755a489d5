//! A list on its way out: written down first, then read and sent some lines at a time; one that fails midway is cut.

use std::collections::BTreeMap;

use actix_web::rt::task::JoinHandle;
use actix_web::web::Data;
use actix_web::{HttpResponse, rt};
use diesel::QueryResult;
use tokio::sync::{Semaphore, oneshot};

use super::gathering::{self, ListedLine};
use super::model::{Export, ExportFormat, Reader};
use super::rules::{most_rows, refuse_too_many};
use crate::exchange::sheets::writing::{CsvSheet, SheetFile, WorkbookSheet};
use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::folding::folded;
use crate::platform::spool::{SpoolWriter, spool};
use crate::platform::text::Lang;
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door};
use crate::trust::journal::{self, Author, Change, Event};

/// Lists read at once, each with a connection.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Whose data leave, and who takes them.
#[derive(Debug)]
struct Departure {
    author: Author,
    rows: BTreeMap<SiteId, usize>,
}

/// Takes a list away: the answer begins once its departure is written down, and grows with the file.
pub async fn taken_away(door: Door, export: Export) -> Result<HttpResponse, Problem> {
    let place = PLACES.acquire().await.map_err(Problem::internal)?;
    let app = door.app().clone();
    let (out, reader) = spool().map_err(Problem::internal)?;
    let (begun, beginning) = oneshot::channel();
    let building = rt::spawn(door.read_once(Act::ExportList, move |conn, asker| {
        let _place = place;
        build(conn, asker, export, out, begun)
    }));
    let Ok(departure) = beginning.await else {
        return Err(match building.await {
            Ok(Err(problem)) => problem,
            _ => Problem::internal("an export ended before it began"),
        });
    };
    let today = app.clock.today();
    rt::spawn(watch_over(app, building, departure, export));
    let Export { kind, format, .. } = export;
    // what the file is, and of which day
    let list = folded(kind.label_fr()).replace(' ', "-");
    let name = format!("attachment; filename=\"{list}-{today}.{}\"", format.extension());
    Ok(HttpResponse::Ok()
        .insert_header(("content-type", format.media()))
        .insert_header(("content-disposition", name))
        .streaming(reader.into_stream()))
}

/// Reads the whole list in one snapshot, once its departure is written down: nothing leaves untold.
fn build(
    conn: &mut Tx,
    asker: &Asker,
    export: Export,
    out: SpoolWriter,
    begun: oneshot::Sender<Departure>,
) -> Result<(), Problem> {
    let departure = conn.build_transaction().run(|tx| depart(tx, asker, export))?;
    conn.build_transaction().repeatable_read().read_only().run(|tx| {
        let lines = listed(tx, asker, export)?;
        let mut file = opened(export, asker.lang, out)?;
        // whoever asked went away: they are answered nothing
        begun.send(departure).map_err(|_| Problem::busy("request.deadline"))?;
        let read = |ids: &[_]| gathering::records(tx, &asker.reach, export.kind, asker.today, ids);
        gathering::in_batches(&lines, read, |records| {
            if !file.is_read() {
                return Err(Problem::busy("export.abandoned"));
            }
            file.write(records)
        })?;
        file.finish()
    })
}

fn listed(conn: &mut Tx, asker: &Asker, export: Export) -> Result<Vec<ListedLine>, Problem> {
    let most = most_rows(export.format);
    let lines = gathering::listed(conn, &asker.reach, export.kind, export.site, most)?;
    refuse_too_many(lines.len(), export.format)?;
    Ok(lines)
}

/// Writes down what is about to leave.
fn depart(tx: &mut Tx, asker: &Asker, export: Export) -> Result<Departure, Problem> {
    let mut rows = BTreeMap::new();
    for (_, site) in listed(tx, asker, export)? {
        *rows.entry(site).or_insert(0) += 1;
    }
    let departure = Departure { author: asker.author(), rows };
    record(tx, &departure, export, |rows| format!("{rows} rows"))?;
    Ok(departure)
}

/// One line of the journal for each site whose data leave.
fn record(
    tx: &mut Tx,
    departure: &Departure,
    export: Export,
    what: impl Fn(usize) -> String,
) -> QueryResult<()> {
    for (site, rows) in &departure.rows {
        let change = Change {
            act: Act::ExportList,
            event: Event::ListExported,
            site_id: *site,
            subject_id: site.0,
            version: 0,
            fields: &[export.kind.as_str(), export.format.extension(), &what(*rows)],
        };
        journal::record_untold(tx, &departure.author, &change)?;
    }
    Ok(())
}

/// Writes down an export that was cut: its reader has a part of it.
async fn watch_over(
    app: Data<App>,
    building: JoinHandle<Result<(), Problem>>,
    departure: Departure,
    export: Export,
) {
    let cut = match building.await {
        Ok(Ok(())) => return,
        Ok(Err(problem)) => problem,
        Err(_) => Problem::internal("an export was cut"),
    };
    tracing::warn!(problem = %cut, "an export was cut");
    let telling = app
        .db
        .transaction(move |tx| Ok(record(tx, &departure, export, |rows| format!("cut before {rows} rows"))?));
    if let Err(problem) = telling.await {
        tracing::warn!(%problem, "an export was cut");
    }
}

fn opened(export: Export, lang: Lang, out: SpoolWriter) -> Result<SheetFile, Problem> {
    let Export { kind, format, .. } = export;
    Ok(match format {
        ExportFormat::Csv(Reader::Excel) => SheetFile::Csv(Box::new(CsvSheet::for_people(kind, out)?)),
        ExportFormat::Csv(Reader::Machine) => SheetFile::Csv(Box::new(CsvSheet::for_programs(kind, out)?)),
        ExportFormat::Workbook => SheetFile::Workbook(Box::new(WorkbookSheet::new(kind, lang, out)?)),
    })
}
