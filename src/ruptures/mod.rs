//! Contracts that end before their day.

pub mod declarations;
