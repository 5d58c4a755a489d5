//! What the marks of mock exams come to: means by unit, block and exam, their distribution, how they move from one session
//! to the next. Computed from the marks, never kept; a mock exam never feeds the official result.

pub mod acts;
pub mod appreciations;
pub mod model;
mod picture;
#[cfg(feature = "pdf")]
mod printing;
pub mod routes;
pub mod rules;
mod wire;

pub use wire::french_mark;
