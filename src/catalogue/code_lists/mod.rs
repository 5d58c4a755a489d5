//! The code lists of the official form: served to anybody, and asked of every record that carries codes.
//!
//! The lists are data (`catalogue/law/forms.toml`); this room owns no table.

pub mod routes;
pub mod rules;
pub mod wire;
