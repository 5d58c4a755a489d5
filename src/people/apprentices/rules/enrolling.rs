//! Enrolling: what the programme announces is told to staff as warnings; only impossible dates are refused.

use chrono::{Datelike, NaiveDate};

use super::entry::Entry;
use super::status::{Course, right_without_contract_until};
use crate::catalogue::programmes::file::AdmissionWindow;
use crate::law::calendar::{MONTHS_A_YEAR, add_months, french_day, month_name, of_month_fr, years_begun};
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::people::apprentices::model::{EnrolmentFacts, EntryReason};
use crate::people::apprentices::rules::book::{
    ENROLLED_BEFORE_THE_END, ENTERED_WITHIN, ENTRY_YEAR_OF_THE_CYCLE, EXCLUDED_WITHIN, EXPECTED_END_WITHIN,
    LATE_FOR_THE_CYCLE, WITHIN_ADMISSION_WINDOW,
};
use crate::platform::text::Sentence;
use crate::say;

/// What is to be said of an enrolment in a cohort.
pub fn check(
    facts: &EnrolmentFacts,
    cohort: Course,
    window: Option<&AdmissionWindow>,
    law: &Law,
) -> Vec<Finding> {
    let entry = Entry::of(facts, cohort);
    [
        after_the_end(facts.enrolled_on, entry),
        entered_outside(facts, cohort),
        leaves_outside(facts, entry, cohort),
        year_beyond(facts, cohort),
        excluded_outside(facts, entry),
        window.and_then(|window| outside_the_window(facts.enrolled_on, window)),
        after_three_months(facts, entry, cohort, law),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn after_the_end(enrolled_on: NaiveDate, entry: Entry) -> Option<Finding> {
    let (fr, en) = (french_day(entry.expected_ends_on), entry.expected_ends_on);
    let facts = || say!("La promotion s'est terminée le {fr}.", "The cohort ended on {en}.");
    (enrolled_on > entry.expected_ends_on).then(|| ENROLLED_BEFORE_THE_END.at("/enrolled_on", facts()))
}

/// Nobody comes in before the cohort begins, nor after it ends.
fn entered_outside(facts: &EnrolmentFacts, cohort: Course) -> Option<Finding> {
    let entered_on = facts.entered_on?;
    let (from, to) = (cohort.starts_on, cohort.ends_on);
    let (du, au) = (french_day(from), french_day(to));
    let text = || {
        say!(
            "On entre dans la formation du {du} au {au}, les jours de la promotion.",
            "One comes into the training from {from} to {to}, the days of the cohort."
        )
    };
    (!(from..=to).contains(&entered_on)).then(|| ENTERED_WITHIN.at("/entered_on", text()))
}

/// The expected end follows the entry, and is a year after that of the cohort at most, as a repeated year is.
fn leaves_outside(facts: &EnrolmentFacts, entry: Entry, cohort: Course) -> Option<Finding> {
    let ends_on = facts.expected_ends_on?;
    let (from, latest) = (entry.entered_on, add_months(cohort.ends_on, MONTHS_A_YEAR));
    let (du, au) = (french_day(from), french_day(latest));
    let text = || {
        say!(
            "La fin prévue vient après l'entrée du {du}, et au plus tard le {au}, un an après la promotion.",
            "The expected end comes after the entry on {from}, and by {latest}, a year after the cohort."
        )
    };
    (ends_on <= from || ends_on > latest).then(|| EXPECTED_END_WITHIN.at("/expected_ends_on", text()))
}

fn year_beyond(facts: &EnrolmentFacts, cohort: Course) -> Option<Finding> {
    let year = facts.entry_year.and_then(|year| u32::try_from(year).ok())?;
    let most = years_begun(cohort.starts_on, cohort.ends_on);
    let text = || {
        say!(
            "Le cycle compte {most} année(s) : on n'entre pas en année {year}.",
            "The cycle has {most} year(s): nobody comes into year {year}."
        )
    };
    (year > most).then(|| ENTRY_YEAR_OF_THE_CYCLE.at("/entry_year", text()))
}

fn excluded_outside(facts: &EnrolmentFacts, entry: Entry) -> Option<Finding> {
    let excluded_on = facts.excluded_on?;
    let (from, to) = (facts.enrolled_on, entry.expected_ends_on);
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
        let (de, to, jour) = (of_month_fr(first), month_name(last), french_day(enrolled_on));
        let (from, a, to) = (month_name(first).en, to.fr, to.en);
        let facts = say!(
            "Le programme inscrit {de} à {a} ; le {jour} est en dehors.",
            "The programme enrols from {from} to {to}; {enrolled_on} is outside."
        );
        WITHIN_ADMISSION_WINDOW.at("/enrolled_on", facts)
    })
}

/// Who comes in late, or directly into a later year, signs a contract shorter than the cycle.
fn after_three_months(facts: &EnrolmentFacts, entry: Entry, cohort: Course, law: &Law) -> Option<Finding> {
    let until = right_without_contract_until(cohort.starts_on, law);
    let late = entry.entered_on > until && entry.reason != EntryReason::Repeat;
    let pointer = if facts.entered_on.is_some() { "/entered_on" } else { "/enrolled_on" };
    let (jour, day) = (french_day(until), until);
    let text = || {
        say!(
            "Entrée après le {jour}, plus de trois mois après le début du cycle : le contrat sera plus court que lui, par convention tripartite.",
            "Entry after {day}, more than three months into the cycle: the contract will be shorter than it, by a convention of the three parties."
        )
    };
    late.then(|| LATE_FOR_THE_CYCLE.at(pointer, text()))
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
        let facts =
            EnrolmentFacts { excluded_on: excluded_on.map(day), ..EnrolmentFacts::on(day(enrolled_on)) };
        check(&facts, cohort, Some(window), &Law::embedded().unwrap())
            .iter()
            .map(|finding| finding.code)
            .collect()
    }

    const OUTSIDE: &str = "enrolment.outside_admission_window";
    const LATE: &str = "enrolment.after_three_months";
    const ENDED: &str = "enrolment.after_the_end";
    const YEAR: &str = "enrolment.entry_year_beyond";
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
    fn an_entry_lies_within_the_cohort() {
        let cohort = Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") };
        let codes = |facts: EnrolmentFacts| -> Vec<_> {
            let found = check(&facts, cohort, None, &Law::embedded().unwrap());
            found.into_iter().map(|finding| (finding.code, finding.pointer.into_owned())).collect()
        };
        let on = EnrolmentFacts::on(day("2025-06-02"));
        let entered = |on_day| EnrolmentFacts { entered_on: Some(day(on_day)), ..on };
        assert_eq!(codes(entered("2025-08-24")), [("enrolment.entered_outside", "/entered_on".into())]);
        assert_eq!(codes(entered("2025-10-15")), []);
        assert_eq!(codes(entered("2026-09-01")), [(LATE, "/entered_on".into())]);
        let repeating = EnrolmentFacts { entry_reason: Some(EntryReason::Repeat), ..entered("2026-09-01") };
        assert_eq!(codes(repeating), []);
        let leaving = |ends_on| EnrolmentFacts { expected_ends_on: Some(day(ends_on)), ..on };
        assert_eq!(codes(leaving("2028-08-24")), []);
        let outside = [("enrolment.expected_end_outside", "/expected_ends_on".to_owned())];
        assert_eq!(codes(leaving("2028-08-25")), outside);
        assert_eq!(codes(leaving("2025-08-25")), outside);
        let third = EnrolmentFacts { entry_year: Some(3), ..on };
        assert_eq!(codes(third), [(YEAR, "/entry_year".into())]);
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
