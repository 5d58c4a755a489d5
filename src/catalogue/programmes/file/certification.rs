//! What the certification is made of: its place in the national register, its blocks, its skills.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Text;
use crate::text_enum;

/// What the national register of certifications (RNCP) says of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rncp {
    /// Code of the record.
    #[schema(max_length = 9, pattern = "^RNCP[0-9]{3,5}$", example = "RNCP38362")]
    pub code: String,
    /// Full name of the register.
    #[schema(min_length = 1, max_length = 2000)]
    pub register: Option<String>,
    /// Level of the certification in the national framework.
    #[schema(minimum = 1, maximum = 8)]
    pub level: u8,
    /// The authority that certifies.
    #[schema(min_length = 1, max_length = 2000)]
    pub certifier: String,
    /// Reference of the text that creates the certification.
    #[schema(min_length = 1, max_length = 2000)]
    pub decree: Option<String>,
    /// Day that text appeared in the official journal.
    pub decree_published_on: Option<NaiveDate>,
    /// Day the record was published.
    pub published_on: Option<NaiveDate>,
    /// Day the certifying paths start.
    pub paths_start_on: Option<NaiveDate>,
    /// Day the registration ends.
    pub registration_ends_on: NaiveDate,
    /// Last day the certification can be delivered.
    pub last_delivery_on: Option<NaiveDate>,
}

text_enum!(
    /// How sure a piece of data is.
    #[derive(Default)]
    Certainty {
        /// The source says it.
        #[default]
        Stated = "stated" => "Dit par la fiche" / "Stated by the sheet",
        /// It was deduced or could not be checked; a note says why.
        Unverified = "unverified" => "Non vérifié" / "Not verified",
    }
);

text_enum!(
    /// Whether a unit or a block is general or professional.
    SubjectKind {
        /// General education.
        General = "general" => "Enseignement général" / "General",
        /// Professional education.
        Professional = "professional" => "Enseignement professionnel" / "Professional",
    }
);

/// A block of skills that can be obtained on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillBlock {
    /// Stable key of the block within the programme.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bc01")]
    pub key: String,
    /// Code of the block in the national register, when it has one.
    #[schema(max_length = 13, pattern = "^RNCP[0-9]{3,5}BC[0-9]{1,2}$", example = "RNCP38362BC01")]
    pub rncp_code: Option<String>,
    /// Name of the block.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Name in full, when the label is an abbreviation.
    #[schema(min_length = 1, max_length = 2000)]
    pub long_label: Option<String>,
    /// Sentence before the list of skills.
    #[schema(min_length = 1, max_length = 2000)]
    pub introduction: Option<String>,
    /// Whether the block is general or professional.
    pub kind: SubjectKind,
    /// The skills, in the order of the sheet.
    #[schema(max_items = 200)]
    pub skills: Vec<Skill>,
}

impl SkillBlock {
    /// Whether this is the block's key or its RNCP code.
    pub fn is_named(&self, key_or_rncp_code: &str) -> bool {
        self.key == key_or_rncp_code || self.rncp_code.as_deref() == Some(key_or_rncp_code)
    }
}

/// A skill on which an apprentice is positioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueSkill)]
pub struct Skill {
    /// Stable code of the skill, unique in the programme.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "bc01-1")]
    pub code: String,
    /// The skill as the sheet puts it.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// What the skill is made of, when the sheet details it.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub details: Vec<Text>,
}

/// A level of the scale on which skills are positioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillLevel {
    /// Stable code of the level.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(_[a-z0-9]+)*$", example = "in_progress")]
    pub code: String,
    /// The level as people read it.
    #[schema(min_length = 1, max_length = 2000, example = "En cours d'acquisition")]
    pub label: String,
    /// The same in English.
    #[schema(min_length = 1, max_length = 2000, example = "In progress")]
    pub label_en: Option<String>,
}

/// The scale of a programme that says none: not seen, in progress, acquired, mastered.
///
/// Our choice.
pub(super) fn usual_scale() -> Vec<SkillLevel> {
    let levels = [
        ("not_seen", "Pas encore abordée", "Not seen yet"),
        ("in_progress", "En cours d'acquisition", "In progress"),
        ("acquired", "Acquise", "Acquired"),
        ("mastered", "Maîtrisée", "Mastered"),
    ];
    let level = |(code, fr, en): (&str, &str, &str)| SkillLevel {
        code: code.to_owned(),
        label: fr.to_owned(),
        label_en: Some(en.to_owned()),
    };
    levels.into_iter().map(level).collect()
}

/// When the exam begins, for whoever counts what is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExamPeriod {
    /// Month of the year of the session in which the first papers are sat.
    #[schema(minimum = 1, maximum = 12, example = 5)]
    pub month: u8,
    /// Where it was read.
    #[schema(min_length = 1, max_length = 2000)]
    pub source: String,
    /// Whether it was read on an official source.
    #[serde(default)]
    pub certainty: Certainty,
    /// What remains to be checked.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
}

/// A block the register numbers but nothing describes here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MissingBlock {
    /// Code of the block in the national register.
    #[schema(max_length = 13, pattern = "^RNCP[0-9]{3,5}BC[0-9]{1,2}$", example = "RNCP38362BC01")]
    pub rncp_code: String,
    /// Why it is missing.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: String,
}
