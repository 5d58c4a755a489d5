//! What an apprentice meets before a contract ends early, and contracts that do, and what follows for the apprentice.

pub mod boards;
pub mod declarations;
pub mod difficulties;
pub mod handovers;
pub mod procedures;
pub mod searches;
pub mod stays;
pub mod watch;
