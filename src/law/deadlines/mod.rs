//! Deadlines: every date that matters to a contract, with the rule it comes from, its computation shown and where it
//! stands on a day. Pure: facts in, dates out.

pub mod model;
pub mod rules;

pub use model::{CompanyDays, Deadline, Facts, SentFile};
pub use rules::{RULES, clock};
