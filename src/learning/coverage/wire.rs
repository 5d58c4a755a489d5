//! JSON out.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::rules::{CoverageSources, exam_on, months_left, professional};
use crate::catalogue::programmes::file::{SkillBlock, SubjectKind};
use crate::ids::ApprenticeId;
use crate::learning::missions::wire::SkillNamedOut;
use crate::learning::voices::LearningFile;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};

/// A skill, and what the company exercised of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillCoverageOut {
    /// Code of the skill.
    #[schema(max_length = 60, example = "bc02-2")]
    pub code: String,
    /// The skill as the sheet puts it.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Whether a mission exercised it, or the tutor saw it above the lowest level.
    pub exercised: bool,
    /// How many missions exercised it.
    #[schema(minimum = 0)]
    pub missions: usize,
}

/// A block, and what the company exercised of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BlockCoverageOut {
    /// Key of the block.
    #[schema(max_length = 60, example = "bc02")]
    pub key: String,
    /// Name of the block.
    #[schema(max_length = 2000)]
    pub label: String,
    /// General or professional: the company is asked to exercise the professional ones.
    pub kind: SubjectKind,
    /// Whether any of its skills was exercised.
    pub exercised: bool,
    /// Its skills, in the order of the sheet.
    #[schema(max_items = 200)]
    pub skills: Vec<SkillCoverageOut>,
}

/// A block, by its key and its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BlockNamedOut {
    /// Key of the block.
    #[schema(max_length = 60, example = "bc04")]
    pub key: String,
    /// Name of the block.
    #[schema(max_length = 2000)]
    pub label: String,
}

/// A mission to suggest to the company.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MissionSuggestedOut {
    /// Code of the mission of the programme.
    #[schema(max_length = 60, example = "requested-4")]
    pub code: String,
    /// The mission as the sheet puts it.
    #[schema(max_length = 2000)]
    pub label: String,
    /// What it would exercise that nothing did.
    #[schema(max_items = 200)]
    pub brings: Vec<SkillNamedOut>,
}

/// Which skills the company exercised, and what is left.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CoverageOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// First day counted as that of the exam.
    pub exam_on: NaiveDate,
    /// Whole months until then.
    #[schema(minimum = 0, maximum = 120)]
    pub months_left: usize,
    /// Whether missions of the second year exercise no skill that those of the first did not, though some are left.
    pub repeats_first_year: bool,
    /// Every block.
    #[schema(max_items = 200)]
    pub blocks: Vec<BlockCoverageOut>,
    /// Professional blocks of which nothing was exercised.
    #[schema(max_items = 200)]
    pub missing_blocks: Vec<BlockNamedOut>,
    /// Skills of professional blocks that nothing exercised.
    #[schema(max_items = 1000)]
    pub missing_skills: Vec<SkillNamedOut>,
    /// The mission of the programme that would exercise most of them.
    pub suggestion: Option<MissionSuggestedOut>,
}

impl CoverageOut {
    /// The coverage of an apprentice whose cohort sits the exam of a session.
    pub fn of(file: &LearningFile<'_>, sources: &CoverageSources<'_>, session: i32) -> Self {
        let (programme, today) = (file.programme, sources.today);
        let exam_on = exam_on(programme, session, file.enrolment.cohort.ends_on);
        let blocks: Vec<BlockCoverageOut> =
            programme.skill_blocks.iter().map(|block| covered(block, sources)).collect();
        let bare = |block: &&SkillBlock| !blocks.iter().any(|one| one.key == block.key && one.exercised);
        let named = |block: &SkillBlock| BlockNamedOut { key: block.key.clone(), label: block.label.clone() };
        let named_skill = |code: &str| SkillNamedOut::of(programme, code);
        let suggestion = sources.suggestion().map(|(mission, brings)| MissionSuggestedOut {
            code: mission.code.clone(),
            label: mission.label.clone(),
            brings: brings.into_iter().map(named_skill).collect(),
        });
        Self {
            apprentice_id: file.apprentice_id,
            programme: programme.code.clone(),
            as_of: today,
            exam_on,
            months_left: months_left(today, exam_on),
            repeats_first_year: sources.repeats_first_year(),
            missing_blocks: professional(programme).filter(bare).map(named).collect(),
            missing_skills: sources.missing().into_iter().map(named_skill).collect(),
            suggestion,
            blocks,
        }
    }
}

fn covered(block: &SkillBlock, sources: &CoverageSources<'_>) -> BlockCoverageOut {
    let exercised = sources.exercised();
    let skills = block.skills.iter().map(|skill| SkillCoverageOut {
        code: skill.code.clone(),
        label: skill.label.clone(),
        exercised: exercised.contains(skill.code.as_str()),
        missions: sources.missions_on(&skill.code),
    });
    let skills: Vec<SkillCoverageOut> = skills.collect();
    BlockCoverageOut {
        key: block.key.clone(),
        label: block.label.clone(),
        kind: block.kind,
        exercised: skills.iter().any(|skill| skill.exercised),
        skills,
    }
}

impl AboutPeople for CoverageOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, today)
    }
}
