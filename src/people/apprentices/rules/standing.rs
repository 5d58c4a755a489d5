//! Where an enrolment stands: its statistical status on a day, how it came there, and the two legal rights beside it.

use chrono::NaiveDate;

use super::status::{self, ContractSpan, Course, EnrolmentStatus, StatusOn};
use crate::law::figures::Law;

/// The status of an enrolment and the rights that go on whatever the status says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub status: EnrolmentStatus,
    /// Every change of status, past and to come as far as the dates known tell.
    pub history: Vec<StatusOn>,
    pub right_without_contract_until: NaiveDate,
    /// Last day of the right to stay at the centre, when the last contract is broken and the apprentice not excluded.
    ///
    /// The ground of the rupture is not known here: where another one leaves no right, the rupture itself tells it.
    pub right_after_rupture_until: Option<NaiveDate>,
}

/// Where an enrolment stands on a day.
pub fn standing_on(
    as_of: NaiveDate,
    session: Course,
    contracts: &[ContractSpan],
    excluded_on: Option<NaiveDate>,
    law: &Law,
) -> Standing {
    let last = contracts.iter().max_by_key(|contract| contract.starts_on);
    let stays = last.and_then(|contract| contract.broken_on).filter(|_| excluded_on.is_none());
    Standing {
        status: status::status_on(as_of, session, contracts, excluded_on),
        history: status::history(session, contracts, excluded_on),
        right_without_contract_until: status::right_without_contract_until(session.starts_on, law),
        right_after_rupture_until: stays.map(|day| status::right_after_rupture_until(day, law)),
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
        let standing = standing_on(day("2026-08-09"), cohort, &[broken], None, &Law::embedded().unwrap());
        assert_eq!(standing.status, EnrolmentStatus::DroppedOut);
        assert_eq!(standing.right_after_rupture_until, Some(day("2026-08-10")));
        assert_eq!(standing.right_without_contract_until, day("2025-11-25"));
        let (law, excluded_on) = (Law::embedded().unwrap(), Some(day("2026-02-10")));
        let excluded = standing_on(day("2026-03-01"), cohort, &[broken], excluded_on, &law);
        assert_eq!(excluded.right_after_rupture_until, None, "at the centre that excluded them");
        for order in [[broken, next], [next, broken]] {
            let standing = standing_on(day("2026-08-09"), cohort, &order, None, &Law::embedded().unwrap());
            assert_eq!(standing.right_after_rupture_until, None);
            assert_eq!(standing.status, EnrolmentStatus::Apprentice);
        }
    }
}
