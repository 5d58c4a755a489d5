//! Results: the official exam of an enrolment at a session, from the registration to the diploma, as given by those who decide.

pub mod acts;
pub mod model;
mod official;
pub mod registrations;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::ExamResult;
pub use official::OF_PROJECTIONS;
