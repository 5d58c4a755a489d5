//! Mock exams: sessions, marks, results, invitations.

mod answers;
mod bulletins;
mod days;
mod exams;
mod invitations;
mod marks;
mod papers;
mod readings;
mod release;
mod reminders;
pub mod results;
mod sheets;

pub use exams::opened;
