//! The contract and all that hangs on it: pay, tutors, signatures, filings, amendments, clock, form, funding, milestones.

pub mod agreements;
pub mod amendments;
pub mod clock;
pub mod consequences;
pub mod filings;
pub mod forms;
pub mod funding;
pub mod milestones;
pub mod pay;
pub mod pay_schedules;
pub mod signatures;
pub mod tutorships;
