//! The wing `learning` seen from outside.

mod accommodations;
mod kept_units;
pub mod mock_exams;
mod projection;
pub mod sittings;
pub mod skills;
