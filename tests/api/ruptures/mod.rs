//! The wing `ruptures` seen from outside.

pub mod boards;
pub mod declarations;
pub mod difficulties;
pub mod handovers;
mod procedures;
pub mod searches;
pub mod stays;
mod story;
pub mod watch;
