//! How a delay of a procedure is counted, and the line of the computation that a reader checks.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::law::calendar::{add_days, add_months, french_day};
use crate::law::figures::{DelayUnit, StepDelay, StepLaw};
use crate::law::holidays::{LocalHolidays, add_ouvrables};
use crate::platform::text::Sentence;
use crate::say;

/// The day a delay ends: the earliest day of what waits for it, or the last one of what must come within it.
pub fn after(day: NaiveDate, delay: &StepDelay, place: LocalHolidays<'_>) -> NaiveDate {
    let count = u16::try_from(delay.count).unwrap_or(u16::MAX);
    match delay.unit {
        _ if count == 0 => day,
        DelayUnit::CalendarDays => add_days(day, count.into()),
        DelayUnit::WorkingDays => add_ouvrables(day, count, place),
        DelayUnit::ClearWorkingDays => after_clear_days(day, count, place),
        DelayUnit::Months => add_months(day, count.into()),
    }
}

/// The working day after so many whole ones; a delay that ends on a Saturday goes on to the next working day (R1231-1).
fn after_clear_days(day: NaiveDate, count: u16, place: LocalHolidays<'_>) -> NaiveDate {
    let last = add_ouvrables(day, count, place);
    let last = if last.weekday() == Weekday::Sat { add_ouvrables(last, 1, place) } else { last };
    add_ouvrables(last, 1, place)
}

/// One line of a computation: a delay counted from a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelayLine<'a> {
    pub delay: &'a StepDelay,
    /// Step it runs from.
    pub from: &'a StepLaw,
    pub from_on: NaiveDate,
    /// Whether that step is not done yet, and is supposed to be on its earliest day.
    pub supposed: bool,
    pub result_on: NaiveDate,
    /// Whether the result is the last day rather than the first.
    pub at_most: bool,
}

impl DelayLine<'_> {
    /// The line as people read it.
    pub fn sentence(&self) -> Sentence {
        let Self { delay, from, from_on, supposed, result_on, at_most } = self;
        let (jour, fin, count) = (french_day(*from_on), french_day(*result_on), delay.count);
        let (unite, unit) = (delay.unit.label_fr().to_lowercase(), delay.unit.label_en().to_lowercase());
        let (au, on) =
            if *at_most { ("au plus tard", "at the latest") } else { ("au plus tôt", "at the earliest") };
        let (si, were) = if *supposed { (", supposé", ", supposed") } else { ("", "") };
        let (de, of) = (&from.fr, &from.en);
        match count {
            0 => say!(
                "Pas avant « {de} » ({jour}{si}) : {au} le {fin}.",
                "Not before \"{of}\" ({from_on}{were}): {result_on} {on}."
            ),
            _ => say!(
                "{count} {unite} après « {de} » ({jour}{si}) : {au} le {fin}.",
                "{count} {unit} after \"{of}\" ({from_on}{were}): {result_on} {on}."
            ),
        }
    }
}
