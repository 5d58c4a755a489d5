//! The brief for the tutor who takes over: what was learnt, what is left, what comes next; nothing of why they left.

mod gathering;
mod printing;
pub mod routes;
pub mod rules;
pub mod wire;
