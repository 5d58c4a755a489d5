//! Coverage: which skills the company has exercised, which not, what is left of the time, and a mission to suggest.
//!
//! It keeps nothing: it is derived from missions and from what the company says of skills.

pub mod routes;
pub mod rules;
pub mod wire;
