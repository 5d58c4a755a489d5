//! Exam accommodations: the extra time granted to a candidate, which every sitting then gives them; never why.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
mod wire;
