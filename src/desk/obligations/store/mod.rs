//! Every query on what was derived, on the marks that say what to derive anew, and on what was given up or put off.

mod cache;
mod editions;
mod filter;
mod groups;
mod listing;
mod mornings;
mod names;
mod owners;
mod ranking;
mod settlements;
mod tallies;

pub use cache::{
    Marks, StaleSite, begin_anew, expand, forget_ledgers, forget_marks, is_far_behind, lock_derivation,
    replace, stale_sites, sweep, take_marks, try_lock_derivation,
};
pub use editions::{EditionTurn, attend};
pub use filter::{FOLLOWS_CFA, ObligationFilter, ObligationSort, ObligationView, OwnWork, OwnedBy};
pub use groups::{ApprenticeGroup, GroupPlace, GroupRow, first_of_kinds, groups_of_apprentices};
pub use listing::{KindCount, ObligationRow, count, count_open, find, is_read_by, late_of, sites_of_rows};
pub use mornings::{MorningRows, morning_of};
pub use names::{Names, names_of};
pub use ranking::{ObligationPlace, list, pressing_at};
pub use settlements::{
    Settled, Settlement, Snooze, Waiver, give_up, is_waived, put_off, resume_snooze, resume_waiver,
    settled_on,
};
