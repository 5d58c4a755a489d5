//! What the rules say of deposits: who they are sent to, and days that follow one another.

use chrono::NaiveDate;

use super::model::{Addressee, FilingState};
use crate::law::calendar::french_day;
use crate::law::figures::Forms;
use crate::law::findings::{Finding, Rule};
use crate::people::employers::Employer;
use crate::platform::text::Sentence;
use crate::{rules, say};

/// What Compagnon asks by itself.
const HOUSE: &str = "Règle du site";

rules! {
    /// One deposit at a time.
    FILING_OPEN = error "contract.filing_open", HOUSE;
        "Un seul dépôt d'un contrat attend sa réponse." / "One deposit of a contract waits for its answer.";
    /// Deposited once.
    ALREADY_DEPOSITED = error "contract.already_deposited", "Code du travail, art. D6224-2";
        "Un contrat accepté ne se dépose plus." / "An accepted contract is not deposited again.";
    /// A decision is on an open deposit.
    FILING_DECIDED = error "contract.filing_decided", HOUSE;
        "Un dépôt reçoit une seule décision." / "A deposit is decided once.";
    /// A decision needs a deposit.
    NO_FILING_OPEN = error "contract.no_filing_open", HOUSE;
        "Une décision porte sur un dépôt en attente." / "A decision is about a deposit that waits.";
    /// A decision is taken back once taken.
    NO_DECISION = error "contract.no_decision", HOUSE;
        "Seule la décision sur le dernier dépôt se retire."
        / "Only the decision on the last deposit is taken back.";
    /// The addressee follows the employer.
    ADDRESSEE_DOES_NOT_FIT = error "contract.addressee_does_not_fit", "Code du travail, art. D6224-1 et D6275-1";
        "Un employeur privé dépose auprès de son OPCO, un employeur public auprès de la DDETS."
        / "A private employer deposits with its OPCO, a public one with the DDETS.";
    /// Deposits have past days, in order.
    FILING_DATES = error "contract.filing_dates", HOUSE;
        "Signature, envoi, dossier complet et décision se suivent, au plus tard aujourd'hui."
        / "Signature, sending, complete file and decision follow one another, today at the latest.";
    /// Another reason is explained.
    NOTE_MISSING = error "contract.note_missing", HOUSE;
        "Le motif « autre » est précisé." / "The reason \"other\" is explained.";
    /// One number, one contract.
    DECA_NUMBER_TAKEN = error "contract.deca_number_taken", HOUSE;
        "Un numéro DECA est celui d'un seul contrat." / "A DECA number is that of a single contract.";
}

/// Who the contract of an employer is deposited with.
pub fn addressee_of(employer: &Employer, forms: &Forms) -> Addressee {
    if forms.is_public(employer.kind_code.as_deref()) { Addressee::Ddets } else { Addressee::Opco }
}

/// An addressee that is not the one the law gives to this employer.
pub fn check_addressee(expected: Option<Addressee>, due: Addressee) -> Option<Finding> {
    expected.filter(|expected| *expected != due).map(|_| {
        ADDRESSEE_DOES_NOT_FIT
            .at("/addressee", Sentence::new(ADDRESSEE_DOES_NOT_FIT.fr, ADDRESSEE_DOES_NOT_FIT.en))
    })
}

/// What the deposits already made say of another one.
pub fn check_another(made: &[FilingState]) -> Option<&'static Rule> {
    match (made.contains(&FilingState::Accepted), made.contains(&FilingState::Sent)) {
        (true, _) => Some(&ALREADY_DEPOSITED),
        (false, true) => Some(&FILING_OPEN),
        (false, false) => None,
    }
}

/// Whether the last deposit, in the order made, waits for a decision.
pub fn check_open(made: &[FilingState]) -> Option<&'static Rule> {
    match made.last() {
        Some(FilingState::Sent) => None,
        Some(FilingState::Accepted | FilingState::Refused) => Some(&FILING_DECIDED),
        None => Some(&NO_FILING_OPEN),
    }
}

/// Whether the last deposit, in the order made, has a decision to take back.
pub fn check_decided(made: &[FilingState]) -> Option<&'static Rule> {
    made.last().is_none_or(|last| *last == FilingState::Sent).then_some(&NO_DECISION)
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
            findings.push(FILING_DATES.at(pointer, facts));
        } else if day > today {
            let (this, now) = (french_day(day), french_day(today));
            let facts = say!(
                "Le {this} n'est pas encore venu : nous sommes le {now}.",
                "{day} has not come yet: today is {today}."
            );
            findings.push(FILING_DATES.at(pointer, facts));
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
