//! A contract until it is deposited: completed, signed, sent, answered, sent again.

use chrono::NaiveDate;

use super::book::{ANSWER_UNDATED, COMPLETE_IN_TIME, SENT_AGAIN};
use crate::contracts::agreements::model::{ContractState, FilingState};
use crate::desk::obligations::gathering::{AmendmentSeen, ApprenticeFile, FilingSeen, Held};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind};
use crate::law::calendar::add_days;
use crate::law::deadlines::rules::{ANSWER, PUBLIC_ANSWER, SIGNATURE};
use crate::law::figures::Law;

/// What a contract asks for, up to the answer to its deposit.
pub fn of(file: &ApprenticeFile, held: &Held, law: &Law) -> Vec<Derived> {
    let mut told = vec![match held.contract.state {
        ContractState::Draft => to_complete(file, held, law),
        ContractState::Ready | ContractState::Signed | ContractState::Broken => to_sign(file, held, law),
    }];
    for filing in &held.filings {
        told.push(answer(file, held, filing, law, held.contract.signed_on));
        told.extend(again(file, held, filing, law));
    }
    for (amendment, filing) in &held.amendment_filings {
        told.push(answer_to(file, held, (amendment, filing), law));
    }
    told
}

fn about(
    file: &ApprenticeFile,
    held: &Held,
    kind: ObligationKind,
    rule: &'static crate::law::findings::Rule,
    days: (NaiveDate, NaiveDate),
) -> Derived {
    let contract = &held.contract;
    let facts = ObligationFacts {
        starts_on: Some(contract.starts_on),
        ends_on: Some(contract.effective_ends_on()),
        ..ObligationFacts::default()
    };
    Derived::new(kind, InFile::Apprentice(file.apprentice.id), contract.id.0, rule, days)
        .under(contract.id, contract.tutor_id)
        .known_since(contract.signed_on.map_or(held.drafted_on, |on| on.min(held.drafted_on)))
        .because(facts)
}

fn to_complete(file: &ApprenticeFile, held: &Held, law: &Law) -> Derived {
    let delays = law.obligations.on(held.contract.starts_on);
    let due_on = add_days(held.contract.starts_on, -delays.complete_days);
    let days = (add_days(due_on, -delays.complete_notice_days), due_on);
    let told = about(file, held, ObligationKind::ContractToComplete, &COMPLETE_IN_TIME, days);
    Derived { tutor_id: None, ..told }.until(add_days(held.contract.starts_on, delays.lapse_days))
}

fn to_sign(file: &ApprenticeFile, held: &Held, law: &Law) -> Derived {
    let delays = law.obligations.on(held.contract.starts_on);
    let due_on = held.contract.starts_on;
    let days = (add_days(due_on, -delays.complete_notice_days), due_on);
    let told = about(file, held, ObligationKind::ContractToSign, &SIGNATURE, days);
    let signed = i64::try_from(held.signed_by.len()).unwrap_or_default();
    let facts = ObligationFacts { count: Some(signed), ..told.facts.clone() };
    told.shown_to_apprentice()
        .done(held.contract.signed_on)
        .until(add_days(due_on, delays.lapse_days))
        .because(facts)
}

fn answer(
    file: &ApprenticeFile,
    held: &Held,
    filing: &FilingSeen,
    law: &Law,
    signed_on: Option<NaiveDate>,
) -> Derived {
    let deposit = &law.contracts.on(signed_on.unwrap_or(held.contract.starts_on)).deposit;
    let lapse_days = law.obligations.on(held.contract.starts_on).lapse_days;
    let rule = match (filing.complete_on, held.clock.public_employer) {
        (None, _) => &ANSWER_UNDATED,
        (Some(_), true) => &PUBLIC_ANSWER,
        (Some(_), false) => &ANSWER,
    };
    let from_on = filing.complete_on.unwrap_or(filing.sent_on);
    let days = (from_on, add_days(from_on, deposit.answer_days.into()));
    let told = about(file, held, ObligationKind::OpcoAnswer, rule, days).step(filing.attempt.to_string());
    let facts = ObligationFacts { sent_on: Some(filing.sent_on), ..told.facts.clone() };
    Derived { tutor_id: None, since_on: filing.sent_on.min(from_on), ..told }
        .done(filing.decided_on)
        .until(add_days(held.contract.effective_ends_on(), lapse_days))
        .because(facts)
}

/// What a contract waits for after its own deposit, it waits for after that of an amendment.
fn answer_to(
    file: &ApprenticeFile,
    held: &Held,
    (amendment, filing): (&AmendmentSeen, &FilingSeen),
    law: &Law,
) -> Derived {
    let told = answer(file, held, filing, law, amendment.signed_on);
    let facts = ObligationFacts {
        label_fr: Some("Avenant".into()),
        label_en: Some("Amendment".into()),
        ..told.facts.clone()
    };
    Derived { subject: amendment.id.0, ..told }.because(facts)
}

/// A refused deposit is made again: done once the next attempt is sent.
fn again(file: &ApprenticeFile, held: &Held, filing: &FilingSeen, law: &Law) -> Option<Derived> {
    let refused_on = filing.decided_on.filter(|_| filing.state == FilingState::Refused)?;
    let delays = law.obligations.on(held.contract.starts_on);
    let next = held.filings.iter().find(|other| other.attempt == filing.attempt + 1);
    let days = (refused_on, add_days(refused_on, delays.refile_days));
    let told = about(file, held, ObligationKind::DepositToMake, &SENT_AGAIN, days);
    let facts = ObligationFacts { sent_on: Some(refused_on), ..told.facts.clone() };
    let told = Derived { since_on: refused_on, ..told };
    Some(
        told.step((filing.attempt + 1).to_string())
            .done(next.map(|next| next.sent_on))
            .until(add_days(held.contract.effective_ends_on(), delays.lapse_days))
            .because(facts),
    )
}
