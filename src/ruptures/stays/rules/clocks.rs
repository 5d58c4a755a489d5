//! The clock of the national dashboard beside that of the law: a statistic in calendar days, which ends no right.
//!
//! Source: `catalogue/law/statuses.toml`; the statuses themselves are in `people/apprentices/rules/status`.

use chrono::NaiveDate;

use crate::law::figures::Law;
use crate::people::apprentices::rules::status::{ContractSpan, Course, EnrolmentStatus, StatusOn, history};

/// Where a training stands for the national dashboard on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardClock {
    /// None before the first day.
    pub status: Option<StatusOn>,
    /// The next change the facts known lead to.
    pub next: Option<StatusOn>,
    /// The drop-out counted, or to be counted, of the days without a contract that run.
    pub drop_out: Option<DropOut>,
}

/// A drop-out that the dashboard counts after so many days without a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropOut {
    /// First day without a contract.
    pub from_on: NaiveDate,
    /// Days without a contract that are no drop-out yet.
    pub days: i64,
    /// First day on which it is counted.
    pub on: NaiveDate,
}

/// The clock of a training on a day.
pub fn dashboard_clock(
    as_of: NaiveDate,
    course: Course,
    contracts: &[ContractSpan],
    excluded_on: Option<NaiveDate>,
    law: &Law,
) -> DashboardClock {
    let changes = history(course, contracts, excluded_on, law);
    let begun = changes.partition_point(|change| change.on <= as_of);
    let counted = drop_outs(&changes, excluded_on);
    let current = begun.checked_sub(1).and_then(|at| changes.get(at)).copied();
    let runs = |one: &DropOut| current.is_some_and(|now| now.on == one.from_on || now.on == one.on);
    DashboardClock {
        status: current,
        next: changes.get(begun).copied(),
        drop_out: counted.into_iter().find(runs),
    }
}

/// The drop-outs that come of days without a contract, in a history; an exclusion is none of them.
pub fn drop_outs(changes: &[StatusOn], excluded_on: Option<NaiveDate>) -> Vec<DropOut> {
    let pairs = changes.windows(2).filter_map(|pair| match pair {
        [waiting, dropped]
            if dropped.status == EnrolmentStatus::DroppedOut && Some(dropped.on) != excluded_on =>
        {
            let days = dropped.on.signed_duration_since(waiting.on).num_days();
            let waits = matches!(waiting.status, EnrolmentStatus::Registered | EnrolmentStatus::Rupturant);
            waits.then_some(DropOut { from_on: waiting.on, days, on: dropped.on })
        }
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn clock(as_of: &str, contracts: &[ContractSpan]) -> DashboardClock {
        let cohort = Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
        dashboard_clock(day(as_of), cohort, contracts, None, &Law::embedded().unwrap())
    }

    #[test]
    fn the_dashboard_counts_ninety_days_from_the_entry() {
        let before = clock("2025-08-24", &[]);
        assert_eq!((before.status, before.drop_out), (None, None));
        for as_of in ["2025-08-25", "2025-11-22"] {
            let clock = clock(as_of, &[]);
            assert_eq!(clock.status.unwrap().status, EnrolmentStatus::Registered);
            assert_eq!(clock.next.unwrap().on, day("2025-11-23"));
            let drop_out = clock.drop_out.unwrap();
            assert_eq!(
                (drop_out.from_on, drop_out.days, drop_out.on),
                (day("2025-08-25"), 90, day("2025-11-23"))
            );
        }
        let counted = clock("2025-11-23", &[]);
        assert_eq!(counted.status.unwrap().status, EnrolmentStatus::DroppedOut);
        assert_eq!(counted.drop_out.unwrap().on, day("2025-11-23"));
    }

    #[test]
    fn and_a_hundred_and_eighty_from_a_rupture_unless_a_contract_comes() {
        let broken = ContractSpan {
            starts_on: day("2025-08-25"),
            ends_on: Some(day("2027-08-24")),
            broken_on: Some(day("2026-02-10")),
        };
        for (as_of, status) in [
            ("2026-02-10", EnrolmentStatus::Rupturant),
            ("2026-08-08", EnrolmentStatus::Rupturant),
            ("2026-08-09", EnrolmentStatus::DroppedOut),
        ] {
            let clock = clock(as_of, &[broken]);
            assert_eq!(clock.status.unwrap().status, status, "{as_of}");
            let drop_out = clock.drop_out.unwrap();
            assert_eq!((drop_out.days, drop_out.on), (180, day("2026-08-09")), "{as_of}");
        }
        let next = ContractSpan { starts_on: day("2026-04-01"), broken_on: None, ..broken };
        let clock = clock("2026-03-01", &[broken, next]);
        assert_eq!(clock.next.unwrap().status, EnrolmentStatus::Apprentice);
        assert_eq!(clock.drop_out, None);
    }
}
