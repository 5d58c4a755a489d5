//! What is answered of a kept unit, its codes in words.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::KeptUnit;
use crate::catalogue::programmes::file::ExamRegulation;
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::text::Lang;

/// A unit of the exam that an apprentice does not sit again.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KeptUnitOut {
    /// The record.
    #[serde(flatten)]
    #[schema(inline)]
    pub row: KeptUnit,
    /// Title of the unit in the regulation; null when the regulation no longer has it.
    #[schema(max_length = 2000)]
    pub unit_label: Option<String>,
    /// The kind in words, in the language asked for.
    #[schema(max_length = 200)]
    pub kind_label: String,
    /// Last session at which a kept mark counts, a year; null for an exemption.
    #[schema(minimum = 2000, maximum = 2200, example = 2030)]
    pub last_session: Option<i32>,
    /// Whether it counts at the session of the cohort.
    pub counts: bool,
}

impl KeptUnitOut {
    /// A kept unit beside the regulation and the session of its cohort.
    pub fn of(row: KeptUnit, regulation: Option<&ExamRegulation>, session: i32, lang: Lang) -> Self {
        let unit = regulation.and_then(|one| one.unit(&row.facts.unit_code));
        let years = regulation.and_then(|one| one.award.as_ref()).map(|award| award.kept_years);
        Self {
            unit_label: unit.map(|unit| unit.label.clone()),
            kind_label: row.facts.kind.label().in_lang(lang).to_owned(),
            last_session: years.and_then(|years| row.facts.last_session(years)),
            counts: unit.is_some() && years.is_none_or(|years| row.facts.counts_at(session, years)),
            row,
        }
    }
}

impl AboutPeople for KeptUnitOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.row.enrolment_id), contract: None, tutor: None, on: today }
    }
}
