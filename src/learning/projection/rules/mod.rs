//! What the marks known lead to: the mean, what is still needed, the catch-up orals. Exact integers, no rounding but up.

pub mod book;
mod catch_up;
mod needs;
mod supposed;

pub use catch_up::{CatchUp, CatchUpStatus, OralChoice, OralNeed, catch_up, orals_may_do};
pub use needs::{ExactMean, NeedReason, NeededMark, Outlook, Projection, UnitNeed, project};
pub use supposed::{ExamAbsence, SupposedMarks, suppose};

#[cfg(test)]
mod tests;
