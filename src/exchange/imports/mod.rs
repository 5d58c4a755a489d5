//! Files brought in: a dry run says what was understood, then all of it is created or nothing, and may be undone.

pub mod create;
pub mod model;
pub mod planning;
pub mod routes;
pub mod rules;
pub mod store;
pub mod transitions;
pub mod undo;
pub mod wire;
