//! JSON in and out.

mod figures;
mod objections;
mod surveys;

pub use figures::{OfficialFigureIn, OfficialFigureOut, OfficialFigurePatch};
pub use objections::{SurveyObjectionIn, SurveyObjectionOut};
pub use surveys::{
    CohortOutcomesOut, OutcomeAnswerIn, OutcomeAnswerOut, OutcomeCountsOut, OutcomeSurveyDetailOut,
    OutcomeSurveyOut, OutcomeSurveysIn, OutcomeSurveysOpenedOut, SurveyLinkIn, SurveyLinkOut,
    SurveyReminderIn, SurveyWords, WaveParams,
};
