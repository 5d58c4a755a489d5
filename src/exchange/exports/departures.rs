//! A list on its way out: written down first, then read and sent some lines at a time; one that fails midway is cut.

use std::collections::BTreeMap;

use actix_web::rt::task::JoinHandle;
use actix_web::web::Data;
use actix_web::{HttpResponse, rt};
use diesel::QueryResult;
use tokio::sync::{Semaphore, oneshot};

use super::model::{Export, ExportFormat, Reader};
use super::naming::FileName;
use super::rows;
use super::rules::refuse_too_many;
use crate::exchange::sheets::writing::{CsvSheet, SheetFile, WorkbookSheet};
use crate::ids::SiteId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::spool::{SpoolWriter, spool};
use crate::platform::text::Lang;
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door};
use crate::trust::journal::{self, Author, Change, Event};

/// Lists read at once, each with a connection.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Whose data leave, who takes them, and under which name.
#[derive(Debug)]
struct Departure {
    author: Author,
    rows: BTreeMap<SiteId, usize>,
    name: FileName,
}

/// Takes a list away: the answer begins once its departure is written down, and grows with the file.
pub async fn taken_away(door: Door, export: Export) -> Result<HttpResponse, Problem> {
    let place = PLACES.acquire().await.map_err(Problem::internal)?;
    let app = door.app().clone();
    let (out, reader) = spool().map_err(Problem::internal)?;
    let (begun, beginning) = oneshot::channel();
    let (taken, format) = (export.clone(), export.format);
    let building = rt::spawn(door.read_once(Act::ExportList, move |conn, asker| {
        let _place = place;
        let asker = asker.acting(taken.list.read_by())?;
        build(conn, &asker, &taken, out, begun)
    }));
    let Ok(departure) = beginning.await else {
        return Err(match building.await {
            Ok(Err(problem)) => problem,
            _ => Problem::internal("an export ended before it began"),
        });
    };
    let disposition = departure.name.disposition();
    rt::spawn(watch_over(app, building, departure, export));
    Ok(HttpResponse::Ok()
        .insert_header(("content-type", format.media()))
        .insert_header(disposition)
        .streaming(reader.into_stream()))
}

/// Reads the whole list in one snapshot, once its departure is written down: nothing leaves untold.
fn build(
    conn: &mut Tx,
    asker: &Asker,
    export: &Export,
    out: SpoolWriter,
    begun: oneshot::Sender<Departure>,
) -> Result<(), Problem> {
    rows::prepare(conn, asker, &export.list)?;
    let departure = conn.build_transaction().run(|tx| depart(tx, asker, export))?;
    conn.build_transaction().repeatable_read().read_only().run(|tx| {
        refuse_too_many(rows::sites(tx, asker, export)?.len(), export.format)?;
        let mut file = opened(export, asker.lang, out)?;
        // whoever asked went away: they are answered nothing
        begun.send(departure).map_err(|_| Problem::busy("request.deadline"))?;
        rows::read(tx, asker, export, |records| {
            if !file.is_read() {
                return Err(Problem::busy("export.abandoned"));
            }
            file.write(records)
        })?;
        file.finish()
    })
}

/// Writes down what is about to leave.
fn depart(tx: &mut Tx, asker: &Asker, export: &Export) -> Result<Departure, Problem> {
    let sites = rows::sites(tx, asker, export)?;
    refuse_too_many(sites.len(), export.format)?;
    let mut rows = BTreeMap::new();
    for site in sites {
        *rows.entry(site).or_insert(0) += 1;
    }
    let name = FileName::of(tx, asker, export)?;
    let departure = Departure { author: asker.author(), rows, name };
    record(tx, &departure, export, |rows| format!("{rows} rows"))?;
    Ok(departure)
}

/// One line of the journal for each site whose data leave.
fn record(
    tx: &mut Tx,
    departure: &Departure,
    export: &Export,
    what: impl Fn(usize) -> String,
) -> QueryResult<()> {
    for (site, rows) in &departure.rows {
        let change = Change {
            act: Act::ExportList,
            event: Event::ListExported,
            site_id: *site,
            subject_id: site.0,
            version: 0,
            fields: &[export.list.as_str(), export.format.extension(), &what(*rows)],
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
    let telling = app.db.transaction(move |tx| {
        Ok(record(tx, &departure, &export, |rows| format!("cut before {rows} rows"))?)
    });
    if let Err(problem) = telling.await {
        tracing::warn!(%problem, "an export was cut");
    }
}

fn opened(export: &Export, lang: Lang, out: SpoolWriter) -> Result<SheetFile, Problem> {
    let layout = rows::layout(&export.list);
    Ok(match export.format {
        ExportFormat::Csv(Reader::Excel) => SheetFile::Csv(Box::new(CsvSheet::for_people(layout, out)?)),
        ExportFormat::Csv(Reader::Machine) => SheetFile::Csv(Box::new(CsvSheet::for_programs(layout, out)?)),
        ExportFormat::Workbook => SheetFile::Workbook(Box::new(WorkbookSheet::new(layout, lang, out)?)),
    })
}
