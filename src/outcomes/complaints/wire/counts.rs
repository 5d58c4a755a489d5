//! Complaints counted for an audit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::law::calendar::days_inclusive;
use crate::law::figures::ComplaintDelays;
use crate::outcomes::complaints::model::{Complainant, ComplaintOutcome, ComplaintSubject};
use crate::outcomes::complaints::rules::{ComplaintDays, CountedComplaint};
use crate::platform::text::Lang;

/// Which complaints are counted.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ComplaintPeriod {
    /// Received from this day on; a year before the last day when absent.
    pub from: Option<NaiveDate>,
    /// Received until this day; today when absent.
    pub to: Option<NaiveDate>,
}

/// How many complaints have a code.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintCount {
    /// The code: of a subject, of who complains, of an outcome.
    #[schema(max_length = 30, example = "follow_up")]
    pub code: &'static str,
    /// The same in words.
    #[schema(max_length = 60, example = "Suivi")]
    pub label: String,
    /// How many.
    #[schema(minimum = 0, maximum = 10000)]
    pub count: usize,
}

/// The complaints of a site, counted for an audit: nobody is named.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintCountsOut {
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Complaints received in the period.
    #[schema(minimum = 0, maximum = 10000)]
    pub received: usize,
    /// Those not closed yet.
    #[schema(minimum = 0, maximum = 10000)]
    pub open: usize,
    /// Those acknowledged in time.
    #[schema(minimum = 0, maximum = 10000)]
    pub acknowledged_in_time: usize,
    /// Those answered in time.
    #[schema(minimum = 0, maximum = 10000)]
    pub answered_in_time: usize,
    /// Those whose answer is late, or came late.
    #[schema(minimum = 0, maximum = 10000)]
    pub late: usize,
    /// Days from the receipt to the answer, on average over those answered, in tenths; null when none was.
    #[schema(minimum = 0)]
    pub tenths_of_days_to_answer: Option<i64>,
    /// By what is complained of, the most frequent first.
    #[schema(max_items = 20)]
    pub by_subject: Vec<ComplaintCount>,
    /// By who complains.
    #[schema(max_items = 20)]
    pub by_complainant: Vec<ComplaintCount>,
    /// By how those closed ended.
    #[schema(max_items = 20)]
    pub by_outcome: Vec<ComplaintCount>,
}

impl ComplaintCountsOut {
    /// The counts of complaints received in a period.
    pub fn of(
        rows: &[CountedComplaint],
        (delays, today, lang): (ComplaintDelays, NaiveDate, Lang),
        (from, to): (NaiveDate, NaiveDate),
    ) -> Self {
        let mut counts = Self {
            from,
            to,
            received: rows.len(),
            open: rows.iter().filter(|row| row.closed_on.is_none()).count(),
            acknowledged_in_time: 0,
            answered_in_time: 0,
            late: 0,
            tenths_of_days_to_answer: None,
            by_subject: counted(ComplaintSubject::ALL, lang, |code| {
                rows.iter().filter(|row| row.subject == code).count()
            }),
            by_complainant: counted(Complainant::ALL, lang, |code| {
                rows.iter().filter(|row| row.complainant == code).count()
            }),
            by_outcome: counted(ComplaintOutcome::ALL, lang, |code| {
                rows.iter().filter(|row| row.outcome == Some(code)).count()
            }),
        };
        let (mut answered, mut days_taken) = (0, 0);
        for row in rows {
            let (received, steps) = (row.received_on, row.steps);
            let days = ComplaintDays::of(received, delays);
            counts.late += usize::from(days.is_late(steps.answered_on, row.closed_on, today));
            let in_time = steps.acknowledged_on.is_some_and(|on| on <= days.acknowledge_by);
            counts.acknowledged_in_time += usize::from(in_time);
            let Some(on) = steps.answered_on else { continue };
            counts.answered_in_time += usize::from(on <= days.answer_by);
            (answered, days_taken) = (answered + 1, days_taken + days_inclusive(received, on) - 1);
        }
        counts.tenths_of_days_to_answer = (answered > 0).then(|| days_taken * 10 / answered);
        counts
    }
}

/// How many have each code, those that some have, the most frequent first.
fn counted<T: Copy + Coded>(all: &[T], lang: Lang, count: impl Fn(T) -> usize) -> Vec<ComplaintCount> {
    let one = |code: &T| ComplaintCount { code: code.code(), label: code.words(lang), count: count(*code) };
    let mut counts: Vec<ComplaintCount> = all.iter().map(one).filter(|one| one.count > 0).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// A code with its words.
trait Coded {
    fn code(self) -> &'static str;
    fn words(self, lang: Lang) -> String;
}

macro_rules! coded {
    ($($kind:ty),+) => {
        $(impl Coded for $kind {
            fn code(self) -> &'static str {
                self.as_str()
            }

            fn words(self, lang: Lang) -> String {
                self.label().in_lang(lang).to_owned()
            }
        })+
    };
}

coded!(ComplaintSubject, Complainant, ComplaintOutcome);
