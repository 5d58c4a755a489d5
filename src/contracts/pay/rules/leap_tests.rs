//! Years begun, and persons born, on a 29 February.

use super::worked_tests::day;
use super::{PayFigures, schedule};
use crate::contracts::pay::model::PayFacts;
use crate::law::calendar::LeapBirthday;
use crate::law::figures::Law;

fn table(born_on_29_february: LeapBirthday) -> Vec<(u32, u32, String, i32)> {
    let facts = PayFacts::ordinary(day("2004-02-29"), day("2024-02-29"), day("2026-02-28"));
    let law = Law::embedded().unwrap();
    let mut ages = law.contracts.on(facts.starts_on).age.clone();
    ages.born_on_29_february = born_on_29_february;
    let figures = PayFigures { ages: &ages, ..PayFigures::on(&law, facts.starts_on) };
    let lines = schedule(&facts, &figures).form.into_iter();
    lines.map(|line| (line.year, line.line, line.from_on.to_string(), line.percent.0)).collect()
}

#[test]
fn two_years_from_a_29_february_are_two() {
    let line = |year, line, from: &str, percent| (year, line, from.to_owned(), percent);
    assert_eq!(
        table(LeapBirthday::Eve),
        [line(1, 1, "2024-02-29", 4300), line(2, 1, "2025-03-01", 6100)],
        "of age 21 on 28/02/2025, paid so from the month after"
    );
    assert_eq!(
        table(LeapBirthday::DayAfter),
        [line(1, 1, "2024-02-29", 4300), line(2, 1, "2025-03-01", 5100), line(2, 2, "2025-04-01", 6100)]
    );
}
