//! Mock exams: sessions, marks, results, invitations.

mod exams;
mod invitations;
mod marks;
