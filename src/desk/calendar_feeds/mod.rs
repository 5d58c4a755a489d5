//! Calendars people subscribe to: one secret address a person, read-only, with as little as a calendar needs.
//!
//! Whole days only: nothing here has an hour, so that no time zone can move it. What a reader of the address may see is
//! what the person may: given names and initials. A change raises the sequence of its entry.

pub mod acts;
mod gathering;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
