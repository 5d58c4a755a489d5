//! Missions: what apprentices really did in the company, against the list of the programme or in words.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::CompanyMission;
