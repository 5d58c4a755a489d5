//! What is learnt and examined along the way.

pub mod mock_exams;
pub mod projection;
