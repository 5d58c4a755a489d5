//! What the centre teaches: programmes, cohorts, and the code lists of the official form.

pub mod code_lists;
pub mod openings;
pub mod programmes;
