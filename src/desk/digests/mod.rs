//! The daily digest: one mail a person with one line for each thing they have to do, nothing when nothing is due.
//!
//! Prepared once a day and a site, in one transaction with the mails themselves, from the hour the configuration
//! names, with the notices of a right that ends; a quiet day (the weekdays and the period of each person, public holidays) prepares nothing.

pub mod acts;
mod covers;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
mod tutors;
pub mod wire;

pub use acts::prepare_due;
