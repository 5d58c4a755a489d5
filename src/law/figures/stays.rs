//! What is done for a trainee without a contract, as `catalogue/law/stays.toml` gives it.

use serde::Deserialize;

/// The steps of a stay without a contract, in force together.
#[derive(Debug, Clone, Deserialize)]
pub struct StayLaw {
    /// First month of a school year, for the board of ruptures.
    pub school_year_first_month: u32,
    /// Last days of the bands of days into the contract, in order, for the same board.
    pub rupture_bands_days: Vec<i64>,
    /// In the order they are shown.
    pub steps: Vec<StayStepKind>,
}

/// Something to do during a stay without a contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StayStepKind {
    /// Stable code.
    pub code: String,
    /// How the stays began that it belongs to.
    pub after: Vec<String>,
    /// From the first day of the stay to the day it should be done.
    pub days: i64,
    /// Milestone of the broken contract that records it; none when it is recorded with the stay.
    pub recorded_as: Option<String>,
    /// Whether it gives a social cover, with its days.
    #[serde(default)]
    pub is_cover: bool,
    /// Whether it stands among what is due until it is done.
    #[serde(default)]
    pub is_told: bool,
    /// Its name in French.
    pub fr: String,
    /// Its name in English.
    pub en: String,
    /// Article or sheet it was read in.
    pub source: String,
}

impl StayStepKind {
    /// Whether it belongs to stays that began so.
    pub fn is_after(&self, kind: &str) -> bool {
        self.after.iter().any(|one| one == kind)
    }
}

impl StayLaw {
    /// A step by its code.
    pub fn step(&self, code: &str) -> Option<&StayStepKind> {
        self.steps.iter().find(|step| step.code == code)
    }
}
