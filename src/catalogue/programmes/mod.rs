//! Sites, programmes and cohorts. What a programme says lives in versioned files; the base keeps what rows point at.

pub mod file;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use file::Catalogue;
pub use model::Cohort;
