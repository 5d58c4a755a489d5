//! Counting the ruptures of a year, and who is without a contract. Pure.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::ids::EmployerId;
use crate::law::calendar::{Period, add_days, anniversary};
use crate::law::figures::Law;
use crate::people::apprentices::cards::model::{CardContract, CardFacts};
use crate::ruptures::declarations::rules::Ground;
use crate::ruptures::stays::rules::clocks::{DashboardClock, dashboard_clock};
use crate::ruptures::stays::rules::stay::{ServedContract, Stay, stay_begun};
use crate::text_enum;

text_enum!(
    /// Which year ruptures are counted over.
    BoardYear {
        /// The school year that begins in the year named.
        School = "school" => "Année scolaire" / "School year",
        /// The civil year.
        Civil = "civil" => "Année civile" / "Civil year",
    }
);

/// The days of a year; a school year begins on the first of a month that is data.
pub fn period_of(year: i32, kind: BoardYear, law: &Law) -> Option<Period> {
    let month = match kind {
        BoardYear::Civil => 1,
        BoardYear::School => law.stays.on(NaiveDate::from_ymd_opt(year, 12, 31)?).school_year_first_month,
    };
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Period { from, to: add_days(anniversary(from, 1), -1) })
}

/// A rupture, as the board counts it.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct CountedRupture {
    pub ground: Ground,
    pub effective_on: NaiveDate,
    /// First day of the contract.
    pub starts_on: NaiveDate,
    pub employer_id: EmployerId,
    pub employer: String,
}

/// Ruptures counted by what matters of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuptureTally {
    /// By ground, in the order of the law.
    pub by_ground: Vec<(Ground, usize)>,
    /// By month, its first day.
    pub by_month: Vec<(NaiveDate, usize)>,
    /// By employer, those with most first.
    pub by_employer: Vec<(EmployerId, String, usize)>,
    /// By days into the contract: first and last day of the band, none for the last one.
    pub by_days: Vec<(i64, Option<i64>, usize)>,
}

/// Counts ruptures; every month of the period and every band has its line, even empty.
pub fn tally(ruptures: &[CountedRupture], period: Period, bands: &[i64]) -> RuptureTally {
    let mut employers: BTreeMap<EmployerId, (String, usize)> = BTreeMap::new();
    for one in ruptures {
        employers.entry(one.employer_id).or_insert_with(|| (one.employer.clone(), 0)).1 += 1;
    }
    let mut by_employer: Vec<_> =
        employers.into_iter().map(|(id, (name, count))| (id, name, count)).collect();
    by_employer.sort_by(|one, other| (other.2, &one.1).cmp(&(one.2, &other.1)));
    let grounds = Ground::ALL.iter().map(|ground| (*ground, count(ruptures, |one| one.ground == *ground)));
    let months = months_of(period).into_iter().map(|month| {
        let same = |on: NaiveDate| (on.year(), on.month()) == (month.year(), month.month());
        (month, count(ruptures, |one| same(one.effective_on)))
    });
    RuptureTally {
        by_ground: grounds.filter(|(_, count)| *count > 0).collect(),
        by_month: months.collect(),
        by_employer,
        by_days: by_days(ruptures, bands),
    }
}

fn count(ruptures: &[CountedRupture], counts: impl Fn(&CountedRupture) -> bool) -> usize {
    ruptures.iter().filter(|one| counts(one)).count()
}

fn months_of(period: Period) -> Vec<NaiveDate> {
    let first = |day: &NaiveDate| day.day() == 1;
    period.from.iter_days().take_while(|day| *day <= period.to).filter(first).collect()
}

/// Days served before the rupture, the first day of the contract being the first.
fn by_days(ruptures: &[CountedRupture], bands: &[i64]) -> Vec<(i64, Option<i64>, usize)> {
    let served = |one: &CountedRupture| one.effective_on.signed_duration_since(one.starts_on).num_days();
    let firsts = std::iter::once(0).chain(bands.iter().map(|last| last + 1));
    let lasts = bands.iter().copied().map(Some).chain(std::iter::once(None));
    let each = firsts.zip(lasts).map(|(first, last)| {
        let inside = |days: i64| days >= first && last.is_none_or(|last| days <= last);
        (first, last, count(ruptures, |one| inside(served(one))))
    });
    each.collect()
}

/// A learner without a contract on a day: the right that runs or ran last, and the clock of the dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutContract {
    pub stay: Stay,
    pub clock: DashboardClock,
}

impl From<&CardContract> for ServedContract {
    fn from(one: &CardContract) -> Self {
        Self {
            id: one.id,
            starts_on: one.starts_on,
            last_day: one.last_day(),
            broken_on: one.closed_on.map(|last| add_days(last, 1)),
            ground: one.ground.clone(),
        }
    }
}

/// Whether, and since when, somebody of a card is without a contract on a day of their training.
pub fn without_contract(facts: &CardFacts, as_of: NaiveDate, law: &Law) -> Option<WithoutContract> {
    let course = facts.course();
    let covered = facts.signed().any(|one| one.starts_on <= as_of && as_of <= one.last_day());
    let left = facts.excluded_on.is_some_and(|on| on <= as_of);
    if covered || left || as_of < course.starts_on || as_of > course.ends_on {
        return None;
    }
    let served: Vec<ServedContract> = facts.signed().map(ServedContract::from).collect();
    let stay = stay_begun(course, &served, facts.excluded_on, (as_of, law))?;
    let clock = dashboard_clock(as_of, course, &facts.spans(), facts.excluded_on, law);
    Some(WithoutContract { stay, clock })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_school_year_begins_in_august_and_a_civil_one_in_january() {
        let law = Law::embedded().unwrap();
        let school = period_of(2025, BoardYear::School, &law).unwrap();
        assert_eq!((school.from, school.to), (day("2025-08-01"), day("2026-07-31")));
        let civil = period_of(2026, BoardYear::Civil, &law).unwrap();
        assert_eq!((civil.from, civil.to), (day("2026-01-01"), day("2026-12-31")));
        assert_eq!(period_of(i32::MAX, BoardYear::Civil, &law), None);
    }

    #[test]
    fn every_month_and_band_has_its_line() {
        let rupture = |starts_on: &str, effective_on: &str, employer: u128| CountedRupture {
            ground: Ground::MutualAgreement,
            effective_on: day(effective_on),
            starts_on: day(starts_on),
            employer_id: EmployerId(uuid::Uuid::from_u128(employer)),
            employer: format!("Boutique {employer}"),
        };
        let all = [
            rupture("2025-09-01", "2025-10-16", 1),
            rupture("2025-09-01", "2025-10-17", 2),
            rupture("2024-09-01", "2026-02-10", 2),
        ];
        let period = Period { from: day("2025-08-01"), to: day("2026-07-31") };
        let counted = tally(&all, period, &[45, 365]);
        assert_eq!(counted.by_ground, [(Ground::MutualAgreement, 3)]);
        assert_eq!(counted.by_month.len(), 12);
        assert_eq!(counted.by_month[2], (day("2025-10-01"), 2));
        assert_eq!(counted.by_employer[0].2, 2, "those with most first");
        assert_eq!(counted.by_days, [(0, Some(45), 1), (46, Some(365), 1), (366, None, 1)]);
        assert_eq!(tally(&[], period, &[45]).by_days, [(0, Some(45), 0), (46, None, 0)]);
    }
}
