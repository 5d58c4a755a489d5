//! The sentences of a programme sheet that only people read.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A sentence or a paragraph for readers, at most 2000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(as = CatalogueText, min_length = 1, max_length = 2000)]
pub struct Text(pub String);

impl Text {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What a sheet tells its readers, section by section; each may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Presentation {
    /// Diploma or level asked at entry.
    #[schema(min_length = 1, max_length = 2000)]
    pub entry_requirement: Option<String>,
    /// Diplomas of the official form any of which proves it.
    #[schema(max_items = 60, value_type = Vec<Text>)]
    pub entry_diploma_codes: Vec<String>,
    /// Whom the programme is for.
    #[schema(min_length = 1, max_length = 2000)]
    pub target_public: Option<String>,
    /// What a person with a disability is invited to do.
    #[schema(min_length = 1, max_length = 2000)]
    pub disability_notice: Option<String>,
    /// Ways to reach the certification.
    #[schema(max_items = 200)]
    pub access_routes: Vec<Text>,
    /// What is expected of a candidate (attendus).
    #[schema(max_items = 200)]
    pub expectations: Vec<Text>,
    /// What the apprentice will be able to do.
    #[schema(max_items = 200)]
    pub capacities: Vec<Text>,
    /// Skills the certification attests.
    #[schema(max_items = 200)]
    pub attested_skills: Vec<Text>,
    /// What the sheet says of its skill blocks.
    #[schema(max_items = 200)]
    pub block_notices: Vec<Text>,
    /// How the teaching is delivered.
    #[schema(max_items = 200)]
    pub delivery_modes: Vec<Text>,
    /// Technical means.
    #[schema(max_items = 200)]
    pub technical_means: Vec<Text>,
    /// Pedagogical means.
    #[schema(max_items = 200)]
    pub pedagogical_means: Vec<Text>,
    /// Methods of teaching, assessment and follow-up.
    #[schema(max_items = 200)]
    pub methods: Vec<Text>,
    /// Summary of the certification, by paragraph.
    #[schema(max_items = 200)]
    pub certification_summary: Vec<Text>,
    /// Objectives of the programme.
    pub objectives: TextSection,
    /// Objectives of the training, as told to the public.
    pub training_objectives: TextSection,
    /// Sectors where the diploma leads.
    pub activity_sectors: TextSection,
    /// Jobs reached when leaving the training.
    pub jobs: TextSection,
    /// Jobs reached after some years.
    pub later_jobs: TextSection,
    /// Qualities expected of a candidate.
    pub qualities_expected: TextSection,
    /// Studies that may follow.
    pub further_study: TextSection,
    /// Outline of what is taught.
    pub curriculum: Outline,
}

/// Paragraphs, a list, paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TextSection {
    /// Paragraphs before the list.
    #[schema(max_items = 200)]
    pub introduction: Vec<Text>,
    /// The list.
    #[schema(max_items = 200)]
    pub items: Vec<Text>,
    /// Paragraphs after the list.
    #[schema(max_items = 200)]
    pub closing: Vec<Text>,
}

/// A list whose items may have parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Outline {
    /// Paragraphs before the list.
    #[schema(max_items = 200)]
    pub introduction: Vec<Text>,
    /// The items.
    #[schema(max_items = 200)]
    pub items: Vec<OutlineItem>,
}

/// One item of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutlineItem {
    /// Name of the item.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Its parts.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub parts: Vec<Text>,
}
