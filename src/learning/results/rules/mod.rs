//! From marks to means: exact integers, rounded for the eye alone; absent is not zero, exempt and kept count nowhere.

pub mod book;
mod distribution;
mod means;
mod weighing;

pub use distribution::{BAND_HUNDREDTHS, BANDS, Distribution, distribution_of};
pub use means::{change_between, mean_over, ranks, result_of};
pub use weighing::weighed;

#[cfg(test)]
mod tests;
