//! The marks of a mock exam as one sheet, a line per candidate and a column per paper: read, told of whole, entered or not.

pub mod entry;
pub mod model;
pub mod planning;
pub mod routes;
pub mod rules;
pub mod wire;
