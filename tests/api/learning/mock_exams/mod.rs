//! Mock exams: sessions, marks, results, invitations.

mod exams;
mod invitations;
mod marks;
mod papers;
mod release;
mod sheets;

pub use exams::opened;
