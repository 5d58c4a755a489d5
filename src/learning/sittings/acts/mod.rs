//! What is done to sittings: planned, changed, candidates added and placed, shown.

mod adding;
mod agenda;
mod changing;
mod checking;
mod naming;
mod planning;
mod proposing;
mod reading;

pub use adding::add_candidate;
pub use agenda::{SittingInAgenda, agenda};
pub use changing::{change, locked, move_slot};
pub use planning::plan;
pub use proposing::{propose, refuse_placing};
pub use reading::{detailed, detailed_many, names_of, shown_slot, told};
