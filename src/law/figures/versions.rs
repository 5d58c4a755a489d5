//! A figure through time: dated versions, the oldest first.

use chrono::NaiveDate;
use serde::Deserialize;

/// One version of a text.
#[derive(Debug, Clone, Deserialize)]
pub struct Version<T> {
    /// First day in force.
    pub from: NaiveDate,
    /// Day the source was read.
    pub read_on: NaiveDate,
    /// Articles and publications it was read in.
    pub source: String,
    /// What it says.
    #[serde(flatten)]
    pub said: T,
}

/// The versions of a text, the oldest first; never empty.
#[derive(Debug, Clone, Deserialize)]
pub struct Versions<T> {
    versions: Vec<Version<T>>,
}

impl<T> Versions<T> {
    /// What was in force on a day; before the first version, the first.
    pub fn on(&self, day: NaiveDate) -> &T {
        &self.version_on(day).said
    }

    /// The version in force on a day, with its dates and source; before the first version, the first.
    pub fn version_on(&self, day: NaiveDate) -> &Version<T> {
        let begun = self.versions.partition_point(|version| version.from <= day);
        &self.versions[begun.saturating_sub(1)]
    }

    /// What was said last.
    pub fn newest(&self) -> &T {
        &self.versions[self.versions.len().saturating_sub(1)].said
    }

    /// All of them, the oldest first.
    pub fn all(&self) -> &[Version<T>] {
        &self.versions
    }

    /// Why these are not the versions of a text, if they are not.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let ordered = self.versions.windows(2).all(|pair| pair[0].from < pair[1].from);
        match self.versions.is_empty() {
            true => Some("at least one version is needed"),
            false if !ordered => {
                Some("versions follow one another by `from`, the oldest first, each on its own day")
            }
            false => None,
        }
    }
}
