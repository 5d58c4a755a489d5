//! The wing `app` seen from outside.

mod about;
pub mod reference;
pub mod rulebook;
