//! The catalogue itself and its main noun: a programme as one site teaches it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::programmes::versions::KnownVersions;
use crate::law::figures::DocumentKind;

use super::{
    AdmissionGate, AdmissionWindow, AnnouncedCohort, BroughtByFolder, Certainty, Cfa, ContractWindow,
    ExamPeriod, ExamRegulation, MissingBlock, MockExamMarking, MockExamPlanned, OpenDay, OpeningRule,
    OutcomeSurvey, Presentation, PublishedFigure, Rhythm, Rncp, Site, Skill, SkillBlock, SkillLevel, Text,
    certification::usual_scale,
};
use crate::text_enum;

/// Everything the catalogue files say: training centres, sites and programmes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The training centres responsible for the apprentices.
    #[schema(max_items = 200)]
    pub cfas: Vec<Cfa>,
    /// The sites where the training is given.
    #[schema(max_items = 200)]
    pub sites: Vec<Site>,
    /// The programmes taught, one per file.
    #[schema(max_items = 200)]
    pub programmes: Vec<Programme>,
    /// What folders brought beside the files of the program.
    #[serde(skip)]
    #[schema(ignore)]
    pub brought: Vec<BroughtByFolder>,
    /// The versions it was made of.
    #[serde(skip)]
    #[schema(ignore)]
    pub versions: KnownVersions,
}

impl Catalogue {
    /// The training centre of this code.
    pub fn cfa(&self, code: &str) -> Option<&Cfa> {
        self.cfas.iter().find(|cfa| cfa.code == code)
    }

    /// The site of this code.
    pub fn site(&self, code: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.code == code)
    }

    /// The programme of this code.
    pub fn programme(&self, code: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.code == code)
    }
}

/// A programme as one site teaches it: the content of its programme sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "visits_per_year": 3,
    "open_days": [{"held_on": "2027-01-30", "from": "09:00:00", "until": "16:30:00"}],
})))]
pub struct Programme {
    /// Edition of the file, raised by whoever changes it.
    #[schema(min_length = 1, max_length = 60, example = "2026.1")]
    pub version: String,
    /// Fingerprint of the file's text, computed at loading and never written in the file.
    #[serde(default)]
    #[schema(max_length = 16, example = "cbf29ce484222325")]
    pub digest: String,
    /// Stable code of the programme, also the name of its file.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bts-mco")]
    pub code: String,
    /// Code of the site that teaches it.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "ufa-leonie-aviat")]
    pub site: String,
    /// Codes of other sites that teach it as well, from the same sheet.
    #[serde(default)]
    #[schema(max_items = 200, value_type = Vec<Text>)]
    pub also_taught_at: Vec<String>,
    /// Codes of the site's contacts who answer for this programme.
    #[serde(default)]
    #[schema(max_items = 200, value_type = Vec<Text>)]
    pub contacts: Vec<String>,
    /// Full title.
    #[schema(min_length = 1, max_length = 2000)]
    pub title: String,
    /// Title used in a list or on a button.
    #[schema(min_length = 1, max_length = 2000, example = "BTS MCO")]
    pub short_title: String,
    /// Line printed under the title.
    #[schema(min_length = 1, max_length = 2000)]
    pub subtitle: Option<String>,
    /// National code of the diploma, eight characters.
    #[schema(max_length = 8, pattern = "^[A-Z0-9]{3}[0-9]{3}[A-Z0-9]{2}$", example = "32031213")]
    pub diploma_code: Option<String>,
    /// Whether the diploma code was read on an official source.
    #[serde(default)]
    pub diploma_code_certainty: Certainty,
    /// What remains to be checked about the diploma code.
    #[schema(min_length = 1, max_length = 2000)]
    pub diploma_code_note: Option<String>,
    /// Length of the training, in months.
    #[schema(minimum = 1, maximum = 60)]
    pub duration_months: u32,
    /// The duration as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub duration_statement: Option<String>,
    /// Visits to the company planned in each training year.
    #[schema(minimum = 0, maximum = 12)]
    pub visits_per_year: u8,
    /// Whether the site also follows its apprentices by phone.
    pub phone_contacts: bool,
    /// The follow-up as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub follow_up_statement: Option<String>,
    /// Whether skill blocks can be obtained one by one.
    pub blocks_capitalisable: bool,
    /// Whether the certification has bridges (passerelles) to others.
    pub bridges: bool,
    /// What the national register of certifications says.
    pub rncp: Rncp,
    /// When the training opens each year.
    pub opening: OpeningRule,
    /// Cohorts whose dates the sheet announces.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub announced_cohorts: Vec<AnnouncedCohort>,
    /// Months of the year during which one may enrol.
    pub admission_window: AdmissionWindow,
    /// What a candidate goes through, in order.
    #[schema(max_items = 200)]
    pub admission_gates: Vec<AdmissionGate>,
    /// Documents asked for the file of an apprentice, instead of those of `GET /v1/reference/documents`; none leaves those.
    #[serde(default)]
    #[schema(max_items = 60)]
    pub documents: Vec<DocumentKind>,
    /// When a contract may be signed, by the site's own rule.
    pub contract_window: ContractWindow,
    /// Alternation between the company and the centre.
    pub rhythm: Rhythm,
    /// Mock exams planned over the training.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub mock_exams: Vec<MockExamPlanned>,
    /// How their marks are told and agreed.
    #[serde(default)]
    pub mock_exam_marking: MockExamMarking,
    /// Skill blocks, with the skills positioned during the training.
    #[schema(max_items = 200)]
    pub skill_blocks: Vec<SkillBlock>,
    /// Levels on which skills are positioned, from nothing to the highest.
    #[serde(default = "usual_scale")]
    #[schema(min_items = 2, max_items = 10)]
    pub skill_scale: Vec<SkillLevel>,
    /// Level of the scale from which a skill counts as acquired; `acquired` when nothing is said and the scale has it, else the
    /// highest.
    #[serde(default)]
    #[schema(max_length = 60, example = "acquired")]
    pub acquired_from: Option<String>,
    /// When the exam begins; the last day of the cohort when nothing is said.
    #[serde(default)]
    pub exam_period: Option<ExamPeriod>,
    /// Blocks the register numbers but the sheet does not describe.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub missing_blocks: Vec<MissingBlock>,
    /// Exam regulations, each valid for a range of sessions.
    #[schema(max_items = 200)]
    pub exam_regulations: Vec<ExamRegulation>,
    /// Missions the company may entrust to the apprentice.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub missions: Vec<MissionGroup>,
    /// Activities the certification prepares for.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub activities: Vec<ActivityGroup>,
    /// Days when the site opens its doors.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub open_days: Vec<OpenDay>,
    /// Who pays for the training.
    pub funding: Funding,
    /// Rates the sheet publishes, as published.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub published_figures: Vec<PublishedFigure>,
    /// What national surveys say became of former apprentices.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub outcome_surveys: Vec<OutcomeSurvey>,
    /// The sentences of the sheet, for readers.
    #[serde(default)]
    pub presentation: Presentation,
}

impl Programme {
    /// The regulation a candidate of this session sits.
    pub fn regulation_for(&self, session: i32) -> Option<&ExamRegulation> {
        self.exam_regulations.iter().find(|regulation| regulation.covers(session))
    }

    /// The regulation of this code.
    pub fn regulation(&self, code: &str) -> Option<&ExamRegulation> {
        self.exam_regulations.iter().find(|regulation| regulation.code == code)
    }

    /// The skill block named by its key or by its RNCP code.
    pub fn skill_block(&self, key_or_rncp_code: &str) -> Option<&SkillBlock> {
        self.skill_blocks.iter().find(|block| block.is_named(key_or_rncp_code))
    }

    /// The skill of this code, in whichever block holds it.
    pub fn skill(&self, code: &str) -> Option<&Skill> {
        self.skill_blocks.iter().flat_map(|block| &block.skills).find(|skill| skill.code == code)
    }

    /// The block that holds the skill of this code.
    pub fn block_of(&self, skill: &str) -> Option<&SkillBlock> {
        self.skill_blocks.iter().find(|block| block.skills.iter().any(|one| one.code == skill))
    }

    /// The mission of this code, in whichever list holds it.
    pub fn mission(&self, code: &str) -> Option<&Mission> {
        self.missions.iter().flat_map(|group| &group.missions).find(|mission| mission.code == code)
    }

    /// How high a level is in the scale, from 0.
    pub fn rank_of_level(&self, code: &str) -> Option<usize> {
        self.skill_scale.iter().position(|level| level.code == code)
    }

    /// Whether a level of the scale counts as acquired.
    pub fn is_acquired(&self, level: &str) -> bool {
        let named = self.acquired_from.as_deref().unwrap_or("acquired");
        let highest = self.skill_scale.len().saturating_sub(1);
        let least = self.rank_of_level(named).unwrap_or(highest);
        self.rank_of_level(level).is_some_and(|rank| least <= rank)
    }

    /// The sites that teach it: the one that keeps its sheet, then the others.
    pub fn sites(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.site).chain(&self.also_taught_at)
    }

    /// Number of training years, a started year counting as one.
    pub fn training_years(&self) -> u32 {
        self.duration_months.div_ceil(12)
    }
}

/// A list of missions with the sentence that introduces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MissionGroup {
    /// Stable code of the list.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bts-mco")]
    pub code: String,
    /// Sentences before the list.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub introduction: Vec<Text>,
    /// Where it is known from which skills its missions exercise, when the sheet does not say.
    #[schema(min_length = 1, max_length = 2000)]
    pub skills_note: Option<String>,
    /// The missions, in the order of the sheet.
    #[schema(max_items = 200)]
    pub missions: Vec<Mission>,
}

/// A mission a company may entrust to the apprentice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueMission)]
pub struct Mission {
    /// Stable code of the mission.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bts-mco")]
    pub code: String,
    /// The mission as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Codes of the skills it exercises.
    #[serde(default)]
    #[schema(max_items = 200, value_type = Vec<Text>)]
    pub skills: Vec<String>,
}

/// Activities the certification prepares for, under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityGroup {
    /// Heading of the group.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Skill block the activities belong to, by key or RNCP code.
    #[schema(max_length = 60)]
    pub block: Option<String>,
    /// The activities, in the order of the sheet.
    #[schema(max_items = 200)]
    pub items: Vec<Text>,
}

/// Who pays for the training, and what it costs the apprentice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// The body that pays.
    pub funded_by: FundingBody,
    /// Enrolment fee asked of the apprentice, in cents.
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub enrolment_fee_cents: u32,
    /// The funding as the sheet puts it.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub statements: Vec<Text>,
    /// What the sheet says of the apprentice's pay.
    #[schema(min_length = 1, max_length = 2000)]
    pub pay_statement: Option<String>,
}

text_enum!(
    /// The body that pays for the training.
    FundingBody {
        /// The skills operator (OPCO) of the company.
        Opco = "opco" => "OPCO" / "OPCO",
        /// The employer itself, as public employers may.
        Employer = "employer" => "Employeur" / "Employer",
        /// The regional council.
        Region = "region" => "Région" / "Region",
    }
);
