//! The days of a mock exam: within its cohort, and rather in the month planned.

use chrono::NaiveDate;

use crate::law::calendar::{add_days, add_months, french_day, month_in_words};
use crate::law::findings::Finding;
use crate::learning::mock_exams::rules::book::{
    EXAM_LASTS, FIRST_DAY_IS_GIVEN, WITHIN_ITS_MONTH, WITHIN_THE_COHORT,
};
use crate::platform::text::Sentence;

/// The days wanted for a mock exam, and what they are judged against.
#[derive(Debug, Clone, Copy)]
pub struct ExamDays {
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    /// First day of the month planned.
    pub month_on: NaiveDate,
    pub cohort_starts_on: NaiveDate,
    pub cohort_ends_on: NaiveDate,
}

/// The first week of a month that is worked whole, from its Monday to its Friday.
pub fn first_week_of(month_on: NaiveDate) -> (NaiveDate, NaiveDate) {
    use chrono::Datelike;
    let until_monday = (7 - i64::from(month_on.weekday().num_days_from_monday())) % 7;
    let monday = add_days(month_on, until_monday);
    (monday, add_days(monday, 4))
}

/// The last day of a month given by its first.
pub fn last_day_of_month(month_on: NaiveDate) -> NaiveDate {
    add_days(add_months(month_on, 1), -1)
}

/// The days of a mock exam in words, once they are fixed; until then its month, never its first day: `en mars 2026`,
/// `le 16/03/2026`, `du 16/03/2026 au 20/03/2026`.
pub fn days_in_words(month_on: NaiveDate, days: Option<(NaiveDate, NaiveDate)>) -> Sentence {
    match days {
        None => {
            let month = month_in_words(month_on);
            Sentence::new(format!("en {}", month.fr), format!("in {}", month.en))
        }
        Some((first, last)) if first == last => {
            Sentence::new(format!("le {}", french_day(first)), format!("on {first}"))
        }
        Some((first, last)) => Sentence::new(
            format!("du {} au {}", french_day(first), french_day(last)),
            format!("from {first} to {last}"),
        ),
    }
}

/// Everything to be said of the days of a mock exam.
pub fn check_days(days: &ExamDays) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (None, Some(_)) = (days.starts_on, days.ends_on) {
        let facts = Sentence::new(
            "Un dernier jour sans premier jour : donnez les deux.".to_owned(),
            "A last day without a first: give both.".to_owned(),
        );
        findings.push(FIRST_DAY_IS_GIVEN.at("/starts_on", facts));
    }
    if let (Some(starts_on), Some(ends_on)) = (days.starts_on, days.ends_on)
        && ends_on < starts_on
    {
        let facts = Sentence::new(
            format!("L'examen blanc finirait le {}, avant de commencer.", french_day(ends_on)),
            format!("The mock exam would end on {ends_on}, before it starts."),
        );
        findings.push(EXAM_LASTS.at("/ends_on", facts));
    }
    let given = [("/starts_on", days.starts_on), ("/ends_on", days.ends_on)];
    findings.extend(given.into_iter().filter_map(|(pointer, day)| check_day(days, pointer, day?)));
    findings
}

fn check_day(days: &ExamDays, pointer: &'static str, day: NaiveDate) -> Option<Finding> {
    let (from, until) = (days.cohort_starts_on, days.cohort_ends_on);
    if !(from..=until).contains(&day) {
        let facts = Sentence::new(
            format!("La promotion va du {} au {}.", french_day(from), french_day(until)),
            format!("The cohort runs from {from} to {until}."),
        );
        return Some(WITHIN_THE_COHORT.at(pointer, facts));
    }
    let month = days.month_on..=last_day_of_month(days.month_on);
    (!month.contains(&day)).then(|| {
        let planned = month_in_words(days.month_on);
        let facts = Sentence::new(
            format!("Cet examen blanc est prévu en {}.", planned.fr),
            format!("This mock exam is planned in {}.", planned.en),
        );
        WITHIN_ITS_MONTH.at(pointer, facts)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_week_of_a_month_begins_on_a_monday() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (month, monday, friday) in [
            ("2026-03-01", "2026-03-02", "2026-03-06"),
            ("2026-06-01", "2026-06-01", "2026-06-05"),
            ("2026-11-01", "2026-11-02", "2026-11-06"),
            ("2026-12-01", "2026-12-07", "2026-12-11"),
        ] {
            assert_eq!(first_week_of(day(month)), (day(monday), day(friday)), "{month}");
        }
    }

    #[test]
    fn the_days_of_a_mock_exam_are_in_its_cohort_and_rather_in_its_month() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let cases: [(Option<&str>, Option<&str>, &[&str]); 7] = [
            (None, None, &[]),
            (Some("2026-03-02"), None, &[]),
            (Some("2026-03-01"), Some("2026-03-31"), &[]),
            (Some("2026-03-30"), Some("2026-04-02"), &["mock_exam.outside_month"]),
            (None, Some("2026-03-02"), &["mock_exam.start_missing"]),
            (Some("2026-03-03"), Some("2026-03-02"), &["mock_exam.ends_before_start"]),
            (Some("2025-08-24"), Some("2027-08-25"), &["mock_exam.outside_cohort"; 2]),
        ];
        for (starts_on, ends_on, expected) in cases {
            let days = ExamDays {
                starts_on: starts_on.map(day),
                ends_on: ends_on.map(day),
                month_on: day("2026-03-01"),
                cohort_starts_on: day("2025-08-25"),
                cohort_ends_on: day("2027-08-24"),
            };
            let codes: Vec<_> = check_days(&days).iter().map(|finding| finding.code).collect();
            assert_eq!(codes, expected, "{starts_on:?} {ends_on:?}");
        }
    }
}
