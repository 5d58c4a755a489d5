//! JSON in and out.

mod reference;
mod schedule;

pub use reference::{PayGridOut, SmicOut};
pub use schedule::PayScheduleOut;
