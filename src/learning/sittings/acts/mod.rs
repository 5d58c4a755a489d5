//! What is done to sittings: planned, changed, candidates placed, shown.

mod agenda;
mod changing;
mod checking;
mod planning;
mod proposing;
mod reading;

pub use agenda::{SittingInAgenda, agenda};
pub use changing::{change, locked, move_slot};
pub use planning::plan;
pub use proposing::propose;
pub use reading::{detailed, detailed_many, names_of, shown_slot, told};
