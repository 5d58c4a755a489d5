//! Sites and programmes. What a programme says lives in versioned files; the base keeps what rows point at.

pub mod file;
pub mod routes;
pub mod store;
pub mod wire;

pub use file::Catalogue;
