//! What an apprentice meets before a contract ends early, and contracts that do.

pub mod declarations;
pub mod difficulties;
pub mod watch;
pub mod procedures;
