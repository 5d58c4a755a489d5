//! Where a contract stands on a day, and what its state still allows.

use chrono::NaiveDate;

use crate::contracts::model::{Contract, ContractState, Phase};
use crate::findings::Finding;

const HOUSE_SOURCE: &str = "Règle de Compagnon";

/// Where a contract stands on a day; an announced rupture leaves it running until its eve.
pub fn phase(contract: &Contract, on: NaiveDate) -> Phase {
    let over = on > contract.effective_ends_on();
    match contract.state {
        ContractState::Draft => Phase::Draft,
        ContractState::Ready => Phase::Ready,
        ContractState::Broken if over => Phase::Broken,
        _ if over => Phase::Ended,
        _ if on < contract.starts_on => Phase::Upcoming,
        _ => Phase::Running,
    }
}

/// A contract is signed, changed or discarded only while it is a draft.
pub fn check_draft(state: ContractState) -> Option<Finding> {
    let sentences = || {
        (
            "Ce contrat est signé : il ne se change plus que par avenant, et ne finit plus tôt que par rupture."
                .to_owned(),
            "This contract is signed: only an amendment changes it, and only a rupture ends it early."
                .to_owned(),
        )
    };
    let concluded = state != ContractState::Draft;
    concluded.then(|| Finding::error("contract.not_draft", "", HOUSE_SOURCE, sentences()))
}

/// A contract is broken only once it is signed, and once.
pub fn check_breakable(state: ContractState) -> Option<Finding> {
    let refused = |code, fr: &str, en: &str| {
        Some(Finding::error(code, "", HOUSE_SOURCE, (fr.to_owned(), en.to_owned())))
    };
    match state {
        ContractState::Signed => None,
        ContractState::Draft | ContractState::Ready => refused(
            "rupture.contract_not_signed",
            "Ce contrat n'est pas signé : un projet de contrat se retire, il ne se rompt pas.",
            "This contract is not signed: a draft is withdrawn, not broken.",
        ),
        ContractState::Broken => refused(
            "rupture.already_declared",
            "Une rupture de ce contrat est déjà enregistrée.",
            "A rupture of this contract is already recorded.",
        ),
    }
}

/// Visits take place under a signed contract, broken ones included until their last day.
pub fn check_visitable(state: ContractState) -> Option<Finding> {
    let sentences = || {
        (
            "Ce contrat n'est pas signé : ses visites se prévoient avec la signature.".to_owned(),
            "This contract is not signed: its visits are planned with the signature.".to_owned(),
        )
    };
    let code = "visit.contract_not_signed";
    matches!(state, ContractState::Draft | ContractState::Ready)
        .then(|| Finding::error(code, "/contract_id", HOUSE_SOURCE, sentences()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::rules::succession::sample;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_phase_follows_from_the_state_and_the_day() {
        use ContractState::{Broken, Draft, Signed};
        let cases = [
            (Draft, None, "2026-01-01", Phase::Draft),
            (Signed, None, "2025-08-24", Phase::Upcoming),
            (Signed, None, "2025-08-25", Phase::Running),
            (Signed, None, "2027-08-24", Phase::Running),
            (Signed, None, "2027-08-25", Phase::Ended),
            (Broken, Some("2026-02-09"), "2025-08-24", Phase::Upcoming),
            (Broken, Some("2026-02-09"), "2026-02-09", Phase::Running),
            (Broken, Some("2026-02-09"), "2026-02-10", Phase::Broken),
            (Broken, Some("2025-08-24"), "2025-08-25", Phase::Broken),
        ];
        for (state, closed_on, on, expected) in cases {
            let contract =
                Contract { state, closed_on: closed_on.map(day), ..sample("2025-08-25", "2027-08-24") };
            assert_eq!(phase(&contract, day(on)), expected, "{state} {on}");
        }
    }

    #[test]
    fn each_state_allows_its_acts() {
        let codes = |state| [check_draft(state), check_breakable(state)].map(|found| found.map(|f| f.code));
        assert_eq!(codes(ContractState::Draft), [None, Some("rupture.contract_not_signed")]);
        assert_eq!(codes(ContractState::Signed), [Some("contract.not_draft"), None]);
        assert_eq!(
            codes(ContractState::Broken),
            [Some("contract.not_draft"), Some("rupture.already_declared")]
        );
    }
}
