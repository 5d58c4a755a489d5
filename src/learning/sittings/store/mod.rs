//! Every query on sittings, their jurors, their slots and their publication.

mod people;
mod publications;
mod sittings;
mod slots;
mod writing;

pub use people::{candidates_of, cohort_candidates, names_of_staff, names_of_tutors};
pub use publications::{find_publication, lock_publication, publications_of, publish};
pub use sittings::{
    AgendaFilter, SittingKey, at_some_time, count_sittings, find_sitting, jurors_of, list_sittings,
    lock_sitting, papers_named, running_exams, sittings_of_exam,
};
pub use slots::{find_slot, lock_slot, set_apart, slots_of, slots_of_candidate, unplaced_count};
pub use writing::{
    change_sitting, insert_sittings, insert_slot, keep_pauses, lock_planning, place_slots, write_slot,
};
