//! What pay depends on, read from a contract and the training it serves.

use crate::calendar::days_inclusive;
use crate::contracts::model::{Contract, ContractType, Training};
use crate::findings::Finding;
use crate::law::Territory;
use crate::pay::rules::PREVIOUS_UNKNOWN;
use crate::pay::{PayFacts, PayReference};
use crate::say;

/// First digits of the postal codes of Mayotte.
const MAYOTTE: &str = "976";

/// The facts of a contract served at a postal code, until its last real day.
pub fn pay_facts(contract: &Contract, training: &Training, postal_code: Option<&str>) -> PayFacts {
    PayFacts {
        cycle: Some((training.cycle_starts_on, training.cycle_ends_on)),
        reference: reference_of(contract, training),
        territory: territory_of(postal_code),
        ..PayFacts::ordinary(training.born_on, contract.starts_on, contract.effective_ends_on())
    }
}

/// How the contract stands to the cycle: as agreed, whatever ended it early.
fn reference_of(contract: &Contract, training: &Training) -> PayReference {
    let cycle = days_inclusive(training.cycle_starts_on, training.cycle_ends_on);
    let shorter = days_inclusive(contract.starts_on, contract.ends_on) < cycle;
    match contract.type_code {
        ContractType::AfterRupture => PayReference::AfterRupture,
        _ if shorter && contract.starts_on > training.cycle_starts_on => PayReference::LateEntry,
        _ => PayReference::Execution,
    }
}

fn territory_of(postal_code: Option<&str>) -> Territory {
    match postal_code {
        Some(code) if code.starts_with(MAYOTTE) => Territory::Mayotte,
        _ => Territory::Metropolitan,
    }
}

/// A contract that follows one that ended may owe the pay of its last year: nothing kept here tells how much.
pub fn unknown_floor(contract: &Contract) -> Option<Finding> {
    let follows = matches!(contract.type_code, ContractType::SameEmployer | ContractType::OtherEmployer);
    let facts = || {
        say!(
            "Si le diplôme du contrat précédent a été obtenu, la rémunération de sa dernière année est un plancher : \
             comparez, ou simulez avec ce plancher.",
            "If the diploma of the previous contract was obtained, the pay of its last year is a floor: compare, or \
             simulate with that floor."
        )
    };
    follows.then(|| PREVIOUS_UNKNOWN.at("/previous_contract_id", facts()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::model::ContractState;
    use crate::contracts::rules::succession::sample;
    use crate::ids::{ApprenticeId, EnrolmentId, SiteId};

    fn training() -> Training {
        Training {
            enrolment_id: EnrolmentId::new(),
            site_id: SiteId::new(),
            apprentice_id: ApprenticeId::new(),
            born_on: "2006-03-14".parse().unwrap(),
            emancipated: false,
            cycle_starts_on: "2025-08-25".parse().unwrap(),
            cycle_ends_on: "2027-08-24".parse().unwrap(),
            programme_code: "bts-mco".to_owned(),
        }
    }

    #[test]
    fn years_are_counted_from_the_cycle_when_the_contract_is_shorter_than_it() {
        for (starts_on, ends_on, type_code, expected) in [
            ("2025-08-25", "2027-08-24", ContractType::First, PayReference::Execution),
            ("2025-07-01", "2027-06-30", ContractType::First, PayReference::Execution),
            ("2025-07-15", "2027-06-30", ContractType::First, PayReference::Execution),
            ("2025-09-01", "2027-08-31", ContractType::First, PayReference::Execution),
            ("2025-11-03", "2027-08-24", ContractType::First, PayReference::LateEntry),
            ("2025-11-03", "2027-11-02", ContractType::First, PayReference::Execution),
            ("2026-10-05", "2027-08-24", ContractType::AfterRupture, PayReference::AfterRupture),
        ] {
            let contract = Contract { type_code, ..sample(starts_on, ends_on) };
            assert_eq!(pay_facts(&contract, &training(), None).reference, expected, "{starts_on} {ends_on}");
        }
    }

    #[test]
    fn a_broken_contract_is_paid_until_the_eve_of_its_rupture() {
        let closed_on = "2026-02-09".parse().ok();
        let broken =
            Contract { state: ContractState::Broken, closed_on, ..sample("2025-08-25", "2027-08-24") };
        let facts = pay_facts(&broken, &training(), Some("97600"));
        assert_eq!((Some(facts.ends_on), facts.territory), (closed_on, Territory::Mayotte));
        assert_eq!(facts.reference, PayReference::Execution);
        assert_eq!(pay_facts(&broken, &training(), Some("10000")).territory, Territory::Metropolitan);
    }

    #[test]
    fn only_a_contract_after_one_that_ended_may_owe_a_floor() {
        for (type_code, may) in [
            (ContractType::First, false),
            (ContractType::SameEmployer, true),
            (ContractType::OtherEmployer, true),
            (ContractType::AfterRupture, false),
        ] {
            let contract = Contract { type_code, ..sample("2025-08-25", "2027-08-24") };
            assert_eq!(unknown_floor(&contract).is_some(), may, "{type_code}");
        }
    }
}
