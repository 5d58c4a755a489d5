//! When leavers are asked what they do, as `catalogue/law/surveys.toml` gives it.

use serde::Deserialize;

use super::FigureCertainty;

/// When leavers are asked, how long, and how often they are reminded.
#[derive(Debug, Clone, Deserialize)]
pub struct SurveyLaw {
    /// The surveys of leavers.
    pub surveys: SurveyPlan,
}

/// The waves of surveys and what they have in common.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyPlan {
    /// How sure the rest is.
    pub certainty: FigureCertainty,
    /// Months after the end of the training, and the days during which answers are taken.
    pub waves: Vec<SurveyWave>,
    /// Most reminders of one survey.
    pub reminders: i16,
    /// Days between the link and a reminder, or between two of them.
    pub reminder_days: i64,
    /// When surveys go out by themselves.
    pub mailing: SurveyMailing,
}

/// When surveys are opened and mailed by themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyMailing {
    /// Hour in Paris before which nothing goes out.
    pub from_hour: u32,
    /// Days of the week on which it does, 1 for Monday.
    pub weekdays: Vec<u32>,
}

/// A wave of surveys.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyWave {
    /// Months after the end of the training.
    pub months: i16,
    /// Days during which answers are taken.
    pub days: i64,
}

impl SurveyLaw {
    /// The wave of so many months.
    pub fn wave(&self, months: i16) -> Option<SurveyWave> {
        self.surveys.waves.iter().find(|wave| wave.months == months).copied()
    }

    /// Why this cannot be used, if it cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let plan = &self.surveys;
        let rising = plan.waves.windows(2).all(|pair| pair[0].months < pair[1].months);
        let lasting = plan.waves.iter().all(|wave| (1..=60).contains(&wave.months) && wave.days > 0);
        let mailing = &plan.mailing;
        let on_days =
            !mailing.weekdays.is_empty() && mailing.weekdays.iter().all(|day| (1..=7).contains(day));
        let timed = mailing.from_hour < 24 && on_days;
        let sound =
            !plan.waves.is_empty() && rising && lasting && plan.reminders >= 0 && plan.reminder_days > 0;
        (!sound || !timed).then_some(
            "`surveys` has waves, the earliest first, each with its days, reminders some days apart, an hour and weekdays",
        )
    }
}
