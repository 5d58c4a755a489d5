//! The public holidays, as `catalogue/law/holidays.toml` gives them.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::law::territories::Territory;

/// Longest distance from Easter, in days.
const FARTHEST_FROM_EASTER: i64 = 100;
/// A year without a 29 February: a holiday falls every year.
const ORDINARY_YEAR: i32 = 2023;

/// The public holidays of the law.
#[derive(Debug, Clone, Deserialize)]
pub struct HolidayLaw {
    /// Each of them.
    pub holidays: Vec<HolidayRule>,
}

/// A public holiday, every year on its day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayRule {
    /// Its name in French.
    pub fr: String,
    /// Its name in English.
    pub en: String,
    /// Month and day of the month, of a fixed day.
    pub month: Option<u32>,
    pub day: Option<u32>,
    /// Days after Easter Sunday, of a day that moves with it.
    pub easter: Option<i64>,
    /// Where it holds; everywhere when nothing is named.
    #[serde(default)]
    pub only_in: Vec<Territory>,
    /// Whether it holds only in the communes that have a Protestant or a mixed church.
    #[serde(default)]
    pub church_only: bool,
    /// Whether the day could not be checked, which is told to whoever reads a date it moved.
    #[serde(default)]
    pub unverified: bool,
    /// Where it is written.
    pub source: String,
}

impl HolidayRule {
    /// Whether it may hold somewhere, before its communes are looked at.
    pub fn may_hold_in(&self, territory: Territory) -> bool {
        self.only_in.is_empty() || self.only_in.contains(&territory)
    }

    fn has_a_day(&self) -> bool {
        match (self.month, self.day, self.easter) {
            (Some(month), Some(day), None) => NaiveDate::from_ymd_opt(ORDINARY_YEAR, month, day).is_some(),
            (None, None, Some(days)) => days.abs() <= FARTHEST_FROM_EASTER,
            _ => false,
        }
    }
}

impl HolidayLaw {
    /// Why these cannot be used, if they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let named = |name: &str| !name.trim().is_empty() && name.chars().count() <= 100;
        let alsace = |one: &HolidayRule| one.only_in == [Territory::AlsaceMoselle];
        let all = |kept: fn(&HolidayRule) -> bool| self.holidays.iter().all(kept);
        if self.holidays.is_empty() {
            return Some("at least one holiday is needed");
        }
        if !all(HolidayRule::has_a_day) {
            return Some("a holiday has a `month` and a `day` of every year, or its days from `easter`");
        }
        if !self.holidays.iter().all(|one| named(&one.fr) && named(&one.en) && !one.source.is_empty()) {
            return Some("a holiday has two names of at most 100 letters and a source");
        }
        let misplaced = self.holidays.iter().any(|one| one.church_only && !alsace(one));
        misplaced.then_some("a holiday is `church_only` in Alsace-Moselle alone")
    }
}
