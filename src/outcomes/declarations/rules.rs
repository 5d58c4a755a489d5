//! Pure decisions: what each learner brings to a figure of a year, and what it comes to.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::model::{DeclaredCase, DeclaredCount, DeclaredProgramme};
use crate::law::calendar::add_days;
use crate::law::figures::{DeclaredMeasure, Law};
use crate::outcomes::indicators::model::{CountedContract, LearnerFacts};
use crate::people::apprentices::rules::status::{ContractSpan, EnrolmentStatus, history};
use crate::rules;

rules! {
    /// A declaration is of a year that has begun.
    YEAR_HAS_BEGUN = error "declaration.year_not_begun", "Règle du site";
        "Une déclaration porte sur une année commencée." /
        "A declaration is of a year that has begun.";
}

/// Minutes of an hour.
const MINUTES: i64 = 60;

/// A year as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclaredYear {
    pub first: NaiveDate,
    /// 31 December, or the last known day of a year that goes on.
    pub last: NaiveDate,
    /// Days of the whole year.
    pub days: i64,
    /// Whether the year is over.
    pub over: bool,
}

impl DeclaredYear {
    /// A year as known on a day; none when it has not begun.
    pub fn of(year: i32, today: NaiveDate) -> Option<Self> {
        let (first, end) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        let days = i64::from(end.ordinal());
        (first <= today).then_some(Self { first, last: end.min(today), days, over: end < today })
    }

    /// Days of a period that fall in it.
    fn days_of(self, from: NaiveDate, to: NaiveDate) -> i64 {
        ((to.min(self.last) - from.max(self.first)).num_days() + 1).max(0)
    }

    fn holds(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Who and what a figure of a year counts in a programme.
pub fn cases(
    measure: DeclaredMeasure,
    programme: &DeclaredProgramme,
    year: DeclaredYear,
    law: &Law,
) -> Vec<DeclaredCase> {
    let each = programme.learners.iter();
    each.flat_map(|learner| cases_of(measure, programme, learner, (year, law))).collect()
}

fn cases_of(
    measure: DeclaredMeasure,
    programme: &DeclaredProgramme,
    learner: &LearnerFacts,
    (year, law): (DeclaredYear, &Law),
) -> Vec<DeclaredCase> {
    use DeclaredMeasure as Measure;
    let counted = match measure {
        Measure::Apprentices => is(learner, year, law, &[EnrolmentStatus::Apprentice]),
        Measure::WithoutContract => {
            is(learner, year, law, &[EnrolmentStatus::Registered, EnrolmentStatus::Rupturant])
        }
        Measure::ApprenticesAtYearEnd => {
            let last = DeclaredYear { first: year.last, ..year };
            learner.contracts.iter().any(|contract| days_in(contract, learner, last) > 0)
        }
        Measure::TrainingHours
        | Measure::AverageApprentices
        | Measure::ContractsBegun
        | Measure::ContractsBroken
        | Measure::NotKept => return contracts_of(measure, programme, learner, year),
    };
    let person = DeclaredCase {
        apprentice: learner.apprentice,
        enrolment: learner.enrolment,
        contract: None,
        amount: Some(1),
    };
    counted.then_some(person).into_iter().collect()
}

/// What the contracts of a learner bring to a figure over contracts.
fn contracts_of(
    measure: DeclaredMeasure,
    programme: &DeclaredProgramme,
    learner: &LearnerFacts,
    year: DeclaredYear,
) -> Vec<DeclaredCase> {
    use DeclaredMeasure as Measure;
    let amount = |contract: &CountedContract| -> Option<Option<i64>> {
        let ran = days_in(contract, learner, year);
        match measure {
            Measure::ContractsBegun => year.holds(contract.span.starts_on).then_some(Some(1)),
            Measure::ContractsBroken => {
                contract.span.broken_on.is_some_and(|on| year.holds(on)).then_some(Some(1))
            }
            Measure::AverageApprentices => (ran > 0).then_some(Some(ran)),
            Measure::TrainingHours => (ran > 0).then(|| minutes_in(programme, contract, learner, year)),
            Measure::Apprentices
            | Measure::WithoutContract
            | Measure::ApprenticesAtYearEnd
            | Measure::NotKept => None,
        }
    };
    let each = learner.contracts.iter().filter_map(|contract| {
        Some(DeclaredCase {
            apprentice: learner.apprentice,
            enrolment: learner.enrolment,
            contract: Some(contract.id),
            amount: amount(contract)?,
        })
    });
    each.collect()
}

/// Whether somebody had one of some statuses on a day of the year.
fn is(learner: &LearnerFacts, year: DeclaredYear, law: &Law, sought: &[EnrolmentStatus]) -> bool {
    let spans: Vec<ContractSpan> = learner.contracts.iter().map(|one| one.span).collect();
    let changes = history(learner.course, &spans, learner.excluded_on, law);
    let ends = changes.iter().skip(1).map(|next| add_days(next.on, -1)).chain([learner.course.ends_on]);
    changes
        .iter()
        .zip(ends)
        .any(|(change, last)| sought.contains(&change.status) && year.days_of(change.on, last) > 0)
}

/// Days of the year a contract ran.
fn days_in(contract: &CountedContract, learner: &LearnerFacts, year: DeclaredYear) -> i64 {
    let (from, agreed) = agreed_days(contract, learner);
    let last = contract.span.broken_on.map_or(agreed, |on| add_days(on, -1).min(agreed));
    year.days_of(from, last)
}

fn agreed_days(contract: &CountedContract, learner: &LearnerFacts) -> (NaiveDate, NaiveDate) {
    (contract.span.starts_on, contract.span.ends_on.unwrap_or(learner.course.ends_on))
}

/// Minutes of training of the year: the hours agreed, in proportion to the days, halves rounded up.
fn minutes_in(
    programme: &DeclaredProgramme,
    contract: &CountedContract,
    learner: &LearnerFacts,
    year: DeclaredYear,
) -> Option<i64> {
    let (from, to) = agreed_days(contract, learner);
    let (ran, agreed) = (days_in(contract, learner, year), (to - from).num_days() + 1);
    let minutes = i64::from(*programme.hours.get(&contract.id)?) * MINUTES;
    (agreed > 0).then(|| (2 * minutes * ran + agreed) / (2 * agreed))
}

/// What some cases come to; none when the figure is kept elsewhere.
pub fn count(measure: DeclaredMeasure, cases: &[DeclaredCase], year: DeclaredYear) -> Option<DeclaredCount> {
    use DeclaredMeasure as Measure;
    let people: BTreeSet<_> = cases.iter().map(|case| case.apprentice).collect();
    let sum = cases.iter().filter_map(|case| case.amount).sum();
    let unknown = cases.iter().filter(|case| case.amount.is_none()).count();
    let (value, over) = match measure {
        Measure::NotKept => return None,
        Measure::Apprentices | Measure::WithoutContract | Measure::ApprenticesAtYearEnd => {
            (i64::try_from(people.len()).unwrap_or(i64::MAX), 1)
        }
        Measure::ContractsBegun | Measure::ContractsBroken => (sum, 1),
        Measure::AverageApprentices => (sum, year.days),
        Measure::TrainingHours => (sum, MINUTES),
    };
    Some(DeclaredCount { value, over, unknown: u32::try_from(unknown).unwrap_or(u32::MAX) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId};
    use crate::outcomes::indicators::model::SessionAttempt;
    use crate::people::apprentices::rules::status::Course;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A training from September 2024 to August 2026, under contracts.
    fn programme(contracts: &[(&str, &str, Option<&str>)]) -> DeclaredProgramme {
        let contracts: Vec<_> = contracts
            .iter()
            .map(|(from, to, last)| CountedContract {
                id: ContractId::new(),
                span: ContractSpan::until(day(from), day(to), last.map(day)),
                ground: None,
            })
            .collect();
        let hours = contracts.iter().map(|one| (one.id, 1350)).collect();
        let learner = LearnerFacts {
            apprentice: ApprenticeId::new(),
            enrolment: EnrolmentId::new(),
            cohort: CohortId::new(),
            session: 2026,
            attempt: SessionAttempt::Cohort,
            course: Course { starts_on: day("2024-09-01"), ends_on: day("2026-08-31") },
            excluded_on: None,
            contracts,
            judged_elsewhere: Vec::new(),
            later: Vec::new(),
            goes_on: false,
            exam: None,
            answers: std::collections::BTreeMap::new(),
            left_on: None,
        };
        DeclaredProgramme { level: 5, learners: vec![learner], hours, ..DeclaredProgramme::default() }
    }

    fn value(measure: DeclaredMeasure, programme: &DeclaredProgramme, year: i32) -> i64 {
        let law = Law::embedded().unwrap();
        let year = DeclaredYear::of(year, day("2030-01-01")).unwrap();
        count(measure, &cases(measure, programme, year, &law), year).unwrap().value
    }

    #[test]
    fn the_hours_of_a_contract_are_shared_among_its_years_to_the_minute() {
        use DeclaredMeasure::TrainingHours;
        let whole = programme(&[("2024-09-01", "2026-08-31", None)]);
        let years: Vec<i64> = (2024..=2026).map(|year| value(TrainingHours, &whole, year)).collect();
        // 1350 h over 730 days: 122, 365 and 243 of them
        assert_eq!(years, [13_537, 40_500, 26_963]);
        assert_eq!(years.iter().sum::<i64>(), 1350 * 60);
        let broken = programme(&[("2024-09-01", "2026-08-31", Some("2024-12-31"))]);
        assert_eq!([2024, 2025].map(|year| value(TrainingHours, &broken, year)), [13_537, 0]);
    }

    #[test]
    fn who_was_an_apprentice_and_who_was_not_that_year() {
        use DeclaredMeasure::{
            Apprentices, ApprenticesAtYearEnd, ContractsBegun, ContractsBroken, WithoutContract,
        };
        let one = programme(&[
            ("2024-11-01", "2026-08-31", Some("2025-03-31")),
            ("2025-06-01", "2026-08-31", None),
        ]);
        for (measure, by_year) in [
            (Apprentices, [1, 1, 1]),
            (WithoutContract, [1, 1, 0]),
            (ApprenticesAtYearEnd, [1, 1, 0]),
            (ContractsBegun, [1, 1, 0]),
            (ContractsBroken, [0, 1, 0]),
        ] {
            assert_eq!([2024, 2025, 2026].map(|year| value(measure, &one, year)), by_year, "{measure:?}");
        }
    }

    #[test]
    fn an_average_is_over_the_days_of_the_year_and_a_missing_duration_is_told() {
        let mut one = programme(&[("2024-09-01", "2026-08-31", None)]);
        let law = Law::embedded().unwrap();
        let leap = DeclaredYear::of(2024, day("2030-01-01")).unwrap();
        let found = |one: &DeclaredProgramme, measure| {
            count(measure, &cases(measure, one, leap, &law), leap).unwrap()
        };
        let average = found(&one, DeclaredMeasure::AverageApprentices);
        assert_eq!((average.value, average.over), (122, 366));
        one.hours.clear();
        let hours = found(&one, DeclaredMeasure::TrainingHours);
        assert_eq!((hours.value, hours.unknown), (0, 1));
        assert_eq!(count(DeclaredMeasure::NotKept, &[], leap), None);
        assert_eq!(DeclaredYear::of(2031, day("2030-01-01")), None);
        assert!(!DeclaredYear::of(2030, day("2030-06-01")).unwrap().over);
    }
}
