//! Every query on what was derived, on the marks that say what to derive anew, and on what was given up or put off.

mod cache;
mod editions;
mod listing;
mod names;
mod owners;
mod settlements;
mod tallies;

pub use cache::{
    Marks, StaleSite, begin_anew, expand, forget_ledgers, forget_marks, is_far_behind, lock_site, replace,
    stale_sites, sweep, take_marks, try_lock_site,
};
pub use editions::{EditionTurn, attend};
pub use listing::{
    KindCount, ObligationFilter, ObligationRow, ObligationView, count_open, find, list, pressing_at,
};
pub use names::{Names, names_of};
pub use settlements::{
    Settled, Settlement, Snooze, Waiver, give_up, is_waived, put_off, resume_snooze, resume_waiver,
    settled_on,
};
