//! The salary written at hiring: never below what the first day of the contract makes due.

use super::declared as rule;
use crate::contracts::pay::model::Segment;
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::law::money::{Cents, divided_up};
use crate::say;

const MINUTES_AN_HOUR: i64 = 60;

/// What the parties wrote of the pay at hiring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hiring {
    /// Gross salary of a month.
    pub monthly: Cents,
    /// Working time a week; the legal week when it is not said.
    pub weekly_minutes: Option<i32>,
}

/// What the rules say of the salary at hiring, at a JSON pointer, against the first segment of the pay.
///
/// Minimums are those of a month at the legal week. The minimum wage being that of an hour (Code du travail, art. L3231-2
/// and D3231-5, read 29/11/2026), a shorter or a longer week is held to its share of it; the increase of hours beyond the
/// legal week is left out (our choice: agreements set it), so that nothing lawful is refused.
pub fn check_salary(
    hiring: Hiring,
    segments: &[Segment],
    legal_weekly_hours: u32,
    pointer: &'static str,
) -> Option<Finding> {
    let first = segments.first()?;
    let legal_minutes = i64::from(legal_weekly_hours) * MINUTES_AN_HOUR;
    let minutes = hiring.weekly_minutes.map_or(legal_minutes, i64::from);
    let least = Cents(divided_up(first.due.owed().0 * minutes, legal_minutes));
    let (day, jour) = (first.from_on, french_day(first.from_on));
    let (salary_fr, salary_en) = (hiring.monthly.french(), hiring.monthly.english());
    let (least_fr, least_en) = (least.french(), least.english());
    let (hours, over) = (minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR);
    (hiring.monthly < least).then(|| {
        let facts = say!(
            "Salaire brut de {salary_fr} par mois : il en faut au moins {least_fr} le {jour}, pour {hours} h {over:02} \
             par semaine.",
            "Gross pay of {salary_en} a month: at least {least_en} is due on {day}, for {hours} h {over:02} a week."
        );
        rule::SALARY_BELOW_MINIMUM.at(pointer, facts)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::pay::model::{PayBase, PayFacts, PayLine};
    use crate::contracts::pay::rules::{PayFigures, schedule};
    use crate::law::figures::Law;
    use crate::law::money::Percent;

    fn found(
        born_on: &str,
        percent: Option<i32>,
        monthly: i64,
        weekly_minutes: Option<i32>,
    ) -> Option<String> {
        let day = |text: &str| text.parse().unwrap();
        let (from_on, to_on) = (day("2025-08-25"), day("2027-08-24"));
        let line =
            percent.map(|percent| PayLine { from_on, to_on, percent: Percent(percent), base: PayBase::Smic });
        let facts = PayFacts {
            lines: line.into_iter().collect(),
            ..PayFacts::ordinary(day(born_on), from_on, to_on)
        };
        let law = Law::embedded().unwrap();
        let segments = schedule(&facts, &PayFigures::on(&law, from_on)).segments;
        let hiring = Hiring { monthly: Cents(monthly), weekly_minutes };
        check_salary(hiring, &segments, 35, "/pay/gross_salary_cents").map(|finding| finding.en)
    }

    #[test]
    fn the_salary_at_hiring_reaches_what_the_first_day_makes_due() {
        for (born_on, percent, monthly, weekly_minutes, least) in [
            ("2006-03-14", None, 77_478, None, None),
            ("2006-03-14", None, 77_400, None, Some("774.78")),
            ("2006-03-14", Some(4300), 77_400, Some(2100), Some("774.78")),
            // better by contract
            ("2006-03-14", Some(5000), 77_478, None, Some("900.90")),
            ("2006-03-14", Some(5000), 90_090, None, None),
            // less than the law in a line: the line is refused beside, the law is due
            ("2006-03-14", Some(4000), 77_477, None, Some("774.78")),
            // 27 % until the month after the eighteenth birthday
            ("2007-11-10", None, 48_649, None, None),
            ("2007-11-10", None, 48_648, None, Some("486.49")),
            // 26 h 15 is three quarters of the legal week, 39 h more than it
            ("2006-03-14", None, 58_109, Some(1575), None),
            ("2006-03-14", None, 58_108, Some(1575), Some("581.09")),
            ("2006-03-14", None, 86_332, Some(2340), Some("863.33")),
            ("2006-03-14", None, 86_333, Some(2340), None),
        ] {
            let told = found(born_on, percent, monthly, weekly_minutes);
            assert_eq!(told.is_some(), least.is_some(), "{born_on} {percent:?} {monthly} {told:?}");
            let (told, least) = (told.unwrap_or_default(), least.unwrap_or_default());
            assert!(told.contains(least), "{told}: {least}");
        }
    }
}
