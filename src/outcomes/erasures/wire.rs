//! JSON in and out.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{KeptRecord, RetentionChoice, RetentionChoices, RetentionSettings};
use super::rules::months_of;
use crate::ids::{ApprenticeId, SiteId};
use crate::law::figures::{
    DefinitionCertainty, RecordCategory, RecordHold, RecordLaw, RecordRule, RecordStart, Version,
};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;

/// What a site sets, in place of what it set: categories left out are kept as the law says, and go by nobody.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"categories": [{"category": "follow_up_notes", "months": 18, "erases": true}]}))]
pub struct RetentionIn {
    /// Each category set.
    #[schema(max_items = 20)]
    pub categories: Vec<RetentionCategoryIn>,
}

/// What a site sets of a category.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionCategoryIn {
    /// Which category.
    pub category: RecordCategory,
    /// Months it is kept; null for those of the law.
    #[schema(minimum = 0, maximum = 600, example = 18)]
    pub months: Option<u32>,
    /// Whether what is due goes by itself, every day; it does not come back.
    pub erases: bool,
}

impl RetentionCategoryIn {
    /// The category with what is set of it.
    pub const fn choice(self) -> (RecordCategory, RetentionChoice) {
        (self.category, RetentionChoice { months: self.months, erases: self.erases })
    }
}

/// What is kept at a site, category by category: how long, on what ground, and what would go today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RetentionOut {
    /// Site.
    pub site_id: SiteId,
    /// Day it is told of.
    pub as_of: NaiveDate,
    /// Where the durations come from.
    #[schema(max_length = 500)]
    pub source: String,
    /// Day on which that was read.
    pub read_on: NaiveDate,
    /// Each category.
    #[schema(max_items = 20)]
    pub categories: Vec<RetentionCategoryOut>,
    /// Version, from which the ETag is made; 0 until the site sets anything.
    #[schema(minimum = 0)]
    pub version: i64,
    /// When the site last set anything; null when it never did.
    pub updated_at: Option<DateTime<Utc>>,
}

/// What is kept of a category.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RetentionCategoryOut {
    /// Which category.
    pub category: RecordCategory,
    /// Its name, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// What the months run from.
    pub after: RecordStart,
    /// Months it is kept at the site.
    #[schema(minimum = 0, maximum = 600)]
    pub months: u32,
    /// Months of the law.
    #[schema(minimum = 0, maximum = 600)]
    pub default_months: u32,
    /// Fewest months a site may set.
    #[schema(minimum = 0, maximum = 600)]
    pub least: u32,
    /// Most months a site may set.
    #[schema(minimum = 0, maximum = 600)]
    pub most: u32,
    /// Whether what is due goes by itself.
    pub erases: bool,
    /// How sure the duration is.
    pub certainty: DefinitionCertainty,
    /// The text or the reason it follows.
    #[schema(max_length = 500)]
    pub basis: String,
    /// People of whom something is kept and whose time has not come.
    #[schema(minimum = 0)]
    pub kept: usize,
    /// People of whom it may go today.
    #[schema(minimum = 0)]
    pub due: usize,
    /// People whose time has come and whom something holds back; each counts under every reason.
    #[schema(minimum = 0)]
    pub held: usize,
    /// The reasons, with how many people each holds back.
    #[schema(max_items = 20)]
    pub held_by: Vec<RetentionHoldOut>,
    /// First day on which something not due yet becomes so; null when nothing is kept.
    pub next_on: Option<NaiveDate>,
}

/// A reason that holds files back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RetentionHoldOut {
    /// Which reason.
    pub reason: RecordHold,
    /// The reason in words, in the language asked for.
    #[schema(max_length = 200)]
    pub label: String,
    /// People it holds back.
    #[schema(minimum = 0)]
    pub count: usize,
}

impl RetentionHoldOut {
    fn of(reason: RecordHold, count: usize, lang: Lang) -> Self {
        Self { reason, label: reason.label().in_lang(lang).to_owned(), count }
    }
}

impl RetentionCategoryOut {
    fn of(
        rule: &RecordRule,
        choices: &RetentionChoices,
        files: &[KeptRecord],
        (today, lang): (NaiveDate, Lang),
    ) -> Self {
        let (come, kept): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.has_come(today));
        let due = come.iter().filter(|file| file.held_by.is_empty()).count();
        let mut held_by = BTreeMap::<RecordHold, usize>::new();
        for hold in come.iter().flat_map(|file| &file.held_by) {
            *held_by.entry(*hold).or_default() += 1;
        }
        Self {
            category: rule.category,
            label: rule.category.label().in_lang(lang).to_owned(),
            after: rule.after,
            months: months_of(rule, choices),
            default_months: rule.months,
            least: rule.least,
            most: rule.most,
            erases: choices.get(&rule.category).is_some_and(|choice| choice.erases),
            certainty: rule.certainty,
            basis: rule.basis.clone(),
            kept: kept.len(),
            due,
            held: come.len() - due,
            held_by: held_by
                .into_iter()
                .map(|(hold, count)| RetentionHoldOut::of(hold, count, lang))
                .collect(),
            next_on: kept.iter().map(|file| file.due_on).min(),
        }
    }
}

impl RetentionOut {
    /// What is kept at a site on a day.
    pub fn of(
        site_id: SiteId,
        law: &Version<RecordLaw>,
        settings: Option<&RetentionSettings>,
        files: &[(RecordCategory, Vec<KeptRecord>)],
        (today, lang): (NaiveDate, Lang),
    ) -> Self {
        let choices = settings.map(|settings| settings.categories.0.clone()).unwrap_or_default();
        let category = |rule: &RecordRule| {
            let found = files.iter().find(|(category, _)| *category == rule.category);
            let found = found.map(|(_, files)| files.as_slice()).unwrap_or_default();
            RetentionCategoryOut::of(rule, &choices, found, (today, lang))
        };
        Self {
            site_id,
            as_of: today,
            source: law.source.clone(),
            read_on: law.read_on,
            categories: law.said.records.iter().map(category).collect(),
            version: settings.map_or(0, |settings| settings.version),
            updated_at: settings.map(|settings| settings.updated_at),
        }
    }
}

/// What narrows the files whose time has come.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct KeptRecordFilter {
    /// Of this category; the whole file when absent.
    #[param(inline)]
    pub category: Option<RecordCategory>,
    /// `true` for those something holds back, `false` for those that may go.
    pub held: Option<bool>,
}

/// Somebody whose time has come in a category.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeptRecordOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Day the months run from.
    pub since: NaiveDate,
    /// First day on which it may go.
    pub due_on: NaiveDate,
    /// What holds it back; empty when it may go.
    #[schema(max_items = 20)]
    pub held_by: Vec<RecordHold>,
}

impl From<KeptRecord> for KeptRecordOut {
    fn from(file: KeptRecord) -> Self {
        Self {
            apprentice_id: file.apprentice,
            since: file.since,
            due_on: file.due_on,
            held_by: file.held_by.into_iter().collect(),
        }
    }
}

impl AboutPeople for KeptRecordOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.apprentice_id, self.since)
    }
}
