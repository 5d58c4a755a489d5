//! The wing `learning` seen from outside.

pub mod mock_exams;
mod projection;
mod skills;
