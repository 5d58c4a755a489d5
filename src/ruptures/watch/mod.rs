//! The watch: signals that an apprenticeship may be in difficulty, each with its rule, its weight, its facts and what clears it.
//!
//! Nothing of it is kept: signals are derived from the facts of the day, and go with them. The sum is shown as a sum with its
//! parts, never as a score; no company tutor, no link and no machine client reads any of it.

pub mod acts;
pub mod gathering;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
