//! From the plan of a programme ("March and June of year 1, ...") to the sessions of one cohort.

use chrono::{Datelike, NaiveDate};

use crate::law::calendar::{MONTHS_A_YEAR, add_months};
use crate::law::findings::Finding;
use crate::learning::mock_exams::rules::book::PLAN_NAMES_A_MONTH;
use crate::platform::text::Sentence;

/// A line of the plan of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedMockExam {
    /// Year of the cycle, from 1.
    pub training_year: i16,
    /// Month of the calendar, from 1 to 12.
    pub month: i16,
    /// Whether the company tutors are invited.
    pub tutors_invited: bool,
}

/// A session of mock exams of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MockExamSession {
    /// Rank in the cycle, from 1, in the order of time.
    pub ordinal: i16,
    /// Year of the cycle, from 1.
    pub training_year: i16,
    /// First day of its month.
    pub month_on: NaiveDate,
    /// Whether the company tutors are invited.
    pub tutors_invited: bool,
}

/// The sessions of a cohort, in the order of time; refused when a line of the plan names no month of a training year.
pub fn sessions(
    cycle_starts_on: NaiveDate,
    plan: &[PlannedMockExam],
) -> Result<Vec<MockExamSession>, Finding> {
    let mut dated = Vec::with_capacity(plan.len());
    for line in plan {
        dated.push((month_of(cycle_starts_on, line).ok_or_else(no_such_month)?, line));
    }
    dated.sort_by_key(|(month_on, _)| *month_on);
    Ok((1..).zip(dated).map(|(ordinal, (month_on, line))| session(ordinal, month_on, line)).collect())
}

fn session(ordinal: i16, month_on: NaiveDate, line: &PlannedMockExam) -> MockExamSession {
    MockExamSession {
        ordinal,
        training_year: line.training_year,
        month_on,
        tutors_invited: line.tutors_invited,
    }
}

/// The first of the month that falls in the training year: each year, from anniversary to anniversary, holds one.
fn month_of(cycle_starts_on: NaiveDate, line: &PlannedMockExam) -> Option<NaiveDate> {
    let month = u32::try_from(line.month).ok()?;
    let years_before = i32::from(line.training_year.checked_sub(1).filter(|years| *years >= 0)?);
    let year_starts_on = add_months(cycle_starts_on, MONTHS_A_YEAR * years_before);
    let this_year = NaiveDate::from_ymd_opt(year_starts_on.year(), month, 1)?;
    Some(if this_year >= year_starts_on { this_year } else { add_months(this_year, MONTHS_A_YEAR) })
}

fn no_such_month() -> Finding {
    let facts = Sentence::new(
        "Le plan des examens blancs nomme un mois de 1 à 12 et une année de formation à partir de 1."
            .to_owned(),
        "The mock exam plan names a month from 1 to 12 and a training year from 1.".to_owned(),
    );
    PLAN_NAMES_A_MONTH.at("", facts)
}
