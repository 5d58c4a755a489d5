//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::{Obtained, TimelineItem, TimelineKind, TimelinePhase, TimelineSources, TimelineSubject};
use super::rules::timeline;
use crate::follow_up::visits::rules::DueState;
use crate::ids::ApprenticeId;
use crate::law::figures::Law;
use crate::platform::error::{Fault, Problem};
use crate::platform::text::Sentence;
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
            data: items.map(|item| TimelineItemOut::seen_from(as_of, item)).collect(),
        }
    }
}

/// One thing told of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineItemOut {
    /// Day it happens; the first one of a mock exam.
    pub on: NaiveDate,
    /// What it tells.
    pub kind: TimelineKind,
    /// Whether it is behind or ahead.
    pub phase: TimelinePhase,
    /// Whether something due by then is still not done.
    pub late: bool,
    /// The same in words.
    pub title: TimelineTitleOut,
    /// Kind of record it is about.
    pub subject_kind: TimelineSubject,
    /// The record.
    pub subject_id: Uuid,
    /// Where to read more.
    #[schema(max_length = 200, example = "/v1/visits/019a0000-0000-7000-8000-000000000000")]
    pub href: String,
    /// How pressing a visit is; absent from the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_state: Option<DueState>,
    /// What the apprentice obtained at a mock exam; absent from the rest, and for whoever may not read marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marks: Option<TimelineMarksOut>,
}

impl TimelineItemOut {
    fn seen_from(as_of: NaiveDate, item: TimelineItem) -> Self {
        let (subject_kind, subject_id) = item.subject;
        Self {
            on: item.on,
            kind: item.kind,
            phase: TimelinePhase::of(item.on, as_of),
            late: item.late,
            title: item.title.into(),
            subject_kind,
            subject_id,
            href: item.href,
            due_state: item.due_state,
            marks: item.obtained.map(TimelineMarksOut::from),
        }
    }
}

/// A title in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineTitleOut {
    /// In French.
    #[schema(max_length = 400, example = "Premier jour du contrat")]
    pub fr: String,
    /// In English.
    #[schema(max_length = 400, example = "First day of the contract")]
    pub en: String,
}

impl From<Sentence> for TimelineTitleOut {
    fn from(text: Sentence) -> Self {
        Self { fr: text.fr.into_owned(), en: text.en.into_owned() }
    }
}

/// What the apprentice obtained at a mock exam.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct TimelineMarksOut {
    /// Papers with a mark, an absence or an exemption entered.
    #[schema(minimum = 0, maximum = 200)]
    pub entered: usize,
    /// Papers of the mock exam, optional ones included.
    #[schema(minimum = 0, maximum = 200)]
    pub papers: usize,
    /// Weighted mean out of 20 in hundredths, once every compulsory paper is marked or exempt.
    #[schema(minimum = 0, example = 1007)]
    pub mean_hundredths: Option<i64>,
}

impl From<Obtained> for TimelineMarksOut {
    fn from(obtained: Obtained) -> Self {
        let Obtained { entered, papers, mean_hundredths } = obtained;
        Self { entered, papers, mean_hundredths }
    }
}
