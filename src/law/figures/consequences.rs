//! What is lost when something due is late, as `catalogue/law/consequences.toml` gives it.

use serde::Deserialize;

use crate::platform::text::Sentence;

/// What is lost of each kind of thing due, in force together.
#[derive(Debug, Clone, Deserialize)]
pub struct ConsequenceLaw {
    /// One line a kind, and one a step that differs.
    pub consequences: Vec<Consequence>,
}

/// What is lost when things of a kind are late.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// Kind of what is due.
    pub kind: String,
    /// Which one of what is due several times; all the others when absent.
    pub step: Option<String>,
    /// 1 for the most, [`LEAST_CONSEQUENCE`] for the least.
    pub class: i16,
    /// What is lost, in French.
    pub fr: String,
    /// The same in English.
    pub en: String,
    /// Article, sheet or rule of the house.
    pub source: String,
}

/// The class of what nothing is lost with.
pub const LEAST_CONSEQUENCE: i16 = 4;

impl Consequence {
    /// What is lost.
    pub fn sentence(&self) -> Sentence {
        Sentence::new(self.fr.clone(), self.en.clone())
    }
}

impl ConsequenceLaw {
    /// The line of a step of a kind, else that of the kind.
    pub fn of(&self, kind: &str, step: &str) -> Option<&Consequence> {
        let mut of_kind = self.consequences.iter().filter(|one| one.kind == kind);
        let of_step = of_kind.clone().find(|one| one.step.as_deref() == Some(step));
        of_step.or_else(|| of_kind.find(|one| one.step.is_none()))
    }

    /// Why the file cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let beyond = self.consequences.iter().any(|one| !(1..=LEAST_CONSEQUENCE).contains(&one.class));
        beyond.then_some("a class goes from 1 to 4")
    }
}
