//! What is learnt and examined along the way.

pub mod accommodations;
pub mod coverage;
pub mod kept_units;
pub mod missions;
pub mod mock_exams;
pub mod projection;
pub mod results;
pub mod sittings;
pub mod skills;
pub mod voices;
