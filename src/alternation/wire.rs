//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{
    CalendarHead, CalendarOverride, CalendarOverrideChange, DayKind, DecidedBy, Exception, ExceptionKind,
    ExceptionRow, HolidayList, RhythmRow, Week, Weekdays,
};
use super::rules::{Days, Stretch};
use crate::calendar::add_days;
use crate::catalogue::Cohort;
use crate::catalogue::wire::TrainingYearOut;
use crate::findings::{Finding, Warning};
use crate::ids::{ApprenticeId, CalendarOverrideId, CohortId, SiteId};
use crate::platform::body::MergePatch;
use crate::platform::text::{Lang, Text};
use crate::text_enum;

/// A day of the week, 1 for Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(minimum = 1, maximum = 7)]
pub struct Weekday(pub i16);

fn numbers(days: &[Weekday]) -> Vec<i16> {
    Weekdays::of(days.iter().map(|day| day.0)).numbers()
}

fn weekdays(numbers: &[i16]) -> Vec<Weekday> {
    numbers.iter().copied().map(Weekday).collect()
}

/// The week of a cohort from a day on, until the next.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyRhythm {
    /// First day of this week.
    #[schema(example = "2025-08-25")]
    pub from_on: NaiveDate,
    /// Days of the week in the company.
    #[schema(max_items = 7)]
    pub company_weekdays: Vec<Weekday>,
    /// Days of the week at the centre.
    #[schema(max_items = 7)]
    pub centre_weekdays: Vec<Weekday>,
}

impl WeeklyRhythm {
    /// The week and its first day.
    pub fn week(&self) -> (NaiveDate, Week) {
        let of = |days: &[Weekday]| Weekdays::of(days.iter().map(|day| day.0));
        (self.from_on, Week { company: of(&self.company_weekdays), centre: of(&self.centre_weekdays) })
    }

    fn of((from_on, week): (NaiveDate, Week)) -> Self {
        let (company, centre) = (week.company.numbers(), week.centre.numbers());
        Self { from_on, company_weekdays: weekdays(&company), centre_weekdays: weekdays(&centre) }
    }
}

/// A dated exception to the week of a cohort.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarException {
    /// What the days become; a closure closes the days at the centre and leaves those in the company.
    pub kind: ExceptionKind,
    /// Name people use for it.
    #[schema(min_length = 1, max_length = 100, example = "Vacances de Noël")]
    pub label: String,
    /// First day.
    #[schema(example = "2025-12-22")]
    pub from_on: NaiveDate,
    /// Last day, both included.
    #[schema(example = "2026-01-02")]
    pub to_on: NaiveDate,
    /// Days of the week it applies to; Monday to Friday when absent.
    #[serde(default = "monday_to_friday")]
    #[schema(min_items = 1, max_items = 7)]
    pub weekdays: Vec<Weekday>,
}

fn monday_to_friday() -> Vec<Weekday> {
    (1..=5).map(Weekday).collect()
}

impl From<&CalendarException> for Exception {
    fn from(sent: &CalendarException) -> Self {
        Self {
            kind: sent.kind,
            label: sent.label.clone(),
            from_on: sent.from_on,
            to_on: sent.to_on,
            weekdays: Weekdays::of(sent.weekdays.iter().map(|day| day.0)),
        }
    }
}

impl From<ExceptionRow> for CalendarException {
    fn from(row: ExceptionRow) -> Self {
        let weekdays = weekdays(&row.weekdays);
        Self { kind: row.kind, label: row.label, from_on: row.from_on, to_on: row.to_on, weekdays }
    }
}

/// The calendar of a cohort, written as a whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarIn {
    /// The week, each from its day on; none leaves the calendar to the programme.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub rhythms: Vec<WeeklyRhythm>,
    /// Dated exceptions; see the order of precedence of the documentation of days.
    #[serde(default)]
    #[schema(max_items = 300)]
    pub exceptions: Vec<CalendarException>,
}

impl CalendarIn {
    /// The rows written for a cohort.
    pub fn rows(&self, cohort: &Cohort) -> (Vec<RhythmRow>, Vec<ExceptionRow>) {
        let (site_id, cohort_id) = (cohort.site_id, cohort.id);
        let rhythms = self.rhythms.iter().map(|sent| RhythmRow {
            cohort_id,
            site_id,
            from_on: sent.from_on,
            company_weekdays: numbers(&sent.company_weekdays),
            centre_weekdays: numbers(&sent.centre_weekdays),
        });
        let exceptions = (0..).zip(&self.exceptions).map(|(rank, sent)| ExceptionRow {
            cohort_id,
            site_id,
            rank,
            kind: sent.kind,
            label: sent.label.clone(),
            from_on: sent.from_on,
            to_on: sent.to_on,
            weekdays: numbers(&sent.weekdays),
        });
        (rhythms.collect(), exceptions.collect())
    }
}

/// The calendar of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarOut {
    /// Cohort.
    pub cohort_id: CohortId,
    /// The week, each from its day on, the oldest first.
    #[schema(max_items = 20)]
    pub rhythms: Vec<WeeklyRhythm>,
    /// Dated exceptions, as listed.
    #[schema(max_items = 300)]
    pub exceptions: Vec<CalendarException>,
    /// The week of the programme, which holds while the cohort has none; null when the programme does not fix the days.
    pub announced: Option<WeeklyRhythm>,
    /// Whether some week is known; else days are `unknown` and the 45 days cannot be counted.
    pub known: bool,
    /// The school years of the cohort, from anniversary to anniversary of its cycle.
    #[schema(max_items = 10)]
    pub school_years: Vec<TrainingYearOut>,
    /// What was worth telling but did not stop the act; only when written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 400)]
    pub warnings: Vec<Warning>,
    /// Version, from which the ETag is made; 0 before anything is written.
    #[schema(minimum = 0)]
    pub version: i64,
    /// When it last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// What a calendar is read from.
pub struct CalendarRows {
    /// Its head, once written.
    pub head: Option<CalendarHead>,
    /// Its weeks.
    pub rhythms: Vec<RhythmRow>,
    /// Its exceptions.
    pub exceptions: Vec<ExceptionRow>,
    /// The week of the programme.
    pub announced: Option<Week>,
}

impl CalendarOut {
    /// The calendar of a cohort as read.
    pub fn of(cohort: &Cohort, rows: CalendarRows) -> Self {
        let years = crate::catalogue::rules::training_years(cohort.starts_on, cohort.ends_on);
        Self {
            cohort_id: cohort.id,
            known: rows.announced.is_some() || !rows.rhythms.is_empty(),
            rhythms: rows.rhythms.iter().map(|row| WeeklyRhythm::of((row.from_on, row.week()))).collect(),
            exceptions: rows.exceptions.into_iter().map(CalendarException::from).collect(),
            announced: rows.announced.map(|week| WeeklyRhythm::of((cohort.starts_on, week))),
            school_years: years.into_iter().map(TrainingYearOut::from).collect(),
            warnings: Vec::new(),
            version: rows.head.as_ref().map_or(0, |head| head.version),
            updated_at: rows.head.map(|head| head.updated_at),
        }
    }

    /// The same calendar, with what was worth telling.
    #[must_use]
    pub fn warned(self, warnings: Vec<Finding>, lang: Lang) -> Self {
        Self { warnings: warnings.into_iter().map(|finding| Warning::said(finding, lang)).collect(), ..self }
    }
}

text_enum!(
    /// How days are told.
    DaysAs {
        /// Days that follow one another and are the same, together.
        Ranges = "ranges",
        /// One by one.
        Days = "days",
    }
);

/// Which days are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DaysParams {
    /// First day; today when absent.
    pub from: Option<NaiveDate>,
    /// Last day, both included; 30 days after the first when absent. At most 800 days.
    pub to: Option<NaiveDate>,
    /// Together (`ranges`, the default) or one by one (`days`).
    #[serde(rename = "as")]
    #[param(inline, rename = "as")]
    pub shape: Option<DaysAs>,
}

/// Days told when no last one is asked for.
const USUAL_DAYS: i64 = 30;

impl DaysParams {
    /// First and last day.
    pub fn range(&self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let from = self.from.unwrap_or(today);
        (from, self.to.unwrap_or_else(|| add_days(from, USUAL_DAYS)))
    }
}

/// Days that are the same for the same reason.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DayRangeOut {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, both included.
    pub to_on: NaiveDate,
    /// What they are.
    pub kind: DayKind,
    /// What decided it.
    pub decided_by: DecidedBy,
    /// Name of the exception or of the public holiday.
    #[schema(max_length = 100)]
    pub label: Option<String>,
}

impl DayRangeOut {
    fn of(stretch: Stretch<'_>, lang: Lang) -> Self {
        let label: Option<Text> = stretch.told.why.label();
        Self {
            from_on: stretch.from_on,
            to_on: stretch.to_on,
            kind: stretch.told.kind,
            decided_by: stretch.told.why.decided_by(),
            label: label.map(|label| label.in_lang(lang).to_owned()),
        }
    }
}

/// The days of a period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DaysOut {
    /// First day told.
    pub from_on: NaiveDate,
    /// Last day told.
    pub to_on: NaiveDate,
    /// The days, in order and without a gap.
    #[schema(max_items = 800)]
    pub data: Vec<DayRangeOut>,
}

impl DaysOut {
    /// The days of a period, together or one by one.
    pub fn of(days: &Days, (from, to): (NaiveDate, NaiveDate), shape: Option<DaysAs>, lang: Lang) -> Self {
        let data = match shape.unwrap_or(DaysAs::Ranges) {
            DaysAs::Ranges => days.stretches(from, to),
            DaysAs::Days => {
                days.each(from, to).map(|(day, told)| Stretch { from_on: day, to_on: day, told }).collect()
            }
        };
        let data = data.into_iter().map(|stretch| DayRangeOut::of(stretch, lang)).collect();
        Self { from_on: from, to_on: to, data }
    }
}

/// What differs from the calendar of the cohort for one apprentice, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarOverrideIn {
    /// First day.
    #[schema(example = "2026-01-05")]
    pub from_on: NaiveDate,
    /// Last day, both included; absent while no end is known.
    pub to_on: Option<NaiveDate>,
    /// Days of the week in the company; with the days at the centre, both possibly empty, or neither.
    #[schema(max_items = 7)]
    pub company_weekdays: Option<Vec<Weekday>>,
    /// Days of the week at the centre.
    #[schema(max_items = 7)]
    pub centre_weekdays: Option<Vec<Weekday>>,
    /// Public holidays of the place of work, when they are not those of the contract's.
    pub public_holidays: Option<HolidayList>,
}

/// Any of the fields of an override, null to clear.
pub type CalendarOverridePatch = MergePatch<CalendarOverrideIn>;

impl CalendarOverrideIn {
    /// What is written.
    pub fn written(&self) -> CalendarOverrideChange {
        CalendarOverrideChange {
            from_on: self.from_on,
            to_on: self.to_on,
            company_weekdays: self.company_weekdays.as_deref().map(numbers),
            centre_weekdays: self.centre_weekdays.as_deref().map(numbers),
            public_holidays: self.public_holidays,
        }
    }
}

impl From<&CalendarOverride> for CalendarOverrideIn {
    fn from(row: &CalendarOverride) -> Self {
        Self {
            from_on: row.from_on,
            to_on: row.to_on,
            company_weekdays: row.company_weekdays.as_deref().map(weekdays),
            centre_weekdays: row.centre_weekdays.as_deref().map(weekdays),
            public_holidays: row.public_holidays,
        }
    }
}

/// What differs from the calendar of the cohort for one apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarOverrideOut {
    /// Identifier.
    pub id: CalendarOverrideId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; null while no end is known.
    pub to_on: Option<NaiveDate>,
    /// Days of the week in the company; null when the week does not differ.
    #[schema(max_items = 7)]
    pub company_weekdays: Option<Vec<Weekday>>,
    /// Days of the week at the centre; null when the week does not differ.
    #[schema(max_items = 7)]
    pub centre_weekdays: Option<Vec<Weekday>>,
    /// Public holidays of the place of work; null for those of the contract.
    pub public_holidays: Option<HolidayList>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<CalendarOverride> for CalendarOverrideOut {
    fn from(row: CalendarOverride) -> Self {
        let CalendarOverrideIn { from_on, to_on, company_weekdays, centre_weekdays, public_holidays } =
            (&row).into();
        Self {
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            from_on,
            to_on,
            company_weekdays,
            centre_weekdays,
            public_holidays,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
