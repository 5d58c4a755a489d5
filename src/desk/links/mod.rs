//! Signed links: a company tutor without an account reads the brief of their apprentices, logs a visit or a call,
//! acknowledges a report, answers an invitation; by JSON, and on one small page that needs no script. A leaver answers their
//! survey on such a page.

pub mod brief;
pub mod delivery;
pub mod holder;
pub mod model;
pub mod pages;
pub mod reminders;
pub mod respondent;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::Link;
