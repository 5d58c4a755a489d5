//! Ruptures.

pub mod rules;
