//! The wing `ruptures` seen from outside.

pub mod declarations;
pub mod difficulties;
pub mod watch;
mod procedures;
pub mod searches;
pub mod stays;
