//! How satisfied apprentices and tutors are: asked before each visit and once a year, shown added up, never one by one.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
