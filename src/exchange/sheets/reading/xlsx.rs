//! XLSX: the first sheet with something in it, cell after cell, so that a far corner costs nothing.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chrono::NaiveDate;

use super::rules;
use super::zipped::{not_a_workbook, refuse_dangerous};
use super::{Line, LineCollector, MOST_COLUMNS, SheetFormat, Table, too_many_columns};
use crate::platform::error::Problem;
use crate::platform::tables::defused;
use crate::say;

/// First bytes of a ZIP, which a workbook is.
const MAGIC: &[u8] = b"PK\x03\x04";
/// Largest whole number a cell holds exactly.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a workbook.
pub fn read(bytes: &[u8]) -> Result<Table, Problem> {
    if !bytes.starts_with(MAGIC) {
        let facts = say!(
            "Ce fichier n'est pas un classeur XLSX : les anciens .xls et les .ods ne sont pas lus.",
            "This file is no XLSX workbook: old .xls and .ods are not read."
        );
        return Err(rules::WRONG_TYPE.fault("", facts));
    }
    refuse_dangerous(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| not_a_workbook())?;
    let mut last = None;
    for name in book.sheet_names() {
        let gathered = sheet(&mut book, &name)?;
        let found = !gathered.rows.is_empty();
        last = Some((name, gathered));
        if found {
            break;
        }
    }
    let (name, gathered) = last.ok_or_else(not_a_workbook)?;
    Ok(Table {
        format: SheetFormat::Xlsx,
        encoding: None,
        separator: None,
        sheet: Some(name.chars().take(100).collect()),
        headers: gathered.headers,
        rows: gathered.rows,
    })
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<LineCollector, Problem> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| not_a_workbook())?;
    let mut gathered = LineCollector::default();
    let mut line = Line { number: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(|_| not_a_workbook())? {
        let (row, column) = cell.get_position();
        let text = as_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (number, column) = (i32::try_from(row).unwrap_or(i32::MAX - 1) + 1, column as usize);
        if column >= MOST_COLUMNS {
            return Err(too_many_columns());
        }
        if number != line.number {
            gathered.take(std::mem::replace(&mut line, Line { number, cells: Vec::new() }))?;
        }
        if line.cells.len() <= column {
            line.cells.resize(column + 1, String::new());
        }
        line.cells[column] = text;
    }
    gathered.take(line)?;
    Ok(gathered)
}

/// A typed cell as the text a person would type.
fn as_text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::String(text) => inert(text),
        DataRef::SharedString(text) => inert(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_as_text(*number),
        DataRef::Bool(true) => "oui".to_owned(),
        DataRef::Bool(false) => "non".to_owned(),
        DataRef::DateTime(instant) => day_of(instant),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A text that only looks like a formula is no formula: it is written as CSV would.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '\'']) { defused(text.to_owned()) } else { text.to_owned() }
}

fn number_as_text(number: f64) -> String {
    let whole = number.fract() == 0.0 && number.abs() < EXACT;
    if whole { format!("{number:.0}") } else { number.to_string().replace('.', ",") }
}

/// A day of the workbook; one with an hour keeps it, and is refused as a day later on.
fn day_of(instant: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = instant.to_ymd_hms_milli();
    match NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()) {
        Some(date) if (hour, minute, second) == (0, 0, 0) => date.to_string(),
        Some(date) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        None => number_as_text(instant.as_f64()),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn a_day_is_the_same_in_both_systems_of_a_workbook() {
        let of = |serial, is_1904| day_of(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904));
        assert_eq!(of(38_790.0, false), "2006-03-14");
        assert_eq!(of(37_328.0, true), "2006-03-14");
    }
}
