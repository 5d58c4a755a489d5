//! JSON in and out.

mod reference;
mod schedule;
mod simulation;

pub use reference::{PayGridOut, SmicOut};
pub use schedule::PayScheduleOut;
pub use simulation::PaySimulationIn;
