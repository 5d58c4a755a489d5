//! Where a contract stands on a day, and what its state still allows: one table.

use chrono::NaiveDate;

use super::book;
use crate::contracts::agreements::model::{Contract, ContractAct, ContractState, Phase};
use crate::law::findings::{Finding, Rule};
use crate::platform::text::Sentence;
use crate::say;

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

/// The state an act leads to, or the rule that refuses it: the whole life of a contract.
pub const fn next(state: ContractState, act: ContractAct) -> Result<ContractState, &'static Rule> {
    use ContractAct as Act;
    use ContractState::{Broken, Draft, Ready, Signed};
    match (act, state) {
        (Act::Change | Act::Discard, Draft) => Ok(Draft),
        (Act::MakeReady, Draft) => Ok(Ready),
        (Act::Change | Act::Discard | Act::MakeReady, Ready) => Err(&book::IS_READY),
        (Act::BackToDraft, Draft) => Err(&book::NOT_READY),
        (Act::BackToDraft, Ready) => Ok(Draft),
        (Act::Sign, Draft | Ready) => Ok(Signed),
        (Act::Change | Act::Discard | Act::MakeReady | Act::BackToDraft | Act::Sign, Signed | Broken) => {
            Err(&book::NOT_DRAFT)
        }
        (Act::Complete, Draft | Ready) => Err(&book::NOT_SIGNED),
        (Act::File | Act::DecideFiling, Draft | Ready) => Err(&book::NOT_SIGNED),
        (Act::Complete | Act::File | Act::DecideFiling, Signed) => Ok(Signed),
        (Act::Complete | Act::File | Act::DecideFiling, Broken) => Ok(Broken),
        (Act::Break, Draft | Ready) => Err(&book::SIGNED_FIRST),
        (Act::Break, Signed) => Ok(Broken),
        (Act::Break, Broken) => Err(&book::BROKEN_ONCE),
    }
}

/// What stands against an act in a state, if anything does.
pub fn check(state: ContractState, act: ContractAct) -> Option<Finding> {
    next(state, act).err().map(|rule| rule.at("", Sentence::new(rule.fr, rule.en)))
}

/// A contract is broken only once it is signed, and once.
pub fn check_breakable(state: ContractState) -> Option<Finding> {
    check(state, ContractAct::Break)
}

/// Visits take place under a signed contract, broken ones included until their last day.
pub fn check_visitable(state: ContractState) -> Option<Finding> {
    let facts = || {
        say!(
            "Ce contrat n'est pas signé : ses visites se prévoient avec la signature.",
            "This contract is not signed: its visits are planned with the signature."
        )
    };
    (!state.is_concluded()).then(|| book::VISITED_ONCE_SIGNED.at("/contract_id", facts()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::agreements::rules::succession::sample;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_phase_follows_from_the_state_and_the_day() {
        use ContractState::{Broken, Draft, Ready, Signed};
        let cases = [
            (Draft, None, "2026-01-01", Phase::Draft),
            (Ready, None, "2026-01-01", Phase::Ready),
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
    fn the_whole_life_of_a_contract_is_this_table() {
        //                  draft                  ready                  signed                broken
        let expected = "
            make_ready      ready                  contract.is_ready      contract.not_draft    contract.not_draft
            back_to_draft   contract.not_ready     draft                  contract.not_draft    contract.not_draft
            sign            signed                 signed                 contract.not_draft    contract.not_draft
            change          draft                  contract.is_ready      contract.not_draft    contract.not_draft
            discard         draft                  contract.is_ready      contract.not_draft    contract.not_draft
            complete        contract.not_signed    contract.not_signed    signed                broken
            file            contract.not_signed    contract.not_signed    signed                broken
            decide_filing   contract.not_signed    contract.not_signed    signed                broken
            break           rupture.contract_not_signed rupture.contract_not_signed broken rupture.already_declared
        ";
        let found = |act: ContractAct| {
            let each = ContractState::ALL.iter().map(|state| match next(*state, act) {
                Ok(state) => state.as_str(),
                Err(rule) => rule.code,
            });
            std::iter::once(act.as_str()).chain(each).collect::<Vec<_>>().join(" ")
        };
        let found: Vec<_> = ContractAct::ALL.iter().map(|act| found(*act)).collect();
        let rows = expected.trim().lines().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(found, rows.collect::<Vec<_>>());
    }
}
