//! A contract until it is deposited: completed, signed, sent, answered, sent again.

use chrono::NaiveDate;

use super::book::{ANSWER_UNDATED, COMPLETE_IN_TIME, SENT_AGAIN};
use crate::contracts::agreements::model::ContractState;
use crate::contracts::filings::model::FilingState;
use crate::desk::obligations::gathering::{AmendmentSeen, ApprenticeFile, ContractFile, FilingSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind};
use crate::law::calendar::add_days;
use crate::law::deadlines::rules::{ANSWER, PUBLIC_ANSWER, SIGNATURE};
use crate::law::figures::Law;

/// What a contract asks for, up to the answer to its deposit.
pub fn of(file: &ApprenticeFile, contract_file: &ContractFile, law: &Law) -> Vec<Derived> {
    let mut derived = vec![match contract_file.contract.state {
        ContractState::Draft => to_complete(file, contract_file, law),
        ContractState::Ready | ContractState::Signed | ContractState::Broken => {
            to_sign(file, contract_file, law)
        }
    }];
    for filing in &contract_file.filings {
        let (signed_on, starts_on) = (contract_file.contract.signed_on, contract_file.contract.starts_on);
        derived.push(answer(file, contract_file, filing, law, (signed_on, starts_on)));
        derived.extend(again(file, contract_file, filing, law));
    }
    for (amendment, filing) in &contract_file.amendment_filings {
        derived.push(answer_to(file, contract_file, amendment, filing, law));
    }
    derived
}

fn about(
    file: &ApprenticeFile,
    contract_file: &ContractFile,
    kind: ObligationKind,
    rule: &'static crate::law::findings::Rule,
    days: (NaiveDate, NaiveDate),
) -> Derived {
    let contract = &contract_file.contract;
    let facts = ObligationFacts {
        starts_on: Some(contract.starts_on),
        ends_on: Some(contract.effective_ends_on()),
        ..ObligationFacts::default()
    };
    Derived::new(kind, InFile::Apprentice(file.apprentice.id), contract.id.0, rule, days)
        .under(contract.id, contract_file.tutor_on(days.1))
        .known_since(
            contract.signed_on.map_or(contract_file.drafted_on, |on| on.min(contract_file.drafted_on)),
        )
        .because(facts)
}

fn to_complete(file: &ApprenticeFile, contract_file: &ContractFile, law: &Law) -> Derived {
    let delays = law.obligations.on(contract_file.contract.starts_on);
    let due_on = add_days(contract_file.contract.starts_on, -delays.complete_days);
    let days = (add_days(due_on, -delays.complete_notice_days), due_on);
    let derived = about(file, contract_file, ObligationKind::ContractToComplete, &COMPLETE_IN_TIME, days);
    Derived { tutor_id: None, ..derived }.until(add_days(contract_file.contract.starts_on, delays.lapse_days))
}

fn to_sign(file: &ApprenticeFile, contract_file: &ContractFile, law: &Law) -> Derived {
    let delays = law.obligations.on(contract_file.contract.starts_on);
    let due_on = contract_file.contract.starts_on;
    let days = (add_days(due_on, -delays.complete_notice_days), due_on);
    let derived = about(file, contract_file, ObligationKind::ContractToSign, &SIGNATURE, days);
    let signed = i64::try_from(contract_file.signed_by.len()).unwrap_or_default();
    let facts = ObligationFacts { count: Some(signed), ..derived.facts.clone() };
    derived
        .shown_to_apprentice()
        .done(contract_file.contract.signed_on)
        .until(add_days(due_on, delays.lapse_days))
        .because(facts)
}

fn answer(
    file: &ApprenticeFile,
    contract_file: &ContractFile,
    filing: &FilingSeen,
    law: &Law,
    (signed_on, holds_from): (Option<NaiveDate>, NaiveDate),
) -> Derived {
    let deposit = &law.contracts.on(signed_on.unwrap_or(contract_file.contract.starts_on)).deposit;
    let lapse_days = law.obligations.on(contract_file.contract.starts_on).lapse_days;
    let there = contract_file.clock.workplace_on(holds_from);
    let rule = match (filing.complete_on, there.public_employer) {
        (None, _) => &ANSWER_UNDATED,
        (Some(_), true) => &PUBLIC_ANSWER,
        (Some(_), false) => &ANSWER,
    };
    let from_on = filing.complete_on.unwrap_or(filing.sent_on);
    let days = (from_on, add_days(from_on, deposit.answer_days.into()));
    let derived =
        about(file, contract_file, ObligationKind::OpcoAnswer, rule, days).step(filing.attempt.to_string());
    let facts = ObligationFacts { sent_on: Some(filing.sent_on), ..derived.facts.clone() };
    Derived { tutor_id: None, since_on: filing.sent_on.min(from_on), ..derived }
        .done(filing.decided_on)
        .until(add_days(contract_file.contract.effective_ends_on(), lapse_days))
        .because(facts)
}

/// What a contract waits for after its own deposit, it waits for after that of an amendment.
fn answer_to(
    file: &ApprenticeFile,
    contract_file: &ContractFile,
    amendment: &AmendmentSeen,
    filing: &FilingSeen,
    law: &Law,
) -> Derived {
    let derived = answer(file, contract_file, filing, law, (amendment.signed_on, amendment.effective_on));
    let facts = ObligationFacts {
        label_fr: Some("Avenant".into()),
        label_en: Some("Amendment".into()),
        ..derived.facts.clone()
    };
    Derived { subject: amendment.id.0, ..derived }.because(facts)
}

/// A refused deposit is made again: done once the next attempt is sent.
fn again(
    file: &ApprenticeFile,
    contract_file: &ContractFile,
    filing: &FilingSeen,
    law: &Law,
) -> Option<Derived> {
    let refused_on = filing.decided_on.filter(|_| filing.state == FilingState::Refused)?;
    let delays = law.obligations.on(contract_file.contract.starts_on);
    let next = contract_file.filings.iter().find(|other| other.attempt == filing.attempt + 1);
    let days = (refused_on, add_days(refused_on, delays.refile_days));
    let derived = about(file, contract_file, ObligationKind::DepositToMake, &SENT_AGAIN, days);
    let facts = ObligationFacts { sent_on: Some(refused_on), ..derived.facts.clone() };
    let derived = Derived { since_on: refused_on, ..derived };
    Some(
        derived
            .step((filing.attempt + 1).to_string())
            .done(next.map(|next| next.sent_on))
            .until(add_days(contract_file.contract.effective_ends_on(), delays.lapse_days))
            .because(facts),
    )
}
