//! The people and companies an apprenticeship brings together.

pub mod apprentices;
pub mod contacts;
pub mod duties;
pub mod employers;
pub mod referents;
