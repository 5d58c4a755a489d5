//! JSON out: the hand-over brief of a contract.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::{ApprenticeId, ContractId, MockExamId, SiteId, VisitId};
use crate::learning::coverage::wire::BlockNamedOut;
use crate::learning::missions::wire::SkillNamedOut;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};

/// A mission done before, without the words of the company it was done in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverMissionOut {
    /// What it is called; null for what a company told in its own words.
    #[schema(max_length = 2000)]
    pub label: Option<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; null while it went on.
    pub to_on: Option<NaiveDate>,
    /// The skills it exercised.
    #[schema(max_items = 200)]
    pub skills: Vec<SkillNamedOut>,
}

/// Where the centre sees an apprentice on a skill.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverPositionOut {
    /// Code of the skill.
    #[schema(max_length = 60, example = "bc02-2")]
    pub code: String,
    /// The skill as the sheet puts it; null when the programme no longer has it.
    #[schema(max_length = 2000)]
    pub label: Option<String>,
    /// Code of the level.
    #[schema(max_length = 60)]
    pub level: String,
    /// The level in words.
    #[schema(max_length = 200)]
    pub level_label: Option<String>,
    /// Day it was seen.
    pub seen_on: NaiveDate,
}

/// A visit that comes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverVisitOut {
    /// Visit.
    pub id: VisitId,
    /// Year of the training.
    #[schema(minimum = 1, maximum = 8)]
    pub training_year: i16,
    /// Rank in that year.
    #[schema(minimum = 1, maximum = 100)]
    pub ordinal: i16,
    /// Day planned.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
}

/// A mock exam that comes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverExamOut {
    /// Mock exam.
    pub id: MockExamId,
    /// Rank in the cohort.
    #[schema(minimum = 1, maximum = 100)]
    pub ordinal: i16,
    /// First of the month planned.
    pub month_on: NaiveDate,
    /// First day, once fixed.
    pub starts_on: Option<NaiveDate>,
    /// Last day, once fixed.
    pub ends_on: Option<NaiveDate>,
    /// Whether company tutors are invited.
    pub tutors_invited: bool,
}

/// What the tutor who takes over is told: programme, what was learnt, what is left, what comes. Neither why the former contract
/// ended, nor what the former company wrote, nor the reason of any accommodation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandoverBriefOut {
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// Contract taken over under.
    pub contract_id: ContractId,
    /// Site that follows them.
    pub site_id: SiteId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Code of the programme.
    #[schema(max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Its title.
    #[schema(max_length = 300)]
    pub programme_title: String,
    /// First day under the contract.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Last day of the training.
    pub training_ends_on: NaiveDate,
    /// First day counted as that of the exam.
    pub exam_on: NaiveDate,
    /// Whole months until then.
    #[schema(minimum = 0, maximum = 120)]
    pub months_left: usize,
    /// Missions done before, the latest begun first.
    #[schema(max_items = 1000)]
    pub missions: Vec<HandoverMissionOut>,
    /// Where the centre sees them, skill by skill, in the order of the sheet.
    #[schema(max_items = 1000)]
    pub positions: Vec<HandoverPositionOut>,
    /// Professional blocks of which no company exercised anything.
    #[schema(max_items = 200)]
    pub missing_blocks: Vec<BlockNamedOut>,
    /// Skills of professional blocks that no company exercised.
    #[schema(max_items = 1000)]
    pub missing_skills: Vec<SkillNamedOut>,
    /// Visits planned under the contract from now on.
    #[schema(max_items = 50)]
    pub visits: Vec<HandoverVisitOut>,
    /// Mock exams to come.
    #[schema(max_items = 50)]
    pub mock_exams: Vec<HandoverExamOut>,
}

impl AboutPeople for HandoverBriefOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::under(self.apprentice_id, Some(self.contract_id), self.as_of.max(self.starts_on))
    }
}
