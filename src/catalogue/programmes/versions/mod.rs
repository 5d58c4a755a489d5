//! Versions: what a training centre, a site or a programme says of itself, from its file first, then as people change it.
//!
//! A version is a whole document, dated, never rewritten: one goes back to an earlier one by writing it again. The
//! catalogue in memory is the files with the versions in force today; `docs/adr/0020` says how instances agree on it.

pub mod acts;
mod assembling;
mod checking;
mod current;
mod differences;
mod followed;
mod labels;
mod model;
pub mod routes;
pub mod rules;
mod sources;
pub mod store;
mod wire;
mod words;

pub use current::{CurrentCatalogue, as_it_stands, with_current};
pub use followed::{FollowedProgramme, ProgrammeVersion};
pub use model::{KnownVersions, Versioned};
