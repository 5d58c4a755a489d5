//! The wing `people` seen from outside.

mod addresses;
pub mod apprentices;
pub mod employers;
mod names;
pub mod referents;
mod single_names;
