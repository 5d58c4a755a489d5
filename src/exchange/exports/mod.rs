//! Whole lists as files: CSV for spreadsheets and for programs, workbooks with their dictionary.

pub mod gathering;
pub mod routes;
