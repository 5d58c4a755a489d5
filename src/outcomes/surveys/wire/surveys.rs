//! Surveys and answers, as sent and as answered, codes in words.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{ApprenticeId, EnrolmentId, OutcomeAnswerId, OutcomeSurveyId, SiteId};
use crate::outcomes::surveys::acts::SurveysOpened;
use crate::outcomes::surveys::model::{
    AnswerSource, EnteredSource, OutcomeAnswer, OutcomeCategory, Situation, SurveyRow, SurveyState,
};
use crate::outcomes::surveys::rules::state_on;
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, Peopled, RowTopic};
use crate::platform::text::Lang;
use crate::trust::journal::{AuthorOut, Authors};

/// The surveys of a class to open, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"wave_months": 6}))]
pub struct OutcomeSurveysIn {
    /// Months after the end of the training: one of the waves there are.
    #[schema(minimum = 1, maximum = 60, example = 6)]
    pub wave_months: i16,
}

/// Which wave is looked at.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WaveParams {
    /// Months after the end of the training; those of the first wave when absent.
    #[param(minimum = 1, maximum = 60, example = 6)]
    pub wave_months: Option<i16>,
}

/// That a leaver gets their link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct SurveyLinkIn {}

/// That a leaver is reminded.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct SurveyReminderIn {}

/// What a leaver said, as staff heard it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"source": "phone", "situation": "employed", "organisation": "Librairie des Halles",
    "town": "Troyes", "since_on": "2027-10-04"}))]
pub struct OutcomeAnswerIn {
    /// How it came.
    pub source: EnteredSource,
    /// What they do.
    pub situation: Situation,
    /// Employer, or school.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Librairie des Halles")]
    pub organisation: Option<String>,
    /// Town of it.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Troyes")]
    pub town: Option<String>,
    /// Since when.
    pub since_on: Option<NaiveDate>,
    /// Day on which it was said; today when absent.
    pub answered_on: Option<NaiveDate>,
}

/// What some surveys say in words.
#[derive(Debug)]
pub struct SurveyWords {
    /// The latest answer of each.
    pub latest: HashMap<OutcomeSurveyId, OutcomeAnswer>,
    pub authors: Authors,
    pub lang: Lang,
    pub today: NaiveDate,
}

/// What a leaver said they do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutcomeAnswerOut {
    /// Identifier.
    pub id: OutcomeAnswerId,
    /// How it came.
    pub source: AnswerSource,
    /// The same in words.
    #[schema(max_length = 60, example = "Par téléphone")]
    pub source_label: String,
    /// What they do.
    pub situation: Situation,
    /// The same in words.
    #[schema(max_length = 60, example = "Salarié en France")]
    pub situation_label: String,
    /// What it counts as, by the conventions of the official rates.
    pub category: OutcomeCategory,
    /// The same in words.
    #[schema(max_length = 60, example = "En emploi")]
    pub category_label: String,
    /// Employer, or school.
    #[schema(max_length = 200)]
    pub organisation: Option<String>,
    /// Town of it.
    #[schema(max_length = 100)]
    pub town: Option<String>,
    /// Since when.
    pub since_on: Option<NaiveDate>,
    /// Day on which it was said.
    pub answered_on: NaiveDate,
    /// Who wrote it: the leaver by their link, or who entered it.
    pub author: AuthorOut,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A survey of a leaver.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutcomeSurveyOut {
    /// Identifier.
    pub id: OutcomeSurveyId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Enrolment of the leaver.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Months after the end of the training.
    #[schema(minimum = 1, maximum = 60, example = 6)]
    pub wave_months: i16,
    /// Last day of the training.
    pub ended_on: NaiveDate,
    /// First day on which answers are taken.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
    /// Where it stands today.
    pub state: SurveyState,
    /// The same in words.
    #[schema(max_length = 60, example = "En attente de réponse")]
    pub state_label: String,
    /// Day on which the latest link was made.
    pub link_made_on: Option<NaiveDate>,
    /// How many times they were reminded.
    #[schema(minimum = 0, maximum = 100)]
    pub reminders: i16,
    /// Day of the last reminder.
    pub reminded_on: Option<NaiveDate>,
    /// The latest answer; null without any.
    pub answer: Option<OutcomeAnswerOut>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl SurveyWords {
    /// An answer in words.
    pub fn answer(&self, row: &OutcomeAnswer) -> OutcomeAnswerOut {
        let facts = row.facts.clone();
        let category = facts.situation.category();
        OutcomeAnswerOut {
            id: row.id,
            source: row.source,
            source_label: row.source.label().in_lang(self.lang).to_owned(),
            situation: facts.situation,
            situation_label: facts.situation.label().in_lang(self.lang).to_owned(),
            category,
            category_label: category.label().in_lang(self.lang).to_owned(),
            organisation: facts.organisation,
            town: facts.town,
            since_on: facts.since_on,
            answered_on: row.answered_on,
            author: self.authors.of(row.author_kind, row.author_id),
            created_at: row.created_at,
        }
    }

    /// A survey in words, with its latest answer.
    pub fn survey(&self, row: &SurveyRow) -> OutcomeSurveyOut {
        let survey = &row.survey;
        let latest = self.latest.get(&survey.id);
        let state = state_on(survey, latest.is_some(), self.today);
        OutcomeSurveyOut {
            id: survey.id,
            site_id: survey.site_id,
            enrolment_id: survey.enrolment_id,
            apprentice_id: row.apprentice_id,
            wave_months: survey.wave_months,
            ended_on: survey.ended_on,
            opens_on: survey.opens_on,
            closes_on: survey.closes_on,
            state,
            state_label: state.label().in_lang(self.lang).to_owned(),
            link_made_on: survey.link_made_on,
            reminders: survey.reminders,
            reminded_on: survey.reminded_on,
            answer: latest.map(|answer| self.answer(answer)),
            version: survey.version,
            created_at: survey.created_at,
            updated_at: survey.updated_at,
        }
    }
}

impl AboutPeople for OutcomeSurveyOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}

/// A survey with every answer it got.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutcomeSurveyDetailOut {
    /// The survey.
    #[serde(flatten)]
    #[schema(inline)]
    pub survey: OutcomeSurveyOut,
    /// Every answer, the latest first, which counts.
    #[schema(max_items = 1000)]
    pub answers: Vec<OutcomeAnswerOut>,
}

/// The link of a leaver, this once.
#[derive(Clone, Serialize, ToSchema)]
pub struct SurveyLinkOut {
    /// The survey.
    #[serde(flatten)]
    #[schema(inline)]
    pub survey: OutcomeSurveyOut,
    /// Address of its page, to be sent to the leaver: shown this once, when it could not be mailed; kept nowhere, and the one
    /// before opens nothing any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300, format = Password, default = "absent")]
    pub url: Option<String>,
    /// Address it is sent to, this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, default = "absent")]
    pub sent_to: Option<String>,
}

impl AboutPeople for OutcomeSurveyDetailOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        self.survey.about(today)
    }
}

impl AboutPeople for SurveyLinkOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        self.survey.about(today)
    }
}

impl std::fmt::Debug for SurveyLinkOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SurveyLinkOut")
    }
}

/// What became of the surveys of a class.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OutcomeSurveysOpenedOut {
    /// Surveys opened by this request.
    #[schema(minimum = 0, maximum = 1000)]
    pub opened: usize,
    /// Those opened before.
    #[schema(minimum = 0, maximum = 1000)]
    pub known: usize,
    /// Leavers whose wave begins later.
    #[schema(minimum = 0, maximum = 1000)]
    pub to_come: usize,
    /// Who go on in another enrolment, and have not left.
    #[schema(minimum = 0, maximum = 1000)]
    pub continuing: usize,
    /// Who object to being asked.
    #[schema(minimum = 0, maximum = 1000)]
    pub objecting: usize,
}

impl From<SurveysOpened> for OutcomeSurveysOpenedOut {
    fn from(became: SurveysOpened) -> Self {
        let SurveysOpened { opened, known, to_come, continuing, objecting } = became;
        Self { opened, known, to_come, continuing, objecting }
    }
}

/// How many leavers of a class do what, as they said it: our own figures, not the official ones.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct OutcomeCountsOut {
    /// Leavers asked.
    #[schema(minimum = 0, maximum = 1000)]
    pub asked: usize,
    /// Those who answered.
    #[schema(minimum = 0, maximum = 1000)]
    pub answered: usize,
    /// Those who may still.
    #[schema(minimum = 0, maximum = 1000)]
    pub waiting: usize,
    /// Those who did not, and no longer may.
    #[schema(minimum = 0, maximum = 1000)]
    pub no_answer: usize,
    /// In salaried employment in France.
    #[schema(minimum = 0, maximum = 1000)]
    pub employed: usize,
    /// In a training.
    #[schema(minimum = 0, maximum = 1000)]
    pub studying: usize,
    /// Anything else.
    #[schema(minimum = 0, maximum = 1000)]
    pub other: usize,
    /// Answered by the link.
    #[schema(minimum = 0, maximum = 1000)]
    pub by_link: usize,
    /// Entered after a call.
    #[schema(minimum = 0, maximum = 1000)]
    pub by_phone: usize,
}

impl OutcomeCountsOut {
    /// The counts of some surveys.
    pub fn of(rows: &[SurveyRow], words: &SurveyWords) -> Self {
        let mut counts = Self { asked: rows.len(), ..Self::default() };
        for row in rows {
            let latest = words.latest.get(&row.survey.id);
            match state_on(&row.survey, latest.is_some(), words.today) {
                SurveyState::NoAnswer => counts.no_answer += 1,
                SurveyState::ToCome | SurveyState::Open => counts.waiting += 1,
                SurveyState::Answered => counts.answered += 1,
            }
            let Some(latest) = latest else { continue };
            match latest.facts.situation.category() {
                OutcomeCategory::Employed => counts.employed += 1,
                OutcomeCategory::Studying => counts.studying += 1,
                OutcomeCategory::Other => counts.other += 1,
            }
            counts.by_link += usize::from(latest.source == AnswerSource::Link);
            counts.by_phone += usize::from(latest.source == AnswerSource::Phone);
        }
        counts
    }
}

/// What the leavers of a class do, some months after.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortOutcomesOut {
    /// Months after the end of the training.
    #[schema(minimum = 1, maximum = 60, example = 6)]
    pub wave_months: i16,
    /// The whole class, counted.
    pub counts: OutcomeCountsOut,
    /// One page of its surveys, in the order they were opened.
    #[schema(max_items = 200)]
    pub data: Vec<Peopled<OutcomeSurveyOut>>,
    /// To be sent as `cursor` for the following ones; null on the last page.
    #[schema(max_length = 500)]
    pub next_cursor: Option<String>,
    /// How many surveys there are in all, when `include=total` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, default = "absent")]
    pub total: Option<i64>,
}
