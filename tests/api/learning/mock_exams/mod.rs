//! Mock exams: sessions, marks, results, invitations.

mod exams;
mod invitations;
mod marks;
mod papers;
mod sheets;

pub use exams::opened;
