//! Surveys: what leavers do some months after the end of their training, and the official figures beside, never mixed.

pub mod acts;
pub mod delivery;
pub mod letters;
pub mod model;
pub mod objections;
pub mod routes;
pub mod rules;
pub mod schedule;
pub mod store;
pub mod wire;

pub use model::LeaverSurvey;
