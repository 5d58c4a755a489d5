//! The search for an employer: companies an apprentice or the centre thinks of, and what happened with each.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
