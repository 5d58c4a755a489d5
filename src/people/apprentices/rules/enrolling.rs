//! Enrolling: what the programme announces is told to staff as warnings; only impossible dates are refused.

use chrono::{Datelike, NaiveDate};

use super::status::{Course, right_without_contract_until};
use crate::catalogue::programmes::file::AdmissionWindow;
use crate::law::calendar::french_day;
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::people::apprentices::model::EnrolmentDates;
use crate::people::apprentices::rules::book::{
    ENROLLED_BEFORE_THE_END, EXCLUDED_WITHIN, THREE_MONTHS_WITHOUT_CONTRACT, WITHIN_ADMISSION_WINDOW,
};
use crate::platform::text::Sentence;

/// What is to be said of an enrolment in a cohort.
pub fn check(
    dates: EnrolmentDates,
    cohort: Course,
    window: Option<&AdmissionWindow>,
    law: &Law,
) -> Vec<Finding> {
    [
        after_the_end(dates.enrolled_on, cohort),
        excluded_outside(dates, cohort),
        window.and_then(|window| outside_the_window(dates.enrolled_on, window)),
        after_three_months(dates.enrolled_on, cohort, law),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn after_the_end(enrolled_on: NaiveDate, cohort: Course) -> Option<Finding> {
    let (fr, en) = (french_day(cohort.ends_on), cohort.ends_on);
    (enrolled_on > cohort.ends_on).then(|| {
        ENROLLED_BEFORE_THE_END.at(
            "/enrolled_on",
            Sentence::new(
                format!("La promotion s'est terminée le {fr}."),
                format!("The cohort ended on {en}."),
            ),
        )
    })
}

fn excluded_outside(dates: EnrolmentDates, cohort: Course) -> Option<Finding> {
    let excluded_on = dates.excluded_on?;
    let (from, to) = (dates.enrolled_on, cohort.ends_on);
    (excluded_on < from || excluded_on > to).then(|| {
        EXCLUDED_WITHIN.at(
            "/excluded_on",
            Sentence::new(
                format!(
                    "Une exclusion a lieu entre l'inscription ({}) et la fin de la promotion ({}).",
                    french_day(from),
                    french_day(to)
                ),
                format!(
                    "An exclusion happens between the enrolment ({from}) and the end of the cohort ({to})."
                ),
            ),
        )
    })
}

fn outside_the_window(enrolled_on: NaiveDate, window: &AdmissionWindow) -> Option<Finding> {
    let (first, last) = (u32::from(window.first_month), u32::from(window.last_month));
    let month = enrolled_on.month();
    // a window may go over the new year: November to February
    let inside =
        if first <= last { (first..=last).contains(&month) } else { month >= first || month <= last };
    (!inside).then(|| {
        WITHIN_ADMISSION_WINDOW.at(
            "/enrolled_on",
            Sentence::new(
                format!(
                    "Le programme inscrit du mois {first} au mois {last} ; {} est en dehors.",
                    french_day(enrolled_on)
                ),
                format!("The programme enrols from month {first} to month {last}; {enrolled_on} is outside."),
            ),
        )
    })
}

fn after_three_months(enrolled_on: NaiveDate, cohort: Course, law: &Law) -> Option<Finding> {
    let until = right_without_contract_until(cohort.starts_on, law);
    let months = law.contracts.on(cohort.starts_on).window.after_cycle_months;
    (enrolled_on > until).then(|| {
        THREE_MONTHS_WITHOUT_CONTRACT.at("/enrolled_on", Sentence::new(
                format!(
                    "Plus de {months} mois après le début du cycle : on ne peut plus suivre les cours sans contrat depuis le {}.",
                    french_day(until)
                ),
                format!("More than {months} months into the cycle: nobody may follow it without a contract after {until}."),
            ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn window(first_month: u8, last_month: u8) -> AdmissionWindow {
        AdmissionWindow { first_month, last_month, statement: None }
    }

    fn codes(enrolled_on: &str, excluded_on: Option<&str>, window: &AdmissionWindow) -> Vec<&'static str> {
        let cohort = Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
        let dates = EnrolmentDates { enrolled_on: day(enrolled_on), excluded_on: excluded_on.map(day) };
        check(dates, cohort, Some(window), &Law::embedded().unwrap())
            .iter()
            .map(|finding| finding.code)
            .collect()
    }

    const OUTSIDE: &str = "enrolment.outside_admission_window";
    const LATE: &str = "enrolment.after_three_months";
    const ENDED: &str = "enrolment.after_the_end";
    const EXCLUSION: &str = "enrolment.exclusion_outside";

    #[test]
    fn the_sheet_enrols_from_february_to_november() {
        let sheet = window(2, 11);
        for (enrolled_on, expected) in [
            ("2025-01-31", &[OUTSIDE][..]),
            ("2025-02-01", &[]),
            ("2025-11-25", &[]),
            ("2025-11-26", &[LATE]),
            ("2025-12-01", &[OUTSIDE, LATE]),
            ("2026-06-01", &[LATE]),
            ("2027-08-25", &[ENDED, LATE]),
        ] {
            assert_eq!(codes(enrolled_on, None, &sheet), expected, "{enrolled_on}");
        }
    }

    #[test]
    fn a_window_may_go_over_the_new_year() {
        let winter = window(11, 2);
        assert_eq!(codes("2025-01-15", None, &winter), [""; 0]);
        assert_eq!(codes("2025-03-15", None, &winter), [OUTSIDE]);
    }

    #[test]
    fn an_exclusion_happens_during_the_enrolment() {
        let sheet = window(2, 11);
        for (excluded_on, expected) in [
            ("2025-06-01", &[EXCLUSION][..]),
            ("2025-06-02", &[]),
            ("2027-08-24", &[]),
            ("2027-08-25", &[EXCLUSION]),
        ] {
            assert_eq!(codes("2025-06-02", Some(excluded_on), &sheet), expected, "{excluded_on}");
        }
    }
}
