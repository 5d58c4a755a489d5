//! Pure decisions on stays without a contract.

pub mod clocks;
pub mod stay;
pub mod steps;

pub use steps::RULES;
