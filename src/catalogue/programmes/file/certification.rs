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
