//! The clock of a contract, kept or imagined: its facts gathered, its deadlines told.

pub mod gathering;
pub mod routes;
pub mod store;
pub mod wire;

#[cfg(test)]
mod property_tests;
