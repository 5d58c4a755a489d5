//! The nouns: the facts a clock is read from, and a deadline.

mod deadline;
mod facts;

pub use deadline::{Deadline, DeadlineCode, DeadlineState};
pub use facts::{CompanyDays, Facts, MilestoneKind, PayStep, Recorded, SentAmendment, SentFile, SiteMonths};
