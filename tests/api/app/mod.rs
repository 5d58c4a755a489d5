//! The wing `app` seen from outside.

pub mod rulebook;
