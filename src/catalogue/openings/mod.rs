//! Opening and changing a cohort: its row and the mock exams its programme plans, in one act.

pub mod routes;
pub mod rules;
pub mod wire;
