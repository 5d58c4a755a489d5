//! CSV: with `;`, a BOM and French dates for spreadsheets, or with `,` and ISO dates for programs.

use super::SheetRecord;
use crate::exchange::sheets::cells::{as_french, as_machine, defused};
use crate::exchange::sheets::column::{Column, Shape};
use crate::exchange::sheets::lists::ListKind;
use crate::platform::error::Problem;

const BOM: &[u8] = "\u{feff}".as_bytes();

/// For spreadsheets: nothing in it runs; a foreign telephone opens with 00, since a `+` is a formula there.
pub fn for_people(kind: ListKind, records: &[SheetRecord]) -> Result<Vec<u8>, Problem> {
    let cell = |column: &Column, record: &SheetRecord| {
        let text = record.get(column.field).map(|value| as_french(column.shape, value)).unwrap_or_default();
        match column.shape {
            Shape::Phone => text.replacen('+', "00", 1),
            _ => defused(text),
        }
    };
    written(BOM.to_vec(), b';', kind, records, cell)
}

/// For programs: ISO dates, telephones as `+33…`; texts that a spreadsheet would run have an apostrophe here too, since
/// nobody knows what opens the file.
pub fn for_programs(kind: ListKind, records: &[SheetRecord]) -> Result<Vec<u8>, Problem> {
    let cell = |column: &Column, record: &SheetRecord| {
        let text = record.get(column.field).map(|value| as_machine(column.shape, value)).unwrap_or_default();
        if matches!(column.shape, Shape::Phone) { text } else { defused(text) }
    };
    written(Vec::new(), b',', kind, records, cell)
}

fn written(
    start: Vec<u8>,
    separator: u8,
    kind: ListKind,
    records: &[SheetRecord],
    cell: impl Fn(&Column, &SheetRecord) -> String,
) -> Result<Vec<u8>, Problem> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(start);
    writer.write_record(kind.columns().iter().map(|column| column.header)).map_err(Problem::internal)?;
    for record in records {
        let cells = kind.columns().iter().map(|column| cell(column, record));
        writer.write_record(cells).map_err(Problem::internal)?;
    }
    writer.into_inner().map_err(Problem::internal)
}
