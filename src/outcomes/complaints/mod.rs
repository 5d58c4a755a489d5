//! Complaints: received, assigned, treated step by step, answered, closed; counted for audits.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
