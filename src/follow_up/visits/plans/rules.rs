//! Proposing days for visits: company days, weeks that weigh the same, one trip for neighbours. Pure and deterministic.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::ids::{AccountId, EmployerId, VisitId};
use crate::law::calendar::{days_inclusive, french_day, monday_of};
use crate::law::findings::Finding;
use crate::{rules, say};

/// Longest period proposed at once, in days: half a year, as long as a visit may wait.
pub const LONGEST_PERIOD_DAYS: i64 = 186;
/// Visits of one person on one day, trips included.
///
/// Our choice: two in the morning, two in the afternoon.
pub const MOST_A_DAY: usize = 4;

/// What weighs on a day: another visit that week.
const WEEK_WEIGHT: i64 = 10;
/// Another visit that day, elsewhere.
const ELSEWHERE_WEIGHT: i64 = 20;
/// A week away from the day planned.
const WEEK_AWAY_WEIGHT: i64 = 2;
/// What a visit of the same company that day is worth.
const SAME_COMPANY_WORTH: i64 = 25;
/// What a visit in the same town that day is worth.
const SAME_TOWN_WORTH: i64 = 15;

rules! {
    /// Days are proposed within a period still to come.
    PERIOD_TO_COME = error "visit_plan.period", "Règle du site";
        "Les jours proposés le sont dans une période à venir, d'une demi-année au plus." /
        "Days are proposed within a period still to come, half a year at most.";
}

/// Whether days may be proposed in a period.
pub fn check_period(from_on: NaiveDate, to_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    let days = days_inclusive(from_on, to_on);
    let wrong = days == 0 || days > LONGEST_PERIOD_DAYS || to_on < today;
    wrong.then(|| {
        let (du, au, jour) = (french_day(from_on), french_day(to_on), french_day(today));
        let facts = say!(
            "La période va du {du} au {au} ; nous sommes le {jour}, et elle compte au plus {LONGEST_PERIOD_DAYS} jours.",
            "The period goes from {from_on} to {to_on}; today is {today}, and it has {LONGEST_PERIOD_DAYS} days at most."
        );
        PERIOD_TO_COME.at("/to_on", facts)
    })
}

/// Where a visit takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    pub employer: EmployerId,
    pub town: Option<String>,
}

impl Stop {
    fn is_in_town_of(&self, other: &Self) -> bool {
        let named = |stop: &Self| stop.town.as_ref().map(|town| town.trim().to_lowercase());
        named(self).is_some() && named(self) == named(other)
    }
}

/// A day on which a visit could take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayChoice {
    pub day: NaiveDate,
    /// Who is on duty then.
    pub account: Option<AccountId>,
    /// Whether the calendar says that the apprentice is in the company, rather than nothing.
    pub calendar_known: bool,
}

/// A visit to place.
#[derive(Debug, Clone)]
pub struct VisitCandidate {
    pub visit: VisitId,
    /// Day planned now.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    pub stop: Stop,
    /// Days on which it could take place.
    pub choices: Vec<DayChoice>,
}

/// A visit that has its day.
#[derive(Debug, Clone)]
pub struct PlacedVisit {
    pub visit: VisitId,
    /// Who holds it.
    pub account: AccountId,
    pub day: NaiveDate,
    pub stop: Stop,
}

/// Why a day is proposed, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The apprentice is in the company that day.
    CompanyDay,
    /// The calendar of the apprentice says nothing: an ordinary weekday.
    CalendarUnknown,
    /// Another visit of the same company that day: one trip.
    SameCompany(VisitId),
    /// Another visit in the same town that day: one trip.
    SameTown(VisitId),
    /// How many visits the person on duty has already that week.
    WeekLoad(usize),
    /// The day planned is the best one.
    Kept,
    /// Nobody is on duty for the apprentice.
    NobodyOnDuty,
    /// No day of the period suits.
    NoDay,
}

/// The day proposed for a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub visit: VisitId,
    pub choice: Option<DayChoice>,
    pub reasons: Vec<Reason>,
}

/// Who has what on which day.
#[derive(Default)]
struct Agenda {
    weeks: HashMap<(AccountId, NaiveDate), usize>,
    days: HashMap<(AccountId, NaiveDate), Vec<(VisitId, Stop)>>,
}

impl Agenda {
    fn place(&mut self, placed: PlacedVisit) {
        *self.weeks.entry((placed.account, monday_of(placed.day))).or_default() += 1;
        self.days.entry((placed.account, placed.day)).or_default().push((placed.visit, placed.stop));
    }

    fn week(&self, account: AccountId, day: NaiveDate) -> usize {
        self.weeks.get(&(account, monday_of(day))).copied().unwrap_or_default()
    }

    fn day(&self, account: AccountId, day: NaiveDate) -> &[(VisitId, Stop)] {
        self.days.get(&(account, day)).map_or(&[], Vec::as_slice)
    }

    fn trip(&self, account: AccountId, day: NaiveDate, stop: &Stop) -> Option<Reason> {
        let there = self.day(account, day);
        let company = there.iter().find(|(_, other)| other.employer == stop.employer);
        let town = || there.iter().find(|(_, other)| other.is_in_town_of(stop));
        company
            .map(|(visit, _)| Reason::SameCompany(*visit))
            .or_else(|| town().map(|(visit, _)| Reason::SameTown(*visit)))
    }

    /// What a day weighs; nothing when the person on duty has no room.
    fn weight(&self, candidate: &VisitCandidate, choice: &DayChoice) -> Option<i64> {
        let away = days_between(candidate.planned_on, choice.day) / 7 * WEEK_AWAY_WEIGHT;
        let Some(account) = choice.account else { return Some(away) };
        let that_day = self.day(account, choice.day).len();
        if that_day >= MOST_A_DAY {
            return None;
        }
        let trip = match self.trip(account, choice.day, &candidate.stop) {
            Some(Reason::SameCompany(_)) => -SAME_COMPANY_WORTH,
            Some(_) => -SAME_TOWN_WORTH,
            None if that_day > 0 => ELSEWHERE_WEIGHT,
            None => 0,
        };
        let week = i64::try_from(self.week(account, choice.day)).unwrap_or(i64::MAX);
        Some(week.saturating_mul(WEEK_WEIGHT) + trip + away)
    }
}

/// Proposes a day for each visit: the most pressing first, each on the day that weighs least.
pub fn suggest(mut candidates: Vec<VisitCandidate>, placed: Vec<PlacedVisit>) -> Vec<Suggestion> {
    let mut agenda = Agenda::default();
    placed.into_iter().for_each(|one| agenda.place(one));
    candidates.sort_by_key(|candidate| (candidate.due_on, candidate.visit));
    candidates.into_iter().map(|candidate| place(&mut agenda, candidate)).collect()
}

fn place(agenda: &mut Agenda, candidate: VisitCandidate) -> Suggestion {
    // somebody on duty rather than nobody, whatever the day weighs
    let weighed = candidate.choices.iter().filter_map(|choice| {
        let weight = agenda.weight(&candidate, choice)?;
        let away = days_between(candidate.planned_on, choice.day);
        Some(((choice.account.is_none(), weight, away, choice.day), *choice))
    });
    let visit = candidate.visit;
    let Some((_, choice)) = weighed.min_by_key(|(key, _)| *key) else {
        return Suggestion { visit, choice: None, reasons: vec![Reason::NoDay] };
    };
    let mut reasons = vec![if choice.calendar_known { Reason::CompanyDay } else { Reason::CalendarUnknown }];
    if choice.day == candidate.planned_on {
        reasons.push(Reason::Kept);
    }
    match choice.account {
        None => reasons.push(Reason::NobodyOnDuty),
        Some(account) => {
            reasons.extend(agenda.trip(account, choice.day, &candidate.stop));
            reasons.push(Reason::WeekLoad(agenda.week(account, choice.day)));
            agenda.place(PlacedVisit { visit, account, day: choice.day, stop: candidate.stop });
        }
    }
    Suggestion { visit, choice: Some(choice), reasons }
}

fn days_between(one: NaiveDate, other: NaiveDate) -> i64 {
    other.signed_duration_since(one).num_days().abs()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
