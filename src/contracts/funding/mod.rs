//! What the State pays to who employs an apprentice, and by which figures the CFA is paid: simulated, never kept.

pub mod model;
pub mod routes;
pub mod rules;
pub mod wire;
