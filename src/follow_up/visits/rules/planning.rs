//! The visits a contract deserves: each training year is cut in equal slots, one visit a slot the contract covers.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::extra::MOST_TRAINING_YEARS;
use crate::law::calendar::{add_days, anniversary, days_inclusive};
use crate::law::figures::{HolidayLaw, Versions};
use crate::law::holidays::{HolidayZone, LocalHolidays, next_open_weekday};

/// Days of a slot a contract must cover for the slot to deserve a visit.
///
/// Our choice: under a month, there is little to see and the next slot is near.
pub const MIN_COVERED_DAYS: i64 = 30;
/// Days from the start of the contract without any planned visit: time to settle in.
///
/// Our choice.
pub const SETTLING_IN_DAYS: i64 = 14;
// the middle of the shortest covered part comes after the settling-in days: checked when this is compiled.
const _: () = assert!((MIN_COVERED_DAYS - 1) / 2 >= SETTLING_IN_DAYS);
/// Longest cycle that is planned, in training years: longer than any apprenticeship.
const MAX_TRAINING_YEARS: i16 = 8;

/// What the plan of one contract is made from.
#[derive(Debug, Clone, Copy)]
pub struct PlanInput<'a> {
    pub cycle_starts_on: NaiveDate,
    pub cycle_ends_on: NaiveDate,
    /// Visits the programme promises for each training year.
    pub visits_per_year: u8,
    pub contract_starts_on: NaiveDate,
    /// Last day of the contract: the eve of the rupture when it was broken.
    pub contract_ends_on: NaiveDate,
    /// Whether the contract was prolonged: it is then visited past the cycle too.
    pub prolonged: bool,
    /// The public holidays of the place of work, each from a day on.
    pub places: &'a [(NaiveDate, HolidayZone)],
    /// Public holidays of the law.
    pub holidays: &'a Versions<HolidayLaw>,
    /// Days without a visit: at the centre, at an exam, away.
    pub barred: &'a BTreeSet<NaiveDate>,
    /// Slots that already have a visit: training year and ordinal.
    pub already: &'a [(i16, i16)],
}

impl PlanInput<'_> {
    /// The public holidays of the place of work on a day.
    fn place_on(&self, day: NaiveDate) -> LocalHolidays<'_> {
        let begun = self.places.iter().rev().find(|(from_on, _)| *from_on <= day);
        let place = begun.or(self.places.first()).map(|(_, place)| *place).unwrap_or_default();
        place.under(self.holidays)
    }
}

/// A visit to plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedVisit {
    /// Year of the cycle, from 1.
    pub training_year: i16,
    /// Slot of the year, from 1; a slot without a visit leaves a gap.
    pub ordinal: i16,
    /// Day proposed: an open weekday near the middle of the covered part.
    pub planned_on: NaiveDate,
    /// Last day for the visit: the last covered day of the slot.
    pub due_on: NaiveDate,
}

/// A period, both ends included.
#[derive(Clone, Copy)]
struct PlanPeriod {
    from: NaiveDate,
    to: NaiveDate,
}

impl PlanPeriod {
    fn days(self) -> i64 {
        days_inclusive(self.from, self.to)
    }

    fn within(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    fn middle(self) -> NaiveDate {
        add_days(self.from, (self.days() - 1) / 2)
    }

    /// The `rank`-th (from 0) of `parts` equal slots; the odd days go to the later slots.
    fn slot(self, rank: i64, parts: i64) -> Self {
        let cut = |rank| add_days(self.from, self.days() * rank / parts);
        Self { from: cut(rank), to: add_days(cut(rank + 1), -1) }
    }
}

/// The visits still to plan for a contract, in order.
pub fn plan(input: &PlanInput<'_>) -> Vec<PlannedVisit> {
    let mut visits = Vec::new();
    for (training_year, year) in training_years(input) {
        for ordinal in 1..=i16::from(input.visits_per_year) {
            let slot = year.slot(i64::from(ordinal - 1), input.visits_per_year.into());
            let served = input.already.contains(&(training_year, ordinal));
            if let Some((planned_on, due_on)) = visit_in(slot, input).filter(|_| !served) {
                visits.push(PlannedVisit { training_year, ordinal, planned_on, due_on });
            }
        }
    }
    visits
}

/// The training years, from anniversary to anniversary; the last one may be shorter.
fn training_years(input: &PlanInput<'_>) -> impl Iterator<Item = (i16, PlanPeriod)> {
    let (starts_on, ends_on) = (input.cycle_starts_on, input.cycle_ends_on);
    let first_after = move |years: i16| anniversary(starts_on, i32::from(years));
    let within = (1..=MAX_TRAINING_YEARS)
        .map(move |year| {
            (
                year,
                PlanPeriod { from: first_after(year - 1), to: add_days(first_after(year), -1).min(ends_on) },
            )
        })
        .take_while(move |(_, period)| period.from <= ends_on);
    let last = if input.prolonged { input.contract_ends_on } else { NaiveDate::MIN };
    let past = (2..=MOST_TRAINING_YEARS)
        .map(move |year| {
            (year, PlanPeriod { from: first_after(year - 1), to: add_days(first_after(year), -1) })
        })
        .filter(move |(_, period)| ends_on < period.from && period.from <= last);
    within.chain(past)
}

/// The planned and the last day of the visit of a slot, if the contract covers enough of it.
fn visit_in(slot: PlanPeriod, input: &PlanInput<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let contract = PlanPeriod { from: input.contract_starts_on, to: input.contract_ends_on };
    let covered = slot.within(contract);
    if covered.days() < MIN_COVERED_DAYS {
        return None;
    }
    Some((day_near(covered, input), covered.to))
}

/// An open weekday near the middle of the covered part, after it rather than before, on which nothing stands against a
/// visit; the middle itself when every day is barred.
fn day_near(covered: PlanPeriod, input: &PlanInput<'_>) -> NaiveDate {
    // the middle leaves the settling-in days before it and room for a holiday after it
    let middle = next_open_weekday(covered.middle(), input.place_on(covered.middle()));
    let earliest = covered.from.max(add_days(input.contract_starts_on, SETTLING_IN_DAYS));
    let open = |day: &NaiveDate| {
        next_open_weekday(*day, input.place_on(*day)) == *day && !input.barred.contains(day)
    };
    let after = middle.iter_days().take_while(|day| *day <= covered.to).find(open);
    let before = || earliest.iter_days().take_while(|day| *day < middle).filter(open).last();
    after.or_else(before).unwrap_or(middle)
}
