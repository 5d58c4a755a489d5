//! What becomes of a deposit: what is checked of each step, whether a person records it or a file brings it.

use chrono::NaiveDate;

use super::model::{FilingFacts, FilingRefusal, FilingState};
use super::rules::{self, FILING_DECIDED, NO_DECISION, NOTE_MISSING};
use super::wire::{FilingCompletionIn, FilingIn, RefusalIn};
use crate::law::findings::refuse_errors;
use crate::people::employers::Employer;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::withdrawals::acts::nothing_to_take_back;

/// The next deposit, after those already made: to whom the employer deposits with, since the signature.
pub fn send(
    asker: &Asker,
    made: &[FilingState],
    signed_on: Option<NaiveDate>,
    employer: &Employer,
    request: FilingIn,
) -> Result<FilingFacts, Problem> {
    if let Some(rule) = rules::check_another(made) {
        return Err(rule.conflict(Sentence::new(rule.fr, rule.en)));
    }
    let FilingIn { sent_on, addressee, organisation, organisation_siret, complete_on } = request;
    let due = rules::addressee_of(employer, &asker.law.forms);
    let days = [("", signed_on), ("/sent_on", Some(sent_on)), ("/complete_on", complete_on)];
    let dates = rules::check_days(&days, asker.today);
    refuse_errors(dates.into_iter().chain(rules::check_addressee(addressee, due)).collect())?;
    Ok(FilingFacts {
        attempt: i32::try_from(made.len()).unwrap_or(i32::MAX).saturating_add(1),
        addressee: due,
        organisation,
        organisation_siret,
        sent_on,
        complete_on,
        state: FilingState::Sent,
        decided_on: None,
        reason_code: None,
        reason_note: None,
    })
}

/// The complete file of a deposit was received.
pub fn complete(asker: &Asker, filing: &mut FilingFacts, request: FilingCompletionIn) -> Result<(), Problem> {
    check_waits(filing)?;
    let days = [("", Some(filing.sent_on)), ("/complete_on", Some(request.complete_on))];
    refuse_errors(rules::check_days(&days, asker.today))?;
    filing.complete_on = Some(request.complete_on);
    Ok(())
}

/// A deposit is accepted; its number is that of what is deposited.
pub fn accept(asker: &Asker, filing: &mut FilingFacts, decided_on: NaiveDate) -> Result<(), Problem> {
    decide(asker, filing, FilingState::Accepted, decided_on)
}

/// A deposit is refused, for a reason.
pub fn refuse(asker: &Asker, filing: &mut FilingFacts, request: RefusalIn) -> Result<(), Problem> {
    decide(asker, filing, FilingState::Refused, request.decided_on)?;
    explained(request.reason_code == FilingRefusal::Other, request.note.as_deref())?;
    filing.reason_code = Some(request.reason_code);
    filing.reason_note = request.note;
    Ok(())
}

/// A reason that says nothing by itself comes with its note.
pub fn explained(says_nothing: bool, note: Option<&str>) -> Result<(), Problem> {
    if !says_nothing || note.is_some() {
        return Ok(());
    }
    let facts =
        say!("Le motif « autre » demande une précision.", "The reason \"other\" asks for a precision.");
    Err(NOTE_MISSING.fault("/note", facts))
}

/// Decides on a deposit that waits, not before it was sent nor in days to come.
fn decide(
    asker: &Asker,
    filing: &mut FilingFacts,
    state: FilingState,
    decided_on: NaiveDate,
) -> Result<(), Problem> {
    check_waits(filing)?;
    let days = [("", Some(filing.sent_on)), ("", filing.complete_on), ("/decided_on", Some(decided_on))];
    refuse_errors(rules::check_days(&days, asker.today))?;
    filing.state = state;
    filing.decided_on = Some(decided_on);
    Ok(())
}

/// Takes a decision back, of all the deposits made that on the last one: it waits for its answer again.
pub fn undecide(filing: &mut FilingFacts, made: usize, decided: FilingState) -> Result<(), Problem> {
    let is_last = usize::try_from(filing.attempt) == Ok(made);
    if filing.state != decided || !is_last {
        return Err(NO_DECISION.conflict(Sentence::new(NO_DECISION.fr, NO_DECISION.en)));
    }
    filing.state = FilingState::Sent;
    filing.decided_on = None;
    filing.reason_code = None;
    filing.reason_note = None;
    Ok(())
}

/// Takes back that the complete file was received: the deposit, at an address, waits for it again.
pub fn uncomplete(filing: &mut FilingFacts, href: &str) -> Result<(), Problem> {
    refuse_answered(filing, href)?;
    filing.complete_on.take().map(drop).ok_or_else(nothing_to_take_back)
}

/// Refuses to take back what the answer to a deposit stands on: it says how the answer goes first.
pub fn refuse_answered(filing: &FilingFacts, href: &str) -> Result<(), Problem> {
    let answer = match filing.state {
        FilingState::Sent => return Ok(()),
        FilingState::Accepted => "acceptance",
        FilingState::Refused => "refusal",
    };
    Err(FILING_DECIDED.conflict(say!(
        "La réponse à ce dépôt en dépend ; d'abord : POST {href}/{answer}/withdrawal.",
        "The answer to this deposit depends on it; first: POST {href}/{answer}/withdrawal."
    )))
}

/// Refuses what is only done to a deposit that waits for its answer.
fn check_waits(filing: &FilingFacts) -> Result<(), Problem> {
    match filing.state {
        FilingState::Sent => Ok(()),
        FilingState::Accepted | FilingState::Refused => {
            Err(FILING_DECIDED.conflict(Sentence::new(FILING_DECIDED.fr, FILING_DECIDED.en)))
        }
    }
}
