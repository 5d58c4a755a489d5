//! What goes out and comes in by machine or by file: the feed of changes, spreadsheets, imports, exports.

pub mod changes;
pub mod exports;
pub mod imports;
pub mod mark_sheets;
pub mod result_sheets;
pub mod sheets;
