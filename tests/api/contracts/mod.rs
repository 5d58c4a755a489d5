//! The wing `contracts` seen from outside.

pub mod agreements;
pub mod amendments;
pub mod clock;
pub mod filings;
pub mod forms;
pub mod funding;
pub mod milestones;
pub mod pay;
pub mod signatures;
pub mod tutorships;
