//! Surveys: what leavers do some months after the end of their training, and the official figures beside, never mixed.

pub mod model;

pub use model::OutcomeSurvey;
