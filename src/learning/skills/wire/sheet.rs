//! What is answered of an apprentice as a whole: every skill of the programme, block by block.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::rows::{PositionWords, PriorLearningOut, SkillPositionOut, SkillTargetOut};
use crate::catalogue::programmes::file::{Skill, SkillBlock, SkillLevel, SubjectKind};
use crate::ids::ApprenticeId;
use crate::learning::skills::model::{PositionKind, PriorLearning, SkillPosition, SkillTarget};
use crate::learning::skills::rules::{latest_of_each_voice, levels_apart};
use crate::learning::voices::LearningFile;
use crate::learning::voices::model::level_words;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};

/// A level of the scale.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillLevelOut {
    /// Code.
    #[schema(max_length = 60, example = "acquired")]
    pub code: String,
    /// The level in words.
    #[schema(max_length = 2000, example = "Acquise")]
    pub label: String,
}

/// A skill: the latest of each voice, what the centre wants, whether the voices disagree.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillSeenOut {
    /// Code of the skill.
    #[schema(max_length = 60, example = "bc01-3")]
    pub code: String,
    /// The skill as the sheet puts it.
    #[schema(max_length = 2000)]
    pub label: String,
    /// The latest of each voice: apprentice, centre, company; who said nothing is not there.
    #[schema(max_items = 3)]
    pub latest: Vec<SkillPositionOut>,
    /// The latest initial positioning of each voice.
    #[schema(max_items = 3)]
    pub initial: Vec<SkillPositionOut>,
    /// What the centre wants.
    pub target: Option<SkillTargetOut>,
    /// Whether the latest of each voice are not all on the same level.
    pub disagreement: bool,
    /// How many levels apart they are.
    #[schema(minimum = 0, maximum = 9)]
    pub levels_apart: usize,
    /// Whether it was recognised as learnt before.
    pub recognised: bool,
}

/// A block, with its skills in the order of the sheet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillBlockSeenOut {
    /// Key of the block.
    #[schema(max_length = 60, example = "bc01")]
    pub key: String,
    /// Name of the block.
    #[schema(max_length = 2000)]
    pub label: String,
    /// General or professional.
    pub kind: SubjectKind,
    /// Its skills.
    #[schema(max_items = 200)]
    pub skills: Vec<SkillSeenOut>,
}

/// Where an apprentice stands, block by block.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillsOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Code of the programme whose skills they are.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// The levels, from nothing to the highest.
    #[schema(max_items = 10)]
    pub scale: Vec<SkillLevelOut>,
    /// The blocks, in the order of the sheet.
    #[schema(max_items = 200)]
    pub blocks: Vec<SkillBlockSeenOut>,
    /// What was recognised as learnt before.
    #[schema(max_items = 100)]
    pub prior_learning: Vec<PriorLearningOut>,
}

impl AboutPeople for SkillsOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, today)
    }
}

/// What is known of the skills of an apprentice.
#[derive(Debug)]
pub struct KnownSkills {
    /// The latest of each skill, voice and kind.
    pub positions: Vec<SkillPosition>,
    /// The latest of each skill.
    pub targets: Vec<SkillTarget>,
    pub prior_learning: Vec<PriorLearning>,
}

impl KnownSkills {
    /// The same block by block, in words.
    pub fn shown(self, file: &LearningFile<'_>, words: &PositionWords<'_>, as_of: NaiveDate) -> SkillsOut {
        let scale = file.programme.skill_scale.iter();
        let level = |level: &SkillLevel| SkillLevelOut {
            code: level.code.clone(),
            label: level_words(level, words.lang),
        };
        SkillsOut {
            apprentice_id: file.apprentice_id,
            programme: file.programme.code.clone(),
            as_of,
            scale: scale.map(level).collect(),
            blocks: file.programme.skill_blocks.iter().map(|block| self.block(block, words)).collect(),
            prior_learning: self.prior_learning.into_iter().map(PriorLearningOut::from).collect(),
        }
    }

    fn block(&self, block: &SkillBlock, words: &PositionWords<'_>) -> SkillBlockSeenOut {
        SkillBlockSeenOut {
            key: block.key.clone(),
            label: block.long_label.as_ref().unwrap_or(&block.label).clone(),
            kind: block.kind,
            skills: block.skills.iter().map(|skill| self.skill(skill, words)).collect(),
        }
    }

    fn skill(&self, skill: &Skill, words: &PositionWords<'_>) -> SkillSeenOut {
        let theirs = self.positions.iter().filter(|one| one.facts.skill_code == skill.code);
        let latest = latest_of_each_voice(theirs.clone().collect());
        let apart = levels_apart(words.programme, latest.iter().copied());
        let initial = theirs.filter(|one| one.facts.kind == PositionKind::Initial);
        let target = self.targets.iter().find(|one| one.skill_code == skill.code);
        SkillSeenOut {
            code: skill.code.clone(),
            label: skill.label.clone(),
            initial: initial.map(|one| words.position(one)).collect(),
            latest: latest.into_iter().map(|one| words.position(one)).collect(),
            target: target.map(|one| words.target(one)),
            disagreement: apart > 0,
            levels_apart: apart,
            recognised: self.prior_learning.iter().any(|one| one.skill_codes.contains(&skill.code)),
        }
    }
}
