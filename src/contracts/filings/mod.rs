//! Depositing a contract with the skills operator or the State: sent, completed, accepted with its number, or refused.

pub mod acts;
pub mod routes;
pub mod wire;
