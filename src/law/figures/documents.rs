//! The documents a file holds, as `catalogue/law/documents.toml` gives them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::text::Lang;
use crate::text_enum;

text_enum!(
    /// Who brings a document.
    BroughtBy {
        /// The apprentice.
        Apprentice = "apprentice" => "Apprenti" / "Apprentice",
        /// The legal representative of a minor.
        Guardian = "guardian" => "Représentant légal" / "Legal representative",
    }
);

text_enum!(
    /// Of whom a document is asked.
    AskedOf {
        /// Everybody.
        Everybody = "everybody" => "Tous" / "Everybody",
        /// Minors who are not emancipated.
        Minors = "minors" => "Mineurs non émancipés" / "Minors who are not emancipated",
        /// Nationals of a country outside the European Union.
        OutsideEu = "outside_eu"
            => "Ressortissants d'un pays hors de l'Union européenne" / "Nationals of a country outside the European Union",
        /// French people under 25 at the exam session.
        FrenchUnder25 = "french_under_25"
            => "Français de moins de 25 ans à la session d'examen" / "French people under 25 at the exam session",
    }
);

text_enum!(
    /// The day a document's delay runs from.
    DelayFrom {
        /// The enrolment.
        Enrolment = "enrolment" => "Inscription" / "Enrolment",
        /// The first day of the cycle.
        Cycle = "cycle" => "Premier jour du cycle" / "First day of the cycle",
        /// 1 January of the exam session.
        ExamSession = "exam_session"
            => "1er janvier de la session d'examen" / "1 January of the exam session",
    }
);

/// The documents asked for together.
#[derive(Debug, Clone, Deserialize)]
pub struct DocumentLaw {
    /// Each of them.
    pub documents: Vec<DocumentKind>,
}

/// A document a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DocumentAsked)]
pub struct DocumentKind {
    /// Stable code.
    #[schema(min_length = 1, max_length = 40, example = "identity")]
    pub code: String,
    /// Its name in French.
    #[schema(min_length = 1, max_length = 300, example = "Pièce d'identité")]
    pub fr: String,
    /// Its name in English.
    #[schema(min_length = 1, max_length = 300, example = "Identity document")]
    pub en: String,
    /// Who brings it.
    pub brought_by: BroughtBy,
    /// Of whom it is asked.
    pub asked_of: AskedOf,
    /// The day its delay runs from.
    pub from: DelayFrom,
    /// Days of delay; negative for a day before.
    #[schema(minimum = -1000, maximum = 1000, example = 30)]
    pub days: i64,
    /// Where it is asked.
    #[schema(min_length = 1, max_length = 300, example = "Choix du site")]
    pub source: String,
}

impl DocumentKind {
    /// Its name in one language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

impl DocumentLaw {
    /// The document of a code.
    pub fn document(&self, code: &str) -> Option<&DocumentKind> {
        self.documents.iter().find(|document| document.code == code)
    }

    /// Why these cannot be used, if they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let twice = |(rank, one): (usize, &DocumentKind)| {
            self.documents.iter().skip(rank + 1).any(|other| other.code == one.code)
        };
        let long = |one: &DocumentKind| one.code.is_empty() || one.code.len() > 40;
        if self.documents.iter().any(long) {
            return Some("a document has a code of 1 to 40 letters");
        }
        self.documents.iter().enumerate().any(twice).then_some("a document has its own code")
    }
}
