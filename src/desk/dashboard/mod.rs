//! The dashboard of a site: what presses today, in a few figures that do not cost more with the years kept.

pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
