//! The official exam of a class as one sheet, a line per candidate: registrations, presence and marks, decisions of the jury.

pub mod cells;
pub mod model;
pub mod planning;
pub mod routes;
pub mod rules;
pub mod wire;
