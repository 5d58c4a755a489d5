//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{TimelineItem, TimelinePhase, TimelineSources};
use super::rules::timeline;
use crate::ids::ApprenticeId;
use crate::law::figures::Law;
use crate::platform::error::{Fault, Problem};
use crate::say;

/// Most items told at once.
const MOST_ITEMS: usize = 2000;

/// Which part of a timeline, and seen from when.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineParams {
    /// Nothing before this day.
    pub from: Option<NaiveDate>,
    /// Nothing after this day.
    pub to: Option<NaiveDate>,
    /// Day from which items are past, upcoming or late; today when absent.
    pub as_of: Option<NaiveDate>,
}

impl TimelineParams {
    /// Refuses a period that ends before it begins.
    pub fn check(&self) -> Result<(), Problem> {
        let backwards = self.from.zip(self.to).is_some_and(|(from, to)| to < from);
        if !backwards {
            return Ok(());
        }
        let text = say!("Cette période finit avant de commencer.", "This period ends before it begins.");
        let fault = Fault::new("to", "to.before_from", text.clone());
        Err(Problem::unreadable_at("query.invalid", text, vec![fault]))
    }

    fn wants(&self, on: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }
}

/// Everything told of an apprentice to whoever asks, by day, then kind.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Day the items are seen from.
    pub as_of: NaiveDate,
    /// False when there was too much to tell all of it: the list of each room has the rest.
    pub complete: bool,
    /// The items.
    #[schema(max_items = 2000)]
    pub data: Vec<TimelineItemOut>,
}

impl TimelineOut {
    /// The part asked for of what the rooms said.
    pub fn of(
        apprentice_id: ApprenticeId,
        sources: &TimelineSources,
        params: &TimelineParams,
        today: NaiveDate,
        law: &Law,
    ) -> Self {
        let as_of = params.as_of.unwrap_or(today);
        let mut items = timeline(sources, as_of, law);
        items.retain(|item| params.wants(item.on));
        let complete = !sources.cut && items.len() <= MOST_ITEMS;
        let items = items.into_iter().take(MOST_ITEMS);
        Self {
            apprentice_id,
            as_of,
            complete,
            data: items
                .map(|item| TimelineItemOut { phase: TimelinePhase::of(item.on, as_of), item })
                .collect(),
        }
    }
}

/// One thing told of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineItemOut {
    /// The thing itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub item: TimelineItem,
    /// Whether it is behind or ahead.
    pub phase: TimelinePhase,
}

/// A title in both languages, as the document describes it.
#[derive(ToSchema)]
pub struct TimelineTitleOut {
    /// In French.
    #[schema(max_length = 400, example = "Premier jour du contrat")]
    pub fr: String,
    /// In English.
    #[schema(max_length = 400, example = "First day of the contract")]
    pub en: String,
}
