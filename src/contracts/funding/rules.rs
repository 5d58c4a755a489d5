//! What the aid to an employer comes to: who, how much, until when.

use chrono::NaiveDate;

use super::model::{AidStanding, EmployerAid, EmployerAidFacts};
use crate::law::calendar::{add_days, add_months, anniversary, days_inclusive};
use crate::law::figures::{AidLaw, AidLevel, Version};
use crate::law::money::{Cents, divided_nearest};

/// The aid of a contract under the version of the day it was concluded.
///
/// The aid is that of the first year, in proportion of its days when the contract is shorter or broken; a rupture stops it
/// from the day after the last one (Code du travail, art. D6243-2, read 29/11/2026). Amounts are rounded to the cent.
pub fn aid(version: &Version<AidLaw>, facts: &EmployerAidFacts) -> EmployerAid {
    let law = &version.said;
    let known = facts.signed_on >= version.from;
    let large_employer = facts.headcount >= law.large_from;
    let year_ends_on = add_days(anniversary(facts.starts_on, 1), -1);
    let broken = facts.rupture_on.map_or(NaiveDate::MAX, |on| add_days(on, -1));
    let paid_until = year_ends_on.min(facts.ends_on).min(broken);
    let (days, year_days) =
        (days_inclusive(facts.starts_on, paid_until), days_inclusive(facts.starts_on, year_ends_on));
    let send_by = known.then(|| add_months(facts.signed_on, law.send_within_months.cast_signed()));
    let level = law.level(facts.level).filter(|_| known);
    let yearly = level.map(|level| yearly_of(level, facts.disabled_worker, large_employer));
    let late = send_by.zip(facts.sent_on).is_some_and(|(by, on)| on > by);
    let standing = match yearly {
        None => AidStanding::Unknown,
        Some(Cents(0)) => AidStanding::Nothing,
        Some(_) if late => AidStanding::Lost,
        Some(_) => AidStanding::Due,
    };
    let amount = match standing {
        AidStanding::Unknown => None,
        AidStanding::Nothing | AidStanding::Lost => Some(Cents(0)),
        AidStanding::Due => yearly.map(|yearly| Cents(divided_nearest(yearly.0 * days, year_days))),
    };
    EmployerAid { standing, send_by, yearly, paid_until, days, year_days, amount, large_employer }
}

const fn yearly_of(level: AidLevel, disabled_worker: bool, large_employer: bool) -> Cents {
    match (disabled_worker, large_employer) {
        (true, _) => level.disabled_cents,
        (false, true) => level.large_cents,
        (false, false) => level.small_cents,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn facts(signed_on: &str) -> EmployerAidFacts {
        EmployerAidFacts {
            signed_on: day(signed_on),
            starts_on: day("2026-08-31"),
            ends_on: day("2028-08-30"),
            level: 5,
            headcount: 249,
            disabled_worker: false,
            sent_on: None,
            rupture_on: None,
        }
    }

    fn found(facts: &EmployerAidFacts) -> (AidStanding, Option<i64>, i64) {
        let law = Law::embedded().unwrap();
        let aid = aid(law.aid.version_on(facts.signed_on), facts);
        (aid.standing, aid.amount.map(|amount| amount.0), aid.days)
    }

    #[test]
    fn a_bts_is_aided_by_the_day_of_its_conclusion_and_the_size_of_its_employer() {
        use AidStanding::{Due, Lost, Nothing, Unknown};
        let signed = facts("2026-07-10");
        assert_eq!(found(&signed), (Due, Some(450_000), 365));
        assert_eq!(found(&EmployerAidFacts { headcount: 250, ..signed.clone() }), (Due, Some(150_000), 365));
        let disabled = EmployerAidFacts { headcount: 250, disabled_worker: true, ..signed.clone() };
        assert_eq!(found(&disabled), (Due, Some(600_000), 365));
        assert_eq!(found(&EmployerAidFacts { level: 6, ..signed.clone() }), (Unknown, None, 365));
        for (signed_on, standing) in [
            ("2025-10-31", Unknown),
            ("2025-12-31", Unknown),
            ("2026-01-01", Nothing),
            ("2026-03-07", Nothing),
            ("2026-03-08", Due),
        ] {
            assert_eq!(found(&facts(signed_on)).0, standing, "{signed_on}");
        }
        for (sent_on, standing) in [("2027-01-10", Due), ("2027-01-11", Lost)] {
            let sent = EmployerAidFacts { sent_on: Some(day(sent_on)), ..signed.clone() };
            assert_eq!(found(&sent).0, standing, "{sent_on}");
        }
    }

    #[test]
    fn a_short_or_broken_year_is_paid_by_its_days() {
        let short = EmployerAidFacts { ends_on: day("2027-02-28"), ..facts("2026-07-10") };
        assert_eq!(found(&short), (AidStanding::Due, Some(224_384), 182));
        let broken = EmployerAidFacts { rupture_on: Some(day("2026-09-10")), ..facts("2026-07-10") };
        assert_eq!(found(&broken), (AidStanding::Due, Some(12_329), 10), "until 09/09");
        let later = EmployerAidFacts { rupture_on: Some(day("2028-01-01")), ..facts("2026-07-10") };
        assert_eq!(found(&later).1, Some(450_000), "the first year alone is aided");
    }
}
