//! Lists as spreadsheets: which columns each list has, how a cell is read and written, and the files around them.
//! Imports and exports share it, so that what goes out comes back in.

pub mod cells;
pub mod column;
pub mod lists;
pub mod nesting;
pub mod reading;
pub mod writing;

pub use column::{Column, Shape, SheetLayout};
pub use lists::ListKind;
