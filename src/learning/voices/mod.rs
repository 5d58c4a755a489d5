//! Who speaks of what an apprentice learns: the apprentice, the centre and the company that employs them now.

pub mod acts;
pub mod model;
pub mod rules;
pub mod store;

pub use acts::{find, programme_of, speaks_under};
pub use model::{LearningFile, SkillCode, Voice};
