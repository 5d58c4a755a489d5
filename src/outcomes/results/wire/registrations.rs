//! What is answered of the registration of a class.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{ApprenticeId, EnrolmentId, ExamResultId};
use crate::outcomes::results::model::{RegistrationGap, RegistrationStage};
use crate::outcomes::results::rules::RegistrationWindow;
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, Peopled, RowTopic};
use crate::platform::text::Lang;

/// Which session is looked at.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SessionParams {
    /// Year of the session; that of the cohort when absent.
    #[param(minimum = 1990, maximum = 2100)]
    pub session: Option<i32>,
}

/// When the candidates of a session are registered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegistrationWindowOut {
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
    /// Where today stands.
    pub stage: RegistrationStage,
    /// The same in words.
    #[schema(max_length = 60, example = "En cours")]
    pub stage_label: String,
    /// Whether these days were published for the session; else they are only usual.
    pub published: bool,
    /// Where they were read.
    #[schema(max_length = 300)]
    pub source: String,
}

impl RegistrationWindowOut {
    /// The days of a session, seen on one.
    pub fn of(window: RegistrationWindow, today: NaiveDate, lang: Lang) -> Self {
        let stage = window.stage(today);
        let RegistrationWindow { opens_on, closes_on, source, published } = window;
        Self {
            opens_on,
            closes_on,
            stage,
            stage_label: stage.label().in_lang(lang).to_owned(),
            published,
            source,
        }
    }
}

/// Something a registration lacks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegistrationGapOut {
    /// Its code.
    pub code: RegistrationGap,
    /// The same in words.
    #[schema(max_length = 60, example = "Numéro de candidat")]
    pub label: String,
}

/// A candidate, and what their registration lacks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamRegistrationOut {
    /// Enrolment, as entering a result names it.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// The exam entered for the session; null until one is.
    pub exam_result_id: Option<ExamResultId>,
    /// Day on which the candidate was registered.
    pub registered_on: Option<NaiveDate>,
    /// Number given by the registration service.
    #[schema(max_length = 30)]
    pub candidate_number: Option<String>,
    /// Day on which the candidate gave the session up.
    pub registration_withdrawn_on: Option<NaiveDate>,
    /// What is missing; nothing for who gave the session up, nor for who was admitted at an earlier one.
    #[schema(max_items = 10)]
    pub missing: Vec<RegistrationGapOut>,
}

impl RegistrationGapOut {
    /// Something missing, in words.
    pub fn of(code: RegistrationGap, lang: Lang) -> Self {
        Self { code, label: code.label().in_lang(lang).to_owned() }
    }
}

impl AboutPeople for ExamRegistrationOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}

/// The registration of a class for a session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExamRegistrationsOut {
    /// Year of the session.
    #[schema(minimum = 1990, maximum = 2100, example = 2027)]
    pub session: i32,
    /// When candidates are registered.
    pub window: RegistrationWindowOut,
    /// One page of candidates, by name.
    #[schema(max_items = 200)]
    pub data: Vec<Peopled<ExamRegistrationOut>>,
    /// To be sent as `cursor` for the following candidates; null on the last page.
    #[schema(max_length = 500)]
    pub next_cursor: Option<String>,
    /// How many candidates there are in all, when `include=total` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, default = "absent")]
    pub total: Option<i64>,
}
