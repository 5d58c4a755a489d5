//! How long what is told of apprentices is kept: a report of what is due and of what holds it back, what a site sets, and the
//! job that lets it go. Of whom goes, rates keep the dated facts and nothing else. Traces of acts have their own room,
//! `trust/retention`.

pub mod acts;
pub mod gathering;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use acts::{ForgottenRecords, forget_due};
