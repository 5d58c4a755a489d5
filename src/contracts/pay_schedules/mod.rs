//! The pay of a contract, to whoever may read it: computed from what is kept, never kept itself.

pub mod routes;
pub mod store;
pub mod wire;
