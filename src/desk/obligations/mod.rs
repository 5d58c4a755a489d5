//! What is due: one list for everybody, derived from the facts by pure rules.
//!
//! `gathering` reads the facts of many files at once, `rules` derives from them, `refresh` keeps what was derived
//! beside the facts until one of them changes: triggers mark what changed, whoever reads derives it anew first.

pub mod gathering;
pub mod model;
pub mod reading;
pub mod refresh;
pub mod routes;
pub mod rules;
pub mod store;
pub mod tasks;
pub mod transitions;
pub mod wire;

pub use model::{Derived, ObligationKind};
