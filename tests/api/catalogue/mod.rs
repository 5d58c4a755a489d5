//! The wing `catalogue` seen from outside.

pub mod code_lists;
pub mod programmes;
pub mod versions;
