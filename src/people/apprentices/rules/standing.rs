//! Where an enrolment stands: its statistical status on a day, how it came there, and the two legal rights beside it.

use chrono::NaiveDate;

use super::status::{self, ContractSpan, Course, EnrolmentStatus, StatusOn};
use crate::law::calendar::add_days;
use crate::law::figures::Law;

/// The status of an enrolment and the rights that go on whatever the status says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// None before the first day.
    pub status: Option<EnrolmentStatus>,
    /// Every change of status, past and to come as far as the dates known tell.
    pub history: Vec<StatusOn>,
    pub right_without_contract_until: NaiveDate,
    /// Last day of the right to stay at the centre, when the last contract was broken on a ground that leaves it: until an
    /// exclusion, if one comes before.
    pub right_after_rupture_until: Option<NaiveDate>,
}

/// Where an enrolment stands on a day; an exclusion ends it, and the ground of the last rupture may leave no right to stay.
pub fn standing_on(
    as_of: NaiveDate,
    session: Course,
    contracts: &[ContractSpan],
    (excluded_on, ground): (Option<NaiveDate>, Option<&str>),
    law: &Law,
) -> Standing {
    let last = contracts.iter().max_by_key(|contract| contract.starts_on);
    let keeps = |day: &NaiveDate| {
        // an exclusion later than the right does not erase it: it was there
        let excluded_before = excluded_on.is_some_and(|excluded_on| excluded_on <= *day);
        let law = law.ruptures.on(*day);
        !excluded_before && ground.is_none_or(|ground| law.keeps_training(ground))
    };
    let stays = last.and_then(|contract| contract.broken_on).filter(keeps);
    let until = stays.map(|day| status::right_after_rupture_until(day, law));
    Standing {
        status: status::status_on(as_of, session, contracts, excluded_on, law),
        history: status::history(session, contracts, excluded_on, law),
        right_without_contract_until: status::right_without_contract_until(session.starts_on, law),
        right_after_rupture_until: until
            .map(|until| excluded_on.map_or(until, |on| until.min(add_days(on, -1)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_right_after_a_rupture_lasts_until_the_next_contract_takes_over() {
        let cohort = Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
        let broken = ContractSpan {
            starts_on: day("2025-09-01"),
            ends_on: Some(day("2027-08-24")),
            broken_on: Some(day("2026-02-10")),
        };
        let next = ContractSpan { starts_on: day("2026-04-01"), broken_on: None, ..broken };
        let standing =
            standing_on(day("2026-08-09"), cohort, &[broken], (None, None), &Law::embedded().unwrap());
        assert_eq!(standing.status, Some(EnrolmentStatus::DroppedOut));
        assert_eq!(standing.right_after_rupture_until, Some(day("2026-08-10")));
        assert_eq!(standing.right_without_contract_until, day("2025-11-25"));
        let (law, excluded_on) = (Law::embedded().unwrap(), Some(day("2026-02-10")));
        let excluded = standing_on(day("2026-03-01"), cohort, &[broken], (excluded_on, None), &law);
        assert_eq!(excluded.right_after_rupture_until, None, "at the centre that excluded them");
        let ground = |ground| standing_on(day("2026-03-01"), cohort, &[broken], (None, Some(ground)), &law);
        for (code, expected) in [
            ("mutual_agreement", Some(day("2026-08-10"))),
            ("cfa_exclusion", None),
            ("diploma_obtained", None),
            ("apprentice_death", None),
        ] {
            assert_eq!(ground(code).right_after_rupture_until, expected, "{code}");
        }
        let later =
            |excluded_on| standing_on(day("2026-03-01"), cohort, &[broken], (Some(excluded_on), None), &law);
        assert_eq!(later(day("2026-05-01")).right_after_rupture_until, Some(day("2026-04-30")));
        assert_eq!(
            later(day("2026-11-02")).right_after_rupture_until,
            Some(day("2026-08-10")),
            "it was there"
        );
        for order in [[broken, next], [next, broken]] {
            let standing = standing_on(day("2026-08-09"), cohort, &order, (None, None), &law);
            assert_eq!(standing.right_after_rupture_until, None);
            assert_eq!(standing.status, Some(EnrolmentStatus::Apprentice));
        }
    }
}
