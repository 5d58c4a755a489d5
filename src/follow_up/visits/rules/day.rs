//! What is worth telling of the day a visit is given: it may be right all the same.

use chrono::{Datelike, NaiveDate, Weekday};

use super::book::{DAY_AT_CENTRE, DAY_OF_HOLIDAY, DAY_OF_MOCK_EXAM, DAY_OF_REST};
use crate::law::calendar::french_day;
use crate::law::findings::{Finding, Rule};
use crate::platform::text::Sentence;

/// What is known of a day of an apprentice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VisitDay {
    /// A public holiday where they work.
    pub holiday: bool,
    /// A day at the centre, of an exam included.
    pub at_centre: bool,
    /// A day of a mock exam.
    pub mock_exam: bool,
}

/// Everything worth telling of a visit planned on a day.
pub fn check_visit_day(day: NaiveDate, known: VisitDay) -> Vec<Finding> {
    let jour = french_day(day);
    let told = |rule: &'static Rule, fr: &str, en: &str| {
        rule.at("/planned_on", Sentence::new(format!("Le {jour} est {fr}."), format!("{day} is {en}.")))
    };
    let sunday = day.weekday() == Weekday::Sun;
    [
        sunday.then(|| told(&DAY_OF_REST, "un dimanche", "a Sunday")),
        known.holiday.then(|| told(&DAY_OF_HOLIDAY, "un jour férié", "a public holiday")),
        known.at_centre.then(|| {
            told(
                &DAY_AT_CENTRE,
                "un jour au centre pour l'apprenti",
                "a day at the centre for the apprentice",
            )
        }),
        known.mock_exam.then(|| told(&DAY_OF_MOCK_EXAM, "un jour d'examen blanc", "a day of a mock exam")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_for_each_reason_it_may_be_wrong() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let nothing = VisitDay::default();
        let all = VisitDay { holiday: true, at_centre: true, mock_exam: true };
        let cases: [(&str, VisitDay, &[&str]); 4] = [
            ("2026-03-12", nothing, &[]),
            ("2026-03-15", nothing, &["visit.on_sunday"]),
            ("2026-03-12", VisitDay { at_centre: true, ..nothing }, &["visit.at_centre"]),
            (
                "2026-03-15",
                all,
                &["visit.on_sunday", "visit.on_holiday", "visit.at_centre", "visit.on_mock_exam"],
            ),
        ];
        for (on, known, codes) in cases {
            let found = check_visit_day(day(on), known);
            assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), codes, "{on}");
            assert!(found.iter().all(|one| !one.is_error()));
        }
    }
}
