//! A rupture as a procedure: the case opened on a contract, its steps with their days, what is lawful, missing or due.
//!
//! A rupture has one identifier all along: that of its case while the procedure goes on, then that of the rupture itself
//! (`GET /v1/ruptures/{id}`), which completing the case declares. One engine follows every ground, whose steps and delays
//! are data (`catalogue/law/ruptures.toml`).

pub mod acts;
pub mod computed;
pub mod due;
pub mod letters;
pub mod model;
pub mod routes;
pub mod rules;
pub mod situation;
pub mod store;
pub mod wire;
