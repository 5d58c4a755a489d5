//! Rules of published figures and of surveys.

use super::super::fault::Faults;
use super::super::{OutcomeSurvey, Programme, PublishedFigure};
use super::shapes::is_period;

impl Faults {
    /// Checks what the sheet publishes of its results.
    pub(super) fn check_results(&mut self, programme: &Programme) {
        for (rank, figure) in programme.published_figures.iter().enumerate() {
            self.check_figure(&format!("published_figures[{rank}]"), figure);
        }
        for (rank, survey) in programme.outcome_surveys.iter().enumerate() {
            self.check_survey(&format!("outcome_surveys[{rank}]"), survey);
        }
    }

    fn check_figure(&mut self, at: &str, figure: &PublishedFigure) {
        if let Some(value) = figure.value_percent {
            self.require_between(format!("{at}.value_percent"), value, 0, 100);
        }
        self.require(
            figure.value_percent.is_some() || figure.remark.is_some(),
            format!("{at}.remark"),
            || "a figure without a value says why: write value_percent or a remark".to_owned(),
        );
        let shape = "a year (\"2025\") or two that follow (\"2024/2025\")";
        self.require_shape(format!("{at}.period"), figure.period.as_deref(), is_period, shape);
    }

    fn check_survey(&mut self, at: &str, survey: &OutcomeSurvey) {
        self.require_between(format!("{at}.intake"), survey.intake, 1990, 2100);
        self.require_between(format!("{at}.months_after"), survey.months_after, 1, 60);
        let sum: u32 = survey.shares.iter().map(|share| u32::from(share.percent)).sum();
        self.require(sum == 100, format!("{at}.shares"), || {
            format!("the shares add up to {sum} %: they tell what became of all, so 100 %")
        });
    }
}
