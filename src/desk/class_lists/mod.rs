//! A class on one screen: who is in it, in which company, followed by whom, and what is late.

pub mod routes;
pub mod store;
pub mod wire;
