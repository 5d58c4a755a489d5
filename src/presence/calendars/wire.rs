//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{
    CalendarHead, Cycle, DayKind, DecidedBy, Exception, ExceptionKind, ExceptionRow, RhythmRow, SittingHours,
    Week, Weekdays,
};
use super::rules::{ApprenticeDays, Stretch};
use crate::catalogue::cohorts::Cohort;
use crate::catalogue::cohorts::wire::TrainingYearOut;
use crate::ids::CohortId;
use crate::law::calendar::{Period, add_days};
use crate::law::findings::{Finding, Warning, refuse_errors};
use crate::law::identifiers;
use crate::platform::error::Problem;
use crate::platform::text::{Lang, Sentence};
use crate::presence::calendars::rules::check_range;
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

/// One of the weeks that take turns.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekInTurn {
    /// Days of the week in the company.
    #[schema(max_items = 7)]
    pub company_weekdays: Vec<Weekday>,
    /// Days of the week at the centre.
    #[schema(max_items = 7)]
    pub centre_weekdays: Vec<Weekday>,
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
    /// The weeks that follow this one before it comes again, when they are not all the same; turns are counted from the
    /// Monday of `from_on`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 7, default = "absent")]
    pub further_weeks: Vec<WeekInTurn>,
}

fn week_of(company: &[Weekday], centre: &[Weekday]) -> Week {
    let of = |days: &[Weekday]| Weekdays::of(days.iter().map(|day| day.0));
    Week { company: of(company), centre: of(centre) }
}

impl WeekInTurn {
    fn of(week: &Week) -> Self {
        let (company, centre) = (week.company.numbers(), week.centre.numbers());
        Self { company_weekdays: weekdays(&company), centre_weekdays: weekdays(&centre) }
    }
}

impl WeeklyRhythm {
    /// The weeks that take turns, and their first day.
    pub fn cycle(&self) -> (NaiveDate, Cycle) {
        let further = self.further_weeks.iter();
        let further = further.map(|week| week_of(&week.company_weekdays, &week.centre_weekdays)).collect();
        (self.from_on, Cycle::of(week_of(&self.company_weekdays, &self.centre_weekdays), further))
    }

    fn of(from_on: NaiveDate, cycle: &Cycle) -> Self {
        let mut weeks = cycle.weeks().map(WeekInTurn::of);
        let first = weeks.next();
        let (company_weekdays, centre_weekdays) =
            first.map(|week| (week.company_weekdays, week.centre_weekdays)).unwrap_or_default();
        Self { from_on, company_weekdays, centre_weekdays, further_weeks: weeks.collect() }
    }
}

/// A dated exception to the week of a cohort.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarException {
    /// What the days become; a closure closes the days at the centre and leaves those in the company.
    pub kind: ExceptionKind,
    /// Name people use for it.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Vacances de Noël")]
    #[serde(deserialize_with = "identifiers::normal::name")]
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
#[schema(example = json!({
    "rhythms": [{"from_on": "2025-08-25", "company_weekdays": [3, 4, 5], "centre_weekdays": [1, 2]},
        {"from_on": "2026-08-31", "company_weekdays": [], "centre_weekdays": [1, 2, 3, 4, 5],
            "further_weeks": [{"company_weekdays": [1, 2, 3, 4, 5], "centre_weekdays": []}]}],
    "exceptions": [{"kind": "closure", "label": "Vacances de Noël", "from_on": "2025-12-22", "to_on": "2026-01-02"}],
}))]
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
        let rhythms = self.rhythms.iter().map(WeeklyRhythm::cycle);
        let rhythms = rhythms.map(|(from_on, cycle)| RhythmRow::of((cohort_id, site_id), from_on, &cycle));
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
    /// The weeks that the rhythm of the programme proposes where it says how many days, not which; null once the cohort has
    /// its own. Written as `rhythms`, they are confirmed.
    pub proposed: Option<WeeklyRhythm>,
    /// Whether the calendar is only proposed: days are told with `decided_by` `proposal`, nothing is counted from them.
    pub to_be_confirmed: bool,
    /// Whether some week is known; else days are `unknown` and the 45 days cannot be counted.
    pub known: bool,
    /// The school years of the cohort, from anniversary to anniversary of its cycle.
    #[schema(max_items = 10)]
    pub school_years: Vec<TrainingYearOut>,
    /// What was worth telling but did not stop the act; only when written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 400, default = "absent")]
    pub warnings: Vec<Warning>,
    /// Version, from which the ETag is made; 0 before anything is written.
    #[schema(minimum = 0)]
    pub version: i64,
    /// When it last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// What a calendar is read from.
pub struct CalendarRows {
    /// None before anything is written.
    pub head: Option<CalendarHead>,
    pub rhythms: Vec<RhythmRow>,
    pub exceptions: Vec<ExceptionRow>,
    /// The week of the programme.
    pub announced: Option<Week>,
    /// The weeks that its rhythm proposes.
    pub proposed: Option<Cycle>,
}

impl CalendarOut {
    /// The calendar of a cohort as read.
    pub fn of(cohort: &Cohort, rows: CalendarRows) -> Self {
        let years =
            crate::catalogue::cohorts::rules::training_years(cohort.facts.starts_on, cohort.facts.ends_on);
        let starts_on = cohort.facts.starts_on;
        let proposed = rows.proposed.filter(|_| rows.rhythms.is_empty());
        Self {
            cohort_id: cohort.id,
            to_be_confirmed: proposed.is_some(),
            proposed: proposed.map(|cycle| WeeklyRhythm::of(starts_on, &cycle)),
            known: rows.announced.is_some() || !rows.rhythms.is_empty(),
            rhythms: rows.rhythms.iter().map(|row| WeeklyRhythm::of(row.from_on, &row.cycle())).collect(),
            exceptions: rows.exceptions.into_iter().map(CalendarException::from).collect(),
            announced: rows.announced.map(|week| WeeklyRhythm::of(cohort.facts.starts_on, &week.into())),
            school_years: years.into_iter().map(TrainingYearOut::from).collect(),
            warnings: Vec::new(),
            version: rows.head.as_ref().map_or(0, |head| head.version),
            updated_at: rows.head.map(|head| head.updated_at),
        }
    }

    /// The same calendar, with what was worth telling.
    #[must_use]
    pub fn warned(self, warnings: Vec<Finding>, lang: Lang) -> Self {
        Self {
            warnings: warnings.into_iter().map(|finding| Warning::render(finding, lang)).collect(),
            ..self
        }
    }
}

text_enum!(
    /// How days are told.
    DaysAs {
        /// Days that follow one another and are the same, together.
        Ranges = "ranges" => "Par périodes" / "As ranges",
        /// One by one.
        Days = "days" => "Jour par jour" / "Day by day",
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
    /// First and last day, refused when they are not in order or too far apart.
    pub fn range(&self, today: NaiveDate) -> Result<Period, Problem> {
        let from = self.from.unwrap_or(today);
        let to = self.to.unwrap_or_else(|| add_days(from, USUAL_DAYS));
        refuse_errors(check_range(from, to).into_iter().collect())?;
        Ok(Period { from, to })
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
        let label: Option<Sentence> = stretch.info.why.label();
        Self {
            from_on: stretch.from_on,
            to_on: stretch.to_on,
            kind: stretch.info.kind,
            decided_by: stretch.info.why.decided_by(),
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
    /// When the apprentice is at sittings of mock exams, in order: all for the staff, once published for themself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 500, default = "absent")]
    pub sittings: Vec<SittingHours>,
}

impl DaysOut {
    /// The days of a period, together or one by one.
    pub fn of(days: &ApprenticeDays, period: Period, shape: Option<DaysAs>, lang: Lang) -> Self {
        let Period { from, to } = period;
        let data = match shape.unwrap_or(DaysAs::Ranges) {
            DaysAs::Ranges => days.stretches(from, to),
            DaysAs::Days => {
                days.each(from, to).map(|(day, info)| Stretch { from_on: day, to_on: day, info }).collect()
            }
        };
        let data = data.into_iter().map(|stretch| DayRangeOut::of(stretch, lang)).collect();
        Self { from_on: from, to_on: to, data, sittings: Vec::new() }
    }

    /// The same, with the hours of sittings.
    #[must_use]
    pub fn with_sittings(self, sittings: Vec<SittingHours>) -> Self {
        Self { sittings, ..self }
    }
}
