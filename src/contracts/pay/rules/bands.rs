//! Age bands through a contract: the age on the first day, then each rise on the first of a month.

use chrono::{Datelike, NaiveDate};

use crate::law::calendar::add_months;
use crate::law::figures::{AgeLaw, Band, BirthdayOnTheFirst, PayLaw};

/// A band entered during the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rise {
    pub age: u32,
    pub reached_on: NaiveDate,
    /// Day from which it is paid.
    pub from_on: NaiveDate,
}

/// The bands entered after the first day of a contract, in order.
pub fn rises(law: &PayLaw, ages: &AgeLaw, born_on: NaiveDate, starts_on: NaiveDate) -> Vec<Rise> {
    let rise = |band: &Band| {
        let reached_on = ages.birthday(born_on, band.from_age);
        Rise { age: band.from_age, reached_on, from_on: paid_from(law, reached_on) }
    };
    law.bands.iter().map(rise).filter(|rise| rise.reached_on > starts_on).collect()
}

/// The band paid on a day, and the rise that led to it.
pub fn band_on<'a>(
    law: &'a PayLaw,
    rises: &[Rise],
    age_at_start: u32,
    day: NaiveDate,
) -> (&'a Band, Option<Rise>) {
    let last = rises.iter().rev().find(|rise| rise.from_on <= day).copied();
    (law.band_at(last.map_or(age_at_start, |rise| rise.age)), last)
}

fn paid_from(law: &PayLaw, reached_on: NaiveDate) -> NaiveDate {
    let first = reached_on.with_day(1).unwrap_or(reached_on);
    let at_once = reached_on == first && law.choices.birthday_on_the_first == BirthdayOnTheFirst::SameDay;
    if at_once { first } else { add_months(first, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_rise_waits_for_the_first_of_the_month_after_the_birthday() {
        let law = Law::embedded().unwrap();
        let mut pay = law.pay.on(day("2025-08-25")).clone();
        let ages = &law.contracts.on(day("2025-08-25")).age;
        let first_rise = |pay: &PayLaw, born_on: &str| {
            rises(pay, ages, day(born_on), day("2025-08-25")).first().map(|rise| rise.from_on.to_string())
        };
        for (born_on, expected) in [
            ("2007-11-10", "2025-12-01"),
            ("2007-11-30", "2025-12-01"),
            ("2007-12-01", "2026-01-01"),
            ("2005-03-01", "2026-04-01"),
            ("2007-08-26", "2025-09-01"),
            ("2007-08-25", "2028-09-01"),
            ("2008-02-29", "2026-03-01"),
        ] {
            assert_eq!(first_rise(&pay, born_on).as_deref(), Some(expected), "{born_on}");
        }
        assert_eq!(first_rise(&pay, "1999-01-01"), None);
        pay.choices.birthday_on_the_first = BirthdayOnTheFirst::SameDay;
        assert_eq!(first_rise(&pay, "2005-03-01").as_deref(), Some("2026-03-01"));
        assert_eq!(first_rise(&pay, "2005-03-02").as_deref(), Some("2026-04-01"));
    }
}
