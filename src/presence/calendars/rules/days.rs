//! What each day is for an apprentice; the order of precedence is told at the head of the room.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::law::calendar::{Place, PublicHoliday, add_days, days_inclusive, holiday_on};
use crate::platform::text::Text;
use crate::presence::calendars::model::{
    CalendarOverride, CohortCalendar, DayKind, DecidedBy, Exception, ExceptionKind, Workplace,
};

/// Everything that decides the days of one apprentice.
#[derive(Debug, Clone, Default)]
pub struct Days {
    /// Calendars of their cohorts, the oldest first.
    pub cohorts: Vec<Arc<CohortCalendar>>,
    /// What differs for them.
    pub overrides: Vec<CalendarOverride>,
    /// Where they work, by contract concluded.
    pub workplaces: Vec<Workplace>,
}

/// What a day is, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'a> {
    /// What the day is.
    pub kind: DayKind,
    /// Why.
    pub why: Why<'a>,
}

/// Why a day is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// No week is known.
    Nothing,
    /// The week of the cohort.
    Rhythm,
    /// The other week of the apprentice.
    Override,
    /// An exception of the cohort.
    Exception(&'a Exception),
    /// A public holiday.
    Holiday(PublicHoliday),
}

impl Why<'_> {
    /// The kind of reason.
    pub const fn decided_by(&self) -> DecidedBy {
        match self {
            Self::Nothing => DecidedBy::Nothing,
            Self::Rhythm => DecidedBy::Rhythm,
            Self::Override => DecidedBy::Override,
            Self::Exception(_) => DecidedBy::Exception,
            Self::Holiday(_) => DecidedBy::PublicHoliday,
        }
    }

    /// Its name, when it has one.
    pub fn label(&self) -> Option<Text> {
        match self {
            Self::Exception(exception) => Some(Text::new(exception.label.clone(), exception.label.clone())),
            Self::Holiday(holiday) => Some(Text::new(holiday.name_fr, holiday.name_en)),
            _ => None,
        }
    }
}

/// Days that follow one another and are the same for the same reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// What they are.
    pub told: Told<'a>,
}

impl Days {
    /// The days of a whole cohort, whose apprentices work where the centre is.
    pub fn of_cohort(calendar: Arc<CohortCalendar>) -> Self {
        Self { cohorts: vec![calendar], ..Self::default() }
    }

    /// What a day is.
    pub fn on(&self, day: NaiveDate) -> DayKind {
        self.told(day).kind
    }

    /// What a day is, and why.
    pub fn told(&self, day: NaiveDate) -> Told<'_> {
        let calendar = self.calendar_on(day);
        let own = self.overrides.iter().find(|one| one.holds_on(day) && one.company_weekdays.is_some());
        let usual = match own.and_then(CalendarOverride::week) {
            Some(week) => Told { kind: week.kind_on(day), why: Why::Override },
            None => week_of(calendar, day),
        };
        let exception = calendar.and_then(|calendar| exception_on(calendar, day));
        let told = exception.map_or(usual, |exception| over(exception, usual));
        self.unless_holiday(told, calendar, day)
    }

    /// The days of a period one by one, both ends included.
    pub fn each(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = (NaiveDate, Told<'_>)> {
        (0..days_inclusive(from, to)).map(move |count| {
            let day = add_days(from, count);
            (day, self.told(day))
        })
    }

    /// The days of a period, those that are the same for the same reason together.
    pub fn stretches(&self, from: NaiveDate, to: NaiveDate) -> Vec<Stretch<'_>> {
        let mut stretches: Vec<Stretch<'_>> = Vec::new();
        for (day, told) in self.each(from, to) {
            match stretches.last_mut() {
                Some(last) if last.told == told => last.to_on = day,
                _ => stretches.push(Stretch { from_on: day, to_on: day, told }),
            }
        }
        stretches
    }

    /// The contract that runs on a day, if any.
    pub fn contract_on(&self, day: NaiveDate) -> Option<&Workplace> {
        self.workplaces.iter().find(|one| one.holds_on(day))
    }

    /// The same days, those of a contract being worked at a place.
    #[must_use]
    pub fn working(mut self, workplace: Workplace) -> Self {
        self.workplaces.retain(|one| one.contract_id != workplace.contract_id);
        self.workplaces.insert(0, workplace);
        self
    }

    /// The public holidays of the place of work on a day: the apprentice's own, else the contract's, else the site's.
    pub fn workplace_on(&self, day: NaiveDate) -> Place {
        let own = self.overrides.iter().filter(|one| one.holds_on(day));
        own.filter_map(|one| one.public_holidays.map(|list| list.place()))
            .next()
            .or_else(|| self.contract_on(day).map(|one| one.place))
            .or_else(|| self.calendar_on(day).map(|calendar| calendar.centre))
            .unwrap_or_default()
    }

    /// The last cohort begun, else the first to come.
    pub fn calendar_on(&self, day: NaiveDate) -> Option<&CohortCalendar> {
        let begun = self.cohorts.iter().rev().find(|calendar| calendar.starts_on <= day);
        begun.or(self.cohorts.first()).map(AsRef::as_ref)
    }

    fn unless_holiday<'a>(
        &'a self,
        told: Told<'a>,
        calendar: Option<&CohortCalendar>,
        day: NaiveDate,
    ) -> Told<'a> {
        let place = match told.kind {
            DayKind::Centre | DayKind::Exam => calendar.map(|calendar| calendar.centre).unwrap_or_default(),
            DayKind::Company | DayKind::Unknown => self.workplace_on(day),
            DayKind::Closed | DayKind::Holiday | DayKind::Rest => return told,
        };
        let holiday = holiday_on(day, place);
        holiday.map_or(told, |holiday| Told { kind: DayKind::Holiday, why: Why::Holiday(holiday) })
    }
}

fn week_of(calendar: Option<&CohortCalendar>, day: NaiveDate) -> Told<'_> {
    let begun =
        calendar.and_then(|calendar| calendar.weeks.iter().rev().find(|(from_on, _)| *from_on <= day));
    match begun {
        Some((begins_on, cycle)) => {
            Told { kind: cycle.week_on(*begins_on, day).kind_on(day), why: Why::Rhythm }
        }
        None => Told { kind: DayKind::Unknown, why: Why::Nothing },
    }
}

/// The exception that wins on a day: exams, then the shortest, then the latest, then the last listed.
fn exception_on(calendar: &CohortCalendar, day: NaiveDate) -> Option<&Exception> {
    let there = calendar.exceptions.iter().filter(|exception| exception.holds_on(day));
    // of equals, `max_by_key` keeps the last
    there.max_by_key(|one| {
        let exam = one.kind == ExceptionKind::Exam;
        (exam, Reverse(days_inclusive(one.from_on, one.to_on)), one.from_on)
    })
}

fn over<'a>(exception: &'a Exception, usual: Told<'a>) -> Told<'a> {
    let becomes = |kind| Told { kind, why: Why::Exception(exception) };
    match exception.kind {
        ExceptionKind::Exam => becomes(DayKind::Exam),
        ExceptionKind::Closure if usual.kind == DayKind::Centre => becomes(DayKind::Closed),
        ExceptionKind::Closure => usual,
        _ if usual.why == Why::Override => usual,
        ExceptionKind::Centre => becomes(DayKind::Centre),
        ExceptionKind::Company => becomes(DayKind::Company),
    }
}
