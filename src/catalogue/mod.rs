//! What the centre teaches: programmes, the code lists of the official form, and cohorts.

pub mod code_lists;
pub mod cohorts;
pub mod programmes;
