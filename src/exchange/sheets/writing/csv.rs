//! CSV: with `;`, a BOM and French dates for spreadsheets, or with `,` and ISO dates for programs.

use std::io::Write;

use super::SheetRecord;
use crate::exchange::sheets::cells::{as_french, as_machine, kept_as_text};
use crate::exchange::sheets::column::{Column, Shape, SheetLayout};
use crate::platform::error::Problem;
use crate::platform::spool::SpoolWriter;
use crate::platform::tables::defused;

const BOM: &[u8] = "\u{feff}".as_bytes();
/// Bytes kept before they leave together.
const KEPT: usize = 64 * 1024;

/// A list being written as CSV, some records at a time.
pub struct CsvSheet {
    writer: csv::Writer<SpoolWriter>,
    layout: SheetLayout,
    cell: fn(&Column, &SheetRecord) -> String,
}

impl CsvSheet {
    /// For spreadsheets: nothing in it runs; a foreign telephone opens with 00, since a `+` is a formula there; digits that
    /// are no number, such as a postal code, stay as they are written once the file was opened and saved.
    pub fn for_people(layout: SheetLayout, mut out: SpoolWriter) -> Result<Self, Problem> {
        out.write_all(BOM).map_err(Problem::internal)?;
        Self::begun(layout, (b';', csv::QuoteStyle::NonNumeric), out, |column, record| {
            let text =
                record.get(column.field).map(|value| as_french(column.shape, value)).unwrap_or_default();
            match column.shape {
                Shape::Phone => kept_as_text(text.replacen('+', "00", 1)),
                shape if shape.is_measured() => text,
                _ => kept_as_text(defused(text)),
            }
        })
    }

    /// For programs: ISO dates, telephones as `+33…`; texts that a spreadsheet would run have an apostrophe here too, since
    /// nobody knows what opens the file.
    pub fn for_programs(layout: SheetLayout, out: SpoolWriter) -> Result<Self, Problem> {
        Self::begun(layout, (b',', csv::QuoteStyle::Necessary), out, |column, record| {
            let text =
                record.get(column.field).map(|value| as_machine(column.shape, value)).unwrap_or_default();
            if matches!(column.shape, Shape::Phone) { text } else { defused(text) }
        })
    }

    fn begun(
        layout: SheetLayout,
        (separator, quotes): (u8, csv::QuoteStyle),
        out: SpoolWriter,
        cell: fn(&Column, &SheetRecord) -> String,
    ) -> Result<Self, Problem> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .quote_style(quotes)
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(KEPT)
            .from_writer(out);
        let headers = layout.columns.iter().map(|column| column.header);
        writer.write_record(headers).map_err(Problem::internal)?;
        Ok(Self { writer, layout, cell })
    }

    /// Adds records.
    pub fn write(&mut self, records: &[SheetRecord]) -> Result<(), Problem> {
        for record in records {
            let cells = self.layout.columns.iter().map(|column| (self.cell)(column, record));
            self.writer.write_record(cells).map_err(Problem::internal)?;
        }
        Ok(())
    }

    /// Whether somebody still reads it.
    pub fn is_read(&self) -> bool {
        self.writer.get_ref().is_read()
    }

    /// Writes the end.
    pub fn finish(self) -> Result<(), Problem> {
        let out = self.writer.into_inner().map_err(|error| Problem::internal(error.error()))?;
        out.finish();
        Ok(())
    }
}
