//! What the rules say of contracts: pure decisions, no database, no clock.

pub mod book;
pub mod competence;
pub mod dates;
pub mod eligibility;
pub mod life;
pub mod pay;
pub mod people;
pub mod readiness;
pub mod succession;
pub mod terms;
pub mod window;

pub use book::RULES;
