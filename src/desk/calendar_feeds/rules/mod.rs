//! Pure decisions on feeds: what each thing is called, when its sequence grows, how the calendar is written.

mod naming;
mod sequences;
mod writing;

pub use naming::{Exam, VisitOf, of_day, of_due, of_exam, of_sitting, of_visit, short_name};
pub use sequences::{Numbered, numbered};
pub use writing::written;
