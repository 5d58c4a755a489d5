//! The logbook (livret d'apprentissage): what an apprentice lived and learnt, half-year by half-year, signed by three voices.
//!
//! Its content is derived from dated facts and never kept; a signature keeps a fingerprint of it, so that what changed since
//! is told. Periods are half-years from the apprentice's own entry: a rhythm of days in each week would give too many.

pub mod acts;
pub mod gathering;
pub mod model;
#[cfg(feature = "pdf")]
pub mod printing;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{LogbookReturn, LogbookSignature};
