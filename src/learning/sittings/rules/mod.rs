//! What the rules say of sittings: how long they last, who is there twice at once, in which order candidates come.

pub mod book;
mod lasting;
mod overlaps;
mod placing;

pub use lasting::{EXTRA_TIME_SHARE, SittingDraft, check_sitting, draft_of, extra_minutes};
pub use overlaps::{Busy, Occupation, occupations_of, overlaps};
pub use placing::{JuryTime, Pause, WaitingCandidate, place};
