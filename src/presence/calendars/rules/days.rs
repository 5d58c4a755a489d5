//! What each day is for an apprentice; the order of precedence is told at the head of the room.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::ids::ContractId;
use crate::law::calendar::{add_days, days_inclusive};
use crate::law::figures::{HolidayLaw, Versions};
use crate::law::holidays::{HolidayZone, LocalHolidays, PublicHoliday};
use crate::platform::text::Sentence;
use crate::presence::calendars::model::{
    CalendarOverride, CohortCalendar, DayKind, DecidedBy, Exception, ExceptionKind, WorkPeriod,
};

/// Everything that decides the days of one apprentice.
#[derive(Debug, Clone)]
pub struct ApprenticeDays {
    /// Public holidays of the law.
    pub holidays: Arc<Versions<HolidayLaw>>,
    /// Calendars of their cohorts, the oldest first.
    pub cohorts: Vec<Arc<CohortCalendar>>,
    /// What differs for them.
    pub overrides: Vec<CalendarOverride>,
    /// Where they work, by contract concluded.
    pub workplaces: Vec<WorkPeriod>,
    /// Whether a week that is only proposed is told: never where something is counted from it.
    pub with_proposals: bool,
}

/// What a day is, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayInfo<'a> {
    pub kind: DayKind,
    pub why: Why<'a>,
}

/// Why a day is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// No week is known.
    Nothing,
    /// The week of the cohort.
    Rhythm,
    /// The week its programme proposes, to be confirmed.
    Proposal,
    /// The other week of the apprentice.
    Override,
    /// An exception of the cohort.
    Exception(&'a Exception),
    /// A public holiday.
    Holiday(PublicHoliday<'a>),
}

impl Why<'_> {
    /// The kind of reason.
    pub const fn decided_by(&self) -> DecidedBy {
        match self {
            Self::Nothing => DecidedBy::Nothing,
            Self::Rhythm => DecidedBy::Rhythm,
            Self::Proposal => DecidedBy::Proposal,
            Self::Override => DecidedBy::Override,
            Self::Exception(_) => DecidedBy::Exception,
            Self::Holiday(_) => DecidedBy::PublicHoliday,
        }
    }

    /// Its name, when it has one.
    pub fn label(&self) -> Option<Sentence> {
        match self {
            Self::Exception(exception) => {
                Some(Sentence::new(exception.label.clone(), exception.label.clone()))
            }
            Self::Holiday(holiday) => {
                Some(Sentence::new(holiday.name_fr.to_owned(), holiday.name_en.to_owned()))
            }
            _ => None,
        }
    }
}

/// Days that follow one another and are the same for the same reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'a> {
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
    pub info: DayInfo<'a>,
}

impl ApprenticeDays {
    /// The days of somebody of whom nothing is known yet, in the public holidays of the law.
    pub fn under(holidays: &Arc<Versions<HolidayLaw>>) -> Self {
        let holidays = Arc::clone(holidays);
        Self {
            holidays,
            cohorts: Vec::new(),
            overrides: Vec::new(),
            workplaces: Vec::new(),
            with_proposals: false,
        }
    }

    /// The same days, where no week is known as the programme proposes them.
    #[must_use]
    pub fn with_proposals(self) -> Self {
        Self { with_proposals: true, ..self }
    }

    /// The days of a whole cohort, whose apprentices work where the centre is.
    pub fn of_cohort(holidays: &Arc<Versions<HolidayLaw>>, calendar: Arc<CohortCalendar>) -> Self {
        Self { cohorts: vec![calendar], ..Self::under(holidays) }
    }

    /// What a day is.
    pub fn on(&self, day: NaiveDate) -> DayKind {
        self.explained(day).kind
    }

    /// What a day is, and why.
    pub fn explained(&self, day: NaiveDate) -> DayInfo<'_> {
        let calendar = self.calendar_on(day);
        let own =
            self.overrides.iter().find(|one| one.facts.holds_on(day) && one.facts.company_weekdays.is_some());
        let usual = match own.and_then(|one| one.facts.week()) {
            Some(week) => DayInfo { kind: week.kind_on(day), why: Why::Override },
            None => week_of(calendar, day).unwrap_or_else(|| self.proposed_on(calendar, day)),
        };
        let exception = calendar.and_then(|calendar| exception_on(calendar, day));
        let info = exception.map_or(usual, |exception| over(exception, usual));
        self.unless_holiday(info, calendar, day)
    }

    /// The days of a period one by one, both ends included.
    pub fn each(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = (NaiveDate, DayInfo<'_>)> {
        (0..days_inclusive(from, to)).map(move |count| {
            let day = add_days(from, count);
            (day, self.explained(day))
        })
    }

    /// The days of a period, those that are the same for the same reason together.
    pub fn stretches(&self, from: NaiveDate, to: NaiveDate) -> Vec<Stretch<'_>> {
        let mut stretches: Vec<Stretch<'_>> = Vec::new();
        for (day, info) in self.each(from, to) {
            match stretches.last_mut() {
                Some(last) if last.info == info => last.to_on = day,
                _ => stretches.push(Stretch { from_on: day, to_on: day, info }),
            }
        }
        stretches
    }

    /// The contract that runs on a day, if any.
    pub fn contract_on(&self, day: NaiveDate) -> Option<&WorkPeriod> {
        self.workplaces.iter().find(|one| one.holds_on(day))
    }

    /// The same days, those of a contract being worked where it says, even before it is signed.
    #[must_use]
    pub fn working(mut self, contract: ContractId, places: Vec<WorkPeriod>) -> Self {
        self.workplaces.retain(|one| one.contract_id != contract);
        self.workplaces.splice(0..0, places);
        self
    }

    /// The public holidays of the place of work on a day: the apprentice's own, else the contract's, else the site's.
    pub fn workplace_on(&self, day: NaiveDate) -> LocalHolidays<'_> {
        let own = self.overrides.iter().filter(|one| one.facts.holds_on(day));
        let zone = own
            .filter_map(|one| one.facts.public_holidays.map(HolidayZone::from))
            .next()
            .or_else(|| self.contract_on(day).map(|one| one.place))
            .or_else(|| self.calendar_on(day).map(|calendar| calendar.centre));
        zone.unwrap_or_default().under(&self.holidays)
    }

    /// The last cohort begun, else the first to come.
    pub fn calendar_on(&self, day: NaiveDate) -> Option<&CohortCalendar> {
        let begun = self.cohorts.iter().rev().find(|calendar| calendar.starts_on <= day);
        begun.or(self.cohorts.first()).map(AsRef::as_ref)
    }

    fn proposed_on(&self, calendar: Option<&CohortCalendar>, day: NaiveDate) -> DayInfo<'_> {
        let proposed = calendar.and_then(|calendar| calendar.proposed.as_ref());
        match proposed.filter(|(from_on, _)| self.with_proposals && *from_on <= day) {
            Some((begins_on, cycle)) => {
                DayInfo { kind: cycle.week_on(*begins_on, day).kind_on(day), why: Why::Proposal }
            }
            None => DayInfo { kind: DayKind::Unknown, why: Why::Nothing },
        }
    }

    fn unless_holiday<'a>(
        &'a self,
        info: DayInfo<'a>,
        calendar: Option<&CohortCalendar>,
        day: NaiveDate,
    ) -> DayInfo<'a> {
        let place = match info.kind {
            DayKind::Centre | DayKind::Exam => {
                calendar.map(|calendar| calendar.centre).unwrap_or_default().under(&self.holidays)
            }
            DayKind::Company | DayKind::Unknown => self.workplace_on(day),
            DayKind::Closed | DayKind::Holiday | DayKind::Rest => return info,
        };
        place.on(day).map_or(info, |holiday| DayInfo { kind: DayKind::Holiday, why: Why::Holiday(holiday) })
    }
}

fn week_of(calendar: Option<&CohortCalendar>, day: NaiveDate) -> Option<DayInfo<'_>> {
    let (begins_on, cycle) = calendar?.weeks.iter().rev().find(|(from_on, _)| *from_on <= day)?;
    Some(DayInfo { kind: cycle.week_on(*begins_on, day).kind_on(day), why: Why::Rhythm })
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

fn over<'a>(exception: &'a Exception, usual: DayInfo<'a>) -> DayInfo<'a> {
    let becomes = |kind| DayInfo { kind, why: Why::Exception(exception) };
    match exception.kind {
        ExceptionKind::Exam => becomes(DayKind::Exam),
        ExceptionKind::Closure if usual.kind == DayKind::Centre => becomes(DayKind::Closed),
        ExceptionKind::Closure => usual,
        _ if usual.why == Why::Override => usual,
        ExceptionKind::Centre => becomes(DayKind::Centre),
        ExceptionKind::Company => becomes(DayKind::Company),
    }
}
