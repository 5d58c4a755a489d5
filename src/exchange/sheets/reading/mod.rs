//! A file as a table of texts, bounded before anything of it is believed.

mod csv;
mod encodings;
pub mod rules;
mod xlsx;
mod zipped;

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::lists::ListKind;
use crate::platform::error::{Fault, Problem};
use crate::platform::folding::folded;
use crate::say;
use crate::schema::imports;

/// Most rows of a file, the headers apart.
pub const MOST_ROWS: usize = 10_000;
/// Most columns of a file.
pub const MOST_COLUMNS: usize = 100;

/// Longest header, in characters.
const LONGEST_HEADER: usize = 200;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFormat {
    /// Text parted by a separator.
    Csv,
    /// A workbook.
    Xlsx,
}

impl SheetFormat {
    /// The word kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A file as read: headers, then rows of as many cells.
#[derive(Debug, Clone)]
pub struct Table {
    /// Kind of file.
    pub format: SheetFormat,
    /// Encoding understood, of a text.
    pub encoding: Option<&'static str>,
    /// Separator understood, of a text.
    pub separator: Option<char>,
    /// Sheet read, of a workbook.
    pub sheet: Option<String>,
    /// Headers, in order.
    pub headers: Vec<String>,
    /// Rows, the empty ones left out.
    pub rows: Vec<Line>,
}

/// How the bytes of a file were understood.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports, check_for_backend(diesel::pg::Pg))]
pub struct UnderstoodFile {
    /// Kind of file: csv or xlsx.
    #[schema(max_length = 10)]
    pub format: String,
    /// Encoding understood of a text, found out from its bytes: utf-8, utf-8-bom, utf-8-twice (UTF-8 taken once for
    /// Windows-1252, mended), utf-16le, utf-16be, windows-1252 or macintosh.
    #[schema(max_length = 20)]
    pub encoding: Option<String>,
    /// Separator understood of a text.
    #[schema(max_length = 1)]
    pub separator: Option<String>,
    /// Sheet read of a workbook.
    #[schema(max_length = 100)]
    pub sheet: Option<String>,
}

impl From<&Table> for UnderstoodFile {
    fn from(table: &Table) -> Self {
        Self {
            format: table.format.as_str().to_owned(),
            encoding: table.encoding.map(str::to_owned),
            separator: table.separator.map(String::from),
            sheet: table.sheet.clone(),
        }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number in the file.
    pub number: i32,
    /// Its cells; more or fewer than headers when the row is broken.
    pub cells: Vec<String>,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Reads a file of a format.
pub fn read(format: SheetFormat, bytes: &[u8]) -> Result<Table, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(rules::EMPTY.fault("", say!("Le fichier est vide.", "The file is empty.")));
    }
    // a library that stops at what it did not foresee could not read the file: that is no fault of ours
    let reading = std::panic::catch_unwind(|| match format {
        SheetFormat::Csv => csv::read(bytes),
        SheetFormat::Xlsx => xlsx::read(bytes),
    });
    let table = reading.unwrap_or_else(|_| Err(unreadable()))?;
    if table.headers.is_empty() || table.rows.is_empty() {
        return Err(rules::EMPTY.fault(
            "",
            say!(
                "Le fichier ne contient aucune ligne sous ses en-têtes.",
                "The file holds no row below its headers."
            ),
        ));
    }
    Ok(table)
}

fn unreadable() -> Problem {
    let facts = say!(
        "Ce fichier ne se lit pas : ouvrez-le dans un tableur et enregistrez-le à nouveau, en .xlsx ou en .csv.",
        "This file cannot be read: open it in a spreadsheet and save it again, as .xlsx or .csv."
    );
    rules::UNREADABLE.fault("", facts)
}

/// The column of a list that each header means; refused when one is missing, or said twice.
pub fn placed(kind: ListKind, headers: &[String]) -> Result<Vec<Option<&'static str>>, Problem> {
    let mut faults = Vec::new();
    let mut fields: Vec<Option<&'static str>> = Vec::with_capacity(headers.len());
    for header in headers {
        let field = kind.column_named(header).filter(|column| column.is_read()).map(|column| column.field);
        if let Some(before) = field.and_then(|field| fields.iter().position(|known| *known == Some(field))) {
            let first = headers.get(before).cloned().unwrap_or_default();
            let facts = say!(
                "« {header} » et « {first} » veulent dire la même chose : gardez-en une.",
                "\"{header}\" and \"{first}\" mean the same: keep one of them."
            );
            faults.push(Fault::new(format!("/columns/{}", fields.len()), rules::COLUMN_REPEATED.code, facts));
        }
        fields.push(field);
    }
    for column in kind.columns().iter().filter(|column| column.required) {
        if !fields.contains(&Some(column.field)) {
            faults.push(missing(column.header, headers));
        }
    }
    if faults.is_empty() { Ok(fields) } else { Err(Problem::faults(faults).sourced(rules::HOUSE_SOURCE)) }
}

fn missing(expected: &str, headers: &[String]) -> Fault {
    let found: Vec<String> = headers.iter().map(|header| super::cells::quoted(header)).take(30).collect();
    let found = found.join(", ");
    let facts = say!(
        "La colonne « {expected} » manque ; colonnes lues : {found}.",
        "The column \"{expected}\" is missing; columns read: {found}."
    );
    Fault::new(format!("/columns/{}", folded(expected).replace(' ', "_")), rules::COLUMN_MISSING.code, facts)
}

/// Takes lines one by one, within bounds: the first with something in it is the headers.
#[derive(Debug, Default)]
struct LineCollector {
    headers: Vec<String>,
    rows: Vec<Line>,
}

impl LineCollector {
    fn take(&mut self, line: Line) -> Result<(), Problem> {
        if line.is_empty() {
            return Ok(());
        }
        if line.cells.len() > MOST_COLUMNS {
            return Err(too_many_columns());
        }
        if self.headers.is_empty() {
            self.headers = line.cells.iter().map(|cell| header_of(cell)).collect();
            while self.headers.last().is_some_and(String::is_empty) {
                self.headers.pop();
            }
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(rules::TOO_MANY_ROWS.fault(
                "",
                say!(
                    "Le fichier dépasse {MOST_ROWS} lignes : découpez-le.",
                    "The file exceeds {MOST_ROWS} rows: cut it in pieces."
                ),
            ));
        }
        self.rows.push(line);
        Ok(())
    }
}

/// A header, cut where no header goes.
fn header_of(cell: &str) -> String {
    cell.trim().chars().take(LONGEST_HEADER).collect()
}

fn too_many_columns() -> Problem {
    let facts = say!(
        "Le fichier dépasse {MOST_COLUMNS} colonnes : gardez celles de la liste.",
        "The file exceeds {MOST_COLUMNS} columns: keep those of the list."
    );
    rules::TOO_MANY_COLUMNS.fault("", facts)
}
