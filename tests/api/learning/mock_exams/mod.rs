//! Mock exams: sessions, marks, results, invitations.

mod bulletins;
mod exams;
mod invitations;
mod marks;
mod papers;
mod readings;
mod release;
pub mod results;
mod sheets;

pub use exams::opened;
