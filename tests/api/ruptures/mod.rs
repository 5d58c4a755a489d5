//! The wing `ruptures` seen from outside.

pub mod boards;
pub mod declarations;
pub mod difficulties;
pub mod watch;
mod procedures;
pub mod handovers;
pub mod searches;
pub mod stays;
