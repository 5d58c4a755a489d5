//! What the centre teaches: programmes, the code lists of the official form, cohorts and rooms.

pub mod code_lists;
pub mod cohorts;
pub mod programmes;
pub mod rooms;
