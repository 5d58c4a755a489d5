//! A list as a file: CSV for people or for programs, or a workbook with typed cells and its dictionary.

mod csv;
mod xlsx;

use serde_json::{Map, Value};

pub use self::csv::{for_people, for_programs};
pub use self::xlsx::workbook;

/// A record of a list, by field.
pub type SheetRecord = Map<String, Value>;
