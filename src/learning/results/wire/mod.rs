//! JSON in and out.

mod results;
mod statistics;

pub use results::{ProgressionOut, ProgressionParams, ResultOut, ResultParams};
pub use statistics::StatisticsOut;
