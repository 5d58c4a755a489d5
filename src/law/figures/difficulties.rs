//! What a difficulty may be about, as `catalogue/law/difficulties.toml` gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::text::Lang;

/// The subjects of difficulties.
#[derive(Debug, Clone, Deserialize)]
pub struct DifficultyLaw {
    /// Each of them.
    pub subjects: Vec<DifficultySubject>,
}

/// What a difficulty is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DifficultySubject {
    /// Stable code.
    #[schema(min_length = 1, max_length = 40, example = "work_relations")]
    pub code: String,
    /// Code of the national dashboard; null for what it has none for.
    #[schema(max_length = 40, example = "MOBILITE")]
    pub dashboard: Option<String>,
    /// Its name in French.
    #[schema(min_length = 1, max_length = 300, example = "Relations de travail")]
    pub fr: String,
    /// Its name in English.
    #[schema(min_length = 1, max_length = 300, example = "Relations at work")]
    pub en: String,
    /// What whoever writes about it is told, in French.
    #[schema(max_length = 500)]
    pub hint_fr: Option<String>,
    /// The same in English.
    #[schema(max_length = 500)]
    pub hint_en: Option<String>,
}

impl DifficultySubject {
    /// Its name in one language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

impl DifficultyLaw {
    /// The subject of a code.
    pub fn subject(&self, code: &str) -> Option<&DifficultySubject> {
        self.subjects.iter().find(|subject| subject.code == code)
    }

    /// Why these cannot be used, if they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let unsound = |(rank, one): (usize, &DifficultySubject)| {
            let twice = self.subjects.iter().skip(rank + 1).any(|other| other.code == one.code);
            twice || one.code.is_empty() || one.code.len() > 40
        };
        let wrong = self.subjects.is_empty() || self.subjects.len() > 20;
        (wrong || self.subjects.iter().enumerate().any(unsound))
            .then_some("1 to 20 subjects, each with its own code of 1 to 40 letters")
    }
}
