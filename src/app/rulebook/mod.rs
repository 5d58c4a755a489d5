//! The book of rules: everything that may be refused or warned of, with the text it rests on.
//!
//! Each room declares its own rules; this one owns no table and only lists them.

pub mod book;
pub mod routes;
pub mod wire;
