//! Phone contacts: who called whom about an apprentice, what came of it, and what is to be done next.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::PhoneContact;
