//! Results on paper: the bulletin of a candidate, the summary of a class.

mod bulletin;
mod summary;

pub use bulletin::print_bulletin;
pub use summary::print_mock_exam_summary;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::model::{ResultStatus, UnitResult};
use super::wire::french_mark;
use crate::learning::mock_exams::rules::Mean;

/// A day, as the head of a document wants it.
#[derive(Debug, Clone, Serialize)]
struct ResultSheetDate {
    year: i32,
    month: u32,
    day: u32,
}

impl From<NaiveDate> for ResultSheetDate {
    fn from(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month(), day: day.day() }
    }
}

/// A mean for the eye; a dash without any mark.
fn printed_mean(mean: &Mean) -> String {
    mean.hundredths.map_or_else(|| "—".to_owned(), french_mark)
}

/// A coefficient: `3`, `1,5`, or that the unit is optional.
fn printed_coefficient(unit: &UnitResult<'_>) -> String {
    let facts = &unit.unit.paper.facts;
    match facts.coefficient_hundredths {
        _ if facts.optional => "fac.".to_owned(),
        None => "—".to_owned(),
        Some(hundredths) if hundredths % 100 == 0 => (hundredths / 100).to_string(),
        Some(hundredths) => {
            let text = format!("{},{:02}", hundredths / 100, hundredths % 100);
            text.trim_end_matches('0').to_owned()
        }
    }
}

/// What a candidate has, in words or in figures.
fn printed_mark(unit: &UnitResult<'_>, short: bool) -> String {
    let word = match unit.status {
        ResultStatus::Marked => {
            return unit.hundredths.map(|mark| french_mark(mark.into())).unwrap_or_default();
        }
        ResultStatus::Absent => ("Absent", "Abs."),
        ResultStatus::AbsentJustified => ("Absent (justifié)", "Abs. j."),
        ResultStatus::Exempt => ("Dispensé", "Disp."),
        ResultStatus::Kept => ("Note conservée", "Cons."),
        ResultStatus::Missing => ("—", "—"),
    };
    if short { word.1 } else { word.0 }.to_owned()
}

/// A text with the apostrophe of print.
fn typeset_text(text: &str) -> String {
    text.replace('\'', "’")
}
