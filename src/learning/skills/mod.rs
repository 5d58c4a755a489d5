//! Skills: where an apprentice stands on each, said by three voices; what the centre wants; what was learnt before.

pub mod acts;
#[cfg(feature = "pdf")]
pub mod attestation;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::SkillPosition;
