//! The yearly declarations that come from the files of learners: figures of a site and a year, each with its definition and who
//! is behind it. Computed when read, never kept; the definitions are data of the law.

pub mod gathering;
pub mod model;
pub mod routes;
pub mod rules;
pub mod table;
pub mod wire;
