//! Deposits: who they are sent to, and days that follow one another.

use chrono::NaiveDate;

use super::book;
use crate::contracts::agreements::model::{Addressee, FilingState};
use crate::law::calendar::french_day;
use crate::law::figures::Forms;
use crate::law::findings::{Finding, Rule};
use crate::people::employers::Employer;
use crate::platform::text::Sentence;
use crate::say;

/// Who the contract of an employer is deposited with.
pub fn addressee_of(employer: &Employer, forms: &Forms) -> Addressee {
    if forms.is_public(employer.kind_code.as_deref()) { Addressee::Ddets } else { Addressee::Opco }
}

/// An addressee that is not the one the law gives to this employer.
pub fn check_addressee(expected: Option<Addressee>, due: Addressee) -> Option<Finding> {
    expected.filter(|expected| *expected != due).map(|_| {
        book::ADDRESSEE_DOES_NOT_FIT
            .at("/addressee", Sentence::new(book::ADDRESSEE_DOES_NOT_FIT.fr, book::ADDRESSEE_DOES_NOT_FIT.en))
    })
}

/// What the deposits already made say of another one.
pub fn check_another(made: &[FilingState]) -> Option<&'static Rule> {
    match (made.contains(&FilingState::Accepted), made.contains(&FilingState::Sent)) {
        (true, _) => Some(&book::ALREADY_DEPOSITED),
        (false, true) => Some(&book::FILING_OPEN),
        (false, false) => None,
    }
}

/// Whether a deposit waits for a decision.
pub fn check_open(made: &[FilingState]) -> Option<&'static Rule> {
    (!made.contains(&FilingState::Sent)).then_some(&book::NO_FILING_OPEN)
}

/// Days that follow one another, each with its pointer; unknown days are skipped.
pub fn check_days(days: &[(&'static str, Option<NaiveDate>)], today: NaiveDate) -> Vec<Finding> {
    let known = days.iter().filter_map(|(pointer, day)| day.map(|day| (*pointer, day)));
    let mut earliest: Option<NaiveDate> = None;
    let mut findings = Vec::new();
    for (pointer, day) in known {
        if let Some(before) = earliest.filter(|before| day < *before) {
            let (this, first) = (french_day(day), french_day(before));
            let facts = say!("Le {this} vient avant le {first}.", "{day} comes before {before}.");
            findings.push(book::FILING_DATES.at(pointer, facts));
        } else if day > today {
            let (this, now) = (french_day(day), french_day(today));
            let facts = say!(
                "Le {this} n'est pas encore venu : nous sommes le {now}.",
                "{day} has not come yet: today is {today}."
            );
            findings.push(book::FILING_DATES.at(pointer, facts));
        }
        earliest = earliest.max(Some(day));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_one_another_until_today() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let codes = |days: &[(&'static str, &str)]| {
            let days: Vec<_> = days
                .iter()
                .map(|(pointer, text)| (*pointer, (!text.is_empty()).then(|| day(text))))
                .collect();
            check_days(&days, day("2025-09-10"))
                .into_iter()
                .map(|found| found.pointer.into_owned())
                .collect::<Vec<_>>()
        };
        assert!(
            codes(&[
                ("", "2025-07-10"),
                ("/sent_on", "2025-08-28"),
                ("/complete_on", ""),
                ("/decided_on", "2025-09-10")
            ])
            .is_empty()
        );
        assert_eq!(codes(&[("", "2025-07-10"), ("/sent_on", "2025-07-09")]), ["/sent_on"]);
        assert_eq!(codes(&[("", "2025-07-10"), ("/sent_on", "2025-09-11")]), ["/sent_on"]);
    }
}
