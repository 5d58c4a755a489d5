//! The nouns: the facts a clock is read from, and a deadline.

mod deadline;
mod facts;

pub use deadline::{Deadline, DeadlineCode, DeadlineState};
pub use facts::{
    AmendedFacts, CompanyDays, EntryPeriod, Facts, MilestoneKind, PayStep, PlaceOfWork, Recorded,
    SentAmendment, SentFile, SiteMonths,
};
