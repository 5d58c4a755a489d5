//! The nouns: kinds of days, weeks, exceptions, and what differs for one apprentice.

mod overrides;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ids::{CohortId, ContractId, EmployerId, SiteId, SittingId};
use crate::law::calendar::monday_of;
use crate::law::holidays::HolidayZone;
use crate::platform::hours::ParisHour;
use crate::schema::{cohort_calendars, cohort_exceptions, cohort_rhythms};
use crate::text_enum;

pub use overrides::{CalendarOverride, CalendarOverrideFacts, CalendarOverridePatch};

text_enum!(
    /// What a day is.
    DayKind {
        /// In the company.
        Company = "company" => "Entreprise" / "Company",
        /// At the centre.
        Centre = "centre" => "Centre" / "Centre",
        /// Exams.
        Exam = "exam" => "Examen" / "Exam",
        /// A day at the centre, which is closed.
        Closed = "closed" => "Centre fermé" / "Centre closed",
        /// A public holiday on a day that would be worked.
        Holiday = "holiday" => "Jour férié" / "Public holiday",
        /// Neither in the company nor at the centre.
        Rest = "rest" => "Repos" / "Rest",
        /// No week is known for this day.
        Unknown = "unknown" => "Inconnu" / "Unknown",
    }
);

text_enum!(
    /// What decided the kind of a day.
    DecidedBy {
        /// The week of the cohort.
        Rhythm = "rhythm" => "Semaine type de la promotion" / "Week of the cohort",
        /// A dated exception of the cohort.
        Exception = "exception" => "Exception de la promotion" / "Exception of the cohort",
        /// What differs for this apprentice.
        Override = "override" => "Calendrier propre à l'apprenti" / "What differs for the apprentice",
        /// A public holiday.
        PublicHoliday = "public_holiday" => "Jour férié" / "Public holiday",
        /// The week that the rhythm of the programme proposes, to be confirmed: nothing is counted from it.
        Proposal = "proposal" => "Semaine proposée par le programme" / "Week that the programme proposes",
        /// Nothing: no week is known.
        Nothing = "nothing" => "Aucune semaine connue" / "No week is known",
    }
);

text_enum!(
    /// What the days of an exception become.
    ExceptionKind {
        /// Days at the centre.
        Centre = "centre" => "Jours au centre" / "Days at the centre",
        /// Days in the company.
        Company = "company" => "Jours en entreprise" / "Days in the company",
        /// The centre is closed.
        Closure = "closure" => "Fermeture du centre" / "Centre closed",
        /// Days of exams.
        Exam = "exam" => "Examens" / "Exams",
    }
);

/// Some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// The days of these numbers, 1 for Monday; others are left out.
    pub fn of(numbers: impl IntoIterator<Item = i16>) -> Self {
        let days = numbers.into_iter().filter(|number| (1..=7).contains(number));
        Self(days.fold(0, |set, number| set | (1 << (number - 1))))
    }

    /// Whether a day falls on one of them.
    pub fn has(self, day: NaiveDate) -> bool {
        self.0 & (1 << day.weekday().num_days_from_monday()) != 0
    }

    /// Their numbers in order, 1 for Monday.
    pub fn numbers(self) -> Vec<i16> {
        (1..=7).filter(|number| self.0 & (1 << (number - 1)) != 0).collect()
    }

    /// How many.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// A week: which days in the company, which at the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Week {
    pub company: Weekdays,
    pub centre: Weekdays,
}

impl Week {
    /// What a day is in such a week.
    pub fn kind_on(&self, day: NaiveDate) -> DayKind {
        match (self.company.has(day), self.centre.has(day)) {
            (true, _) => DayKind::Company,
            (_, true) => DayKind::Centre,
            _ => DayKind::Rest,
        }
    }
}

/// Weeks that take turns, one at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    first: Week,
    further: Vec<Week>,
}

impl From<Week> for Cycle {
    fn from(first: Week) -> Self {
        Self { first, further: Vec::new() }
    }
}

impl Cycle {
    /// Weeks that take turns after a first one.
    pub fn of(first: Week, further: Vec<Week>) -> Self {
        Self { first, further }
    }

    /// The weeks, the first one first.
    pub fn weeks(&self) -> impl Iterator<Item = &Week> {
        std::iter::once(&self.first).chain(&self.further)
    }

    /// How many.
    pub fn count(&self) -> usize {
        1 + self.further.len()
    }

    /// The week whose turn it is on a day, the first one being that of the day the cycle begins.
    pub fn week_on(&self, begins_on: NaiveDate, day: NaiveDate) -> Week {
        let turn = usize::try_from((monday_of(day) - monday_of(begins_on)).num_days() / DAYS_A_WEEK);
        let turn = turn.unwrap_or_default() % self.count();
        self.weeks().nth(turn).copied().unwrap_or(self.first)
    }

    fn days(&self, of: fn(&Week) -> Weekdays) -> Vec<i16> {
        let weeks = (0..).step_by(NUMBERS_A_WEEK).zip(self.weeks());
        weeks.flat_map(|(before, week)| of(week).numbers().into_iter().map(move |day| before + day)).collect()
    }
}

const DAYS_A_WEEK: i64 = 7;
const NUMBERS_A_WEEK: usize = 7;

/// The weeks of a cohort from a day on, as kept: days are numbered through the cycle, 8 for its second Monday.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = cohort_rhythms, check_for_backend(diesel::pg::Pg))]
pub struct RhythmRow {
    pub cohort_id: CohortId,
    pub site_id: SiteId,
    pub from_on: NaiveDate,
    pub company_weekdays: Vec<i16>,
    pub centre_weekdays: Vec<i16>,
    /// Weeks of the cycle.
    pub weeks: i16,
}

impl RhythmRow {
    /// The row of weeks that take turns from a day on.
    pub fn of((cohort_id, site_id): (CohortId, SiteId), from_on: NaiveDate, cycle: &Cycle) -> Self {
        Self {
            cohort_id,
            site_id,
            from_on,
            company_weekdays: cycle.days(|week| week.company),
            centre_weekdays: cycle.days(|week| week.centre),
            weeks: i16::try_from(cycle.count()).unwrap_or(i16::MAX),
        }
    }

    /// The weeks that take turns.
    pub fn cycle(&self) -> Cycle {
        let nth = |turn: i16| {
            let of = |numbers: &[i16]| Weekdays::of(numbers.iter().map(|number| number - 7 * turn));
            Week { company: of(&self.company_weekdays), centre: of(&self.centre_weekdays) }
        };
        Cycle::of(nth(0), (1..self.weeks).map(nth).collect())
    }
}

/// A dated exception to the week of a cohort, as kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = cohort_exceptions, check_for_backend(diesel::pg::Pg))]
pub struct ExceptionRow {
    pub cohort_id: CohortId,
    pub site_id: SiteId,
    /// Place in the list.
    pub rank: i16,
    pub kind: ExceptionKind,
    pub label: String,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Days of the week it applies to.
    pub weekdays: Vec<i16>,
}

/// The head of a calendar that was written.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cohort_calendars, check_for_backend(diesel::pg::Pg))]
pub struct CalendarHead {
    pub cohort_id: CohortId,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

/// Where an apprentice works from a day to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkPeriod {
    pub contract_id: ContractId,
    /// Employer of these days.
    pub employer_id: EmployerId,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Public holidays there.
    pub place: HolidayZone,
}

impl WorkPeriod {
    /// Whether the contract runs on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.to_on
    }
}

/// The calendar of one cohort, whole.
#[derive(Debug, Clone)]
pub struct CohortCalendar {
    pub cohort_id: CohortId,
    /// First day of the cycle.
    pub starts_on: NaiveDate,
    /// Last day of the cycle.
    pub ends_on: NaiveDate,
    /// Public holidays at the centre.
    pub centre: HolidayZone,
    /// Its weeks, the oldest first.
    pub weeks: Vec<(NaiveDate, Cycle)>,
    /// The weeks that its programme proposes while it has none, to be confirmed.
    pub proposed: Option<(NaiveDate, Cycle)>,
    /// Its exceptions, in the order listed.
    pub exceptions: Vec<Exception>,
}

/// A dated exception to the week of a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub kind: ExceptionKind,
    pub label: String,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    /// Days of the week it applies to.
    pub weekdays: Weekdays,
}

impl Exception {
    /// Whether it applies to a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.to_on && self.weekdays.has(day)
    }
}

impl From<ExceptionRow> for Exception {
    fn from(row: ExceptionRow) -> Self {
        Self {
            kind: row.kind,
            label: row.label,
            from_on: row.from_on,
            to_on: row.to_on,
            weekdays: Weekdays::of(row.weekdays),
        }
    }
}

/// When an apprentice is at a sitting of a mock exam, preparation included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SittingHoursOut)]
pub struct SittingHours {
    /// Sitting.
    pub sitting_id: SittingId,
    /// Exam unit of the paper.
    #[schema(max_length = 10, example = "E3")]
    pub unit_code: String,
    /// Room.
    #[schema(max_length = 100, example = "Salle 12")]
    pub room: String,
    /// Day.
    pub on: NaiveDate,
    /// From when they are there.
    pub from: ParisHour,
    /// Until when.
    pub to: ParisHour,
}
