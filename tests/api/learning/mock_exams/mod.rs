//! Mock exams: sessions, marks, results, invitations.

mod exams;
mod invitations;
mod marks;

pub use exams::opened;
