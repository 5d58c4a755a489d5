//! Sites and programmes. What a programme says lives in versioned files; the base keeps what rows point at.

pub mod file;
pub mod letterhead;
pub mod routes;
mod site_key;
pub mod store;
pub mod versions;
pub mod wire;

pub use file::Catalogue;
pub use site_key::SiteKey;
pub use versions::{CurrentCatalogue, as_it_stands};
