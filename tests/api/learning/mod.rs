//! The wing `learning` seen from outside.

pub mod mock_exams;
mod projection;
pub mod sittings;
mod skills;
