//! What the council of teachers says of a candidate at a mock exam, beside the remark of each marker: released with the marks.

pub mod model;
pub mod routes;
pub mod store;
pub mod wire;
