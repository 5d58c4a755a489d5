//! The wing `app` seen from outside.

pub mod reference;
pub mod rulebook;
