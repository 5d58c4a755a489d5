//! JSON in and out.

mod results;
mod statistics;

pub use results::{ProgressionOut, ProgressionParams, ResultOut, ResultParams, french_mark};
pub use statistics::StatisticsOut;
