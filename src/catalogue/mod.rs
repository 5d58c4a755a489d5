//! Sites, programmes and cohorts. What a programme says lives in versioned files; the base keeps what rows point at.

pub mod file;
pub mod store;

pub use file::Catalogue;
