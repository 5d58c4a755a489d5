//! Results: the official exam of an enrolment at a session, from the registration to the diploma, as given by those who decide.

pub mod model;

pub use model::ExamResult;
