//! Signing a contract: a draft becomes a contract, and the visits of the training are planned with it.

pub mod acts;
pub mod routes;
pub mod rules;
