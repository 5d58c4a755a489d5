//! What was entered by mistake and taken back: the rows leave their tables whole, with a reason, and may come back.
//!
//! Lists, counts, statuses and what is due follow by themselves, since the rows are there no more. A room takes back what
//! is its own through `acts`; nothing else writes rows of other rooms.

pub mod acts;
pub mod kinds;
pub mod merging;
pub mod model;
mod noting;
pub mod routes;
pub mod rules;
mod standing;
#[cfg(test)]
mod standing_tests;
pub mod store;
mod telling;
pub mod wire;

pub use acts::{About, remove, take_back};
pub use kinds::WithdrawalKind;
pub use model::{RowScope, Withdrawal};
pub use noting::{against_noted, forget_noted, noted, take_noted_back};
pub use standing::{Dependents, tables_with_words};
pub use wire::{MergeIn, MergePreviewIn, MergePreviewOut, WithdrawalIn, WithdrawalOut, answer};
