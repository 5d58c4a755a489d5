//! The wing `people` seen from outside.

pub mod apprentices;
pub mod employers;
pub mod referents;
