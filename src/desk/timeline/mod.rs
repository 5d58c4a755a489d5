//! Read-only views across rooms. It has no table and so no store: `gathering` asks the stores of the rooms,
//! each within what the caller reaches there.

pub mod gathering;
pub mod model;
pub mod routes;
pub mod rules;
pub mod wire;
