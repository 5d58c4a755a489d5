//! The wing `exchange` seen from outside.

pub mod changes;
pub mod exports;
pub mod imports;
mod mark_sheets;
mod result_sheets;
