//! A list as a file, written some records at a time: CSV for people or for programs, or a workbook with typed cells and its
//! dictionary.

mod csv;
mod xlsx;

use serde_json::{Map, Value};

pub use self::csv::CsvSheet;
pub use self::xlsx::WorkbookSheet;
use crate::platform::error::Problem;

/// A record of a list, by field.
pub type SheetRecord = Map<String, Value>;

/// A list being written as a file.
pub enum SheetFile {
    /// As CSV.
    Csv(Box<CsvSheet>),
    /// As a workbook.
    Workbook(Box<WorkbookSheet>),
}

impl SheetFile {
    /// Adds records.
    pub fn write(&mut self, records: &[SheetRecord]) -> Result<(), Problem> {
        match self {
            Self::Csv(sheet) => sheet.write(records),
            Self::Workbook(sheet) => sheet.write(records),
        }
    }

    /// Whether somebody still reads it.
    pub fn is_read(&self) -> bool {
        match self {
            Self::Csv(sheet) => sheet.is_read(),
            Self::Workbook(sheet) => sheet.is_read(),
        }
    }

    /// Writes the end: a file dropped before is cut, not ended.
    pub fn finish(self) -> Result<(), Problem> {
        match self {
            Self::Csv(sheet) => sheet.finish(),
            Self::Workbook(sheet) => sheet.finish(),
        }
    }
}
