//! Papers marked by two people: the mark of each, whether they agree, and what they settle on where they do not.

pub mod acts;
pub mod model;
mod papers;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
