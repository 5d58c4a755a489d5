//! Mock exams: sessions, marks, results, invitations.

mod bulletins;
mod answers;
mod days;
mod exams;
mod invitations;
mod marks;
mod papers;
mod readings;
mod release;
pub mod results;
mod reminders;
mod sheets;

pub use exams::opened;
