//! The rates of a training, each with its numerator, its denominator and who is left out and why: computed from facts as of a
//! day, never kept. What is counted is an enrolment at an exam session: its cohort's, and each later one it is registered for.
//! The definitions are data of the law; what was published is kept by the publications.

mod enrolled;
mod exams;
pub mod gathering;
pub mod model;
pub mod past;
pub mod routes;
pub mod rules;
pub mod trend;
pub mod wire;
