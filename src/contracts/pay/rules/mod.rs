//! Pure rules of pay: facts and figures of the law in, a schedule with its reasons out.

mod bands;
mod declared;
mod facts;
mod figures;
mod form;
mod lines;
mod minimum;
mod schedule;
mod sentences;
mod years;

#[cfg(test)]
mod lines_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod worked_tests;

pub use declared::{LINES_GAP, PREVIOUS_UNKNOWN, RULES};
pub use facts::check_facts;
pub use figures::PayFigures;
pub use lines::check_lines;
pub use schedule::schedule;
