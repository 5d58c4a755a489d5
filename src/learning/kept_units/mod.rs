//! Kept units: what an apprentice does not sit again at the exam, its mark being kept or the unit being dispensed with.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{KeptUnit, KeptUnitKind};
