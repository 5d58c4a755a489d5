//! JSON in and out.

mod rows;
mod sent;
mod sheet;

pub use rows::{
    PositionWords, PositionsSaidOut, PriorLearningOut, SkillPositionOut, SkillTargetOut, TargetsSetOut,
};
pub use sent::{
    AttestationParams, ClassPositionIn, ClassPositionsIn, PriorLearningIn, SkillPositionIn, SkillPositionsIn,
    SkillTargetIn, SkillTargetsIn,
};
pub use sheet::{KnownSkills, SkillBlockSeenOut, SkillLevelOut, SkillSeenOut, SkillsOut};
