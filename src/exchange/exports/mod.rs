//! Whole lists as files: CSV for spreadsheets and for programs, workbooks with their dictionary.
//!
//! A list is read in one snapshot, some lines at a time, into a file that leaves as it grows: what an export holds in memory
//! does not depend on its length.

pub mod departures;
pub mod gathering;
pub mod model;
pub mod naming;
pub mod routes;
pub mod rows;
pub mod rules;
