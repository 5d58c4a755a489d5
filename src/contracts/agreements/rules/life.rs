//! Where a contract stands on a day, and what its state still allows: one table.

use chrono::NaiveDate;

use super::book;
use crate::contracts::agreements::model::{Contract, ContractAct, ContractState, Phase};
use crate::contracts::filings;
use crate::contracts::filings::model::FilingState;
use crate::law::findings::{Finding, Rule};
use crate::people::apprentices::rules::phase::phase_on;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::withdrawals::rules::{NOTHING_TO_TAKE_BACK, STOOD_ON};

/// Where a contract stands on a day; an announced rupture leaves it running until its eve.
pub fn phase(contract: &Contract, on: NaiveDate) -> Phase {
    phase_on(contract.state, (contract.starts_on, contract.effective_ends_on()), on)
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
        (Act::WithdrawRupture, Broken) => Ok(Signed),
        (Act::WithdrawRupture, Draft | Ready | Signed) => Err(&book::NOT_BROKEN),
        (Act::WithdrawDecision, Draft | Ready) => Err(&book::NOT_SIGNED),
        (Act::WithdrawDecision, Signed) => Ok(Signed),
        (Act::WithdrawDecision, Broken) => Ok(Broken),
        (Act::WithdrawSignature, Draft) => Err(&NOTHING_TO_TAKE_BACK),
        // a contract signed by all at once is the draft it was
        (Act::WithdrawSignature, Ready | Signed) => Ok(Ready),
        (Act::WithdrawSignature, Broken) => Err(&STOOD_ON),
    }
}

/// What stands against an act in a state, if anything does.
pub fn check(state: ContractState, act: ContractAct) -> Option<Finding> {
    next(state, act).err().map(|rule| rule.at("", Sentence::new(rule.fr, rule.en)))
}

/// What the acts on a contract depend on, people and days apart.
#[derive(Debug, Clone, Copy)]
pub struct ContractStanding<'a> {
    pub state: ContractState,
    /// Where its deposits stand.
    pub filings: &'a [FilingState],
    /// Whether an amendment was signed.
    pub amended: bool,
    /// Whether a box of what was agreed is blank.
    pub blank: bool,
    /// Whether a signature is kept as it was recorded, and so may be taken back.
    pub noted: bool,
}

/// The rule that stands against an act, if one does: what `transitions` tells, and what the act answers.
pub fn against(standing: ContractStanding<'_>, act: ContractAct) -> Option<&'static Rule> {
    if let Err(rule) = next(standing.state, act) {
        return Some(rule);
    }
    match act {
        ContractAct::File => filings::rules::check_another(standing.filings),
        ContractAct::DecideFiling => filings::rules::check_open(standing.filings),
        ContractAct::WithdrawDecision => filings::rules::check_decided(standing.filings),
        ContractAct::WithdrawSignature if !standing.filings.is_empty() || standing.amended => Some(&STOOD_ON),
        ContractAct::WithdrawSignature => (!standing.noted).then_some(&NOTHING_TO_TAKE_BACK),
        // what an amendment says is no longer what was signed: only another one completes it
        ContractAct::Complete => (standing.amended || !standing.blank).then_some(&book::NOT_DRAFT),
        _ => None,
    }
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

    /// A contract as the acts know it: each carries out what it is asked, or answers with the code of its refusal.
    #[derive(Debug, Clone)]
    struct Lived {
        state: ContractState,
        filings: Vec<FilingState>,
        amended: bool,
        blanks: usize,
        signed_from: Vec<ContractState>,
    }

    impl Lived {
        fn standing(&self) -> ContractStanding<'_> {
            let Self { state, filings, amended, blanks, signed_from } = self;
            let (blank, noted) = (*blanks > 0, !signed_from.is_empty());
            ContractStanding { state: *state, filings, amended: *amended, blank, noted }
        }

        fn unsign(&mut self) -> Result<(), &'static str> {
            if self.state == ContractState::Broken || !self.filings.is_empty() || self.amended {
                return Err("withdrawal.stood_on");
            }
            self.state = self.signed_from.pop().ok_or("withdrawal.nothing_to_take_back")?;
            Ok(())
        }

        fn act(&mut self, act: ContractAct) -> Result<(), &'static str> {
            let concluded = self.state.is_concluded();
            match act {
                // a request that fills blank boxes is a change as soon as it cannot be that
                ContractAct::Complete if concluded && (self.amended || self.blanks == 0) => {
                    next(self.state, ContractAct::Change).map_err(|rule| rule.code)?;
                }
                ContractAct::File if concluded => {
                    let open = self.filings.contains(&FilingState::Sent);
                    let done = self.filings.contains(&FilingState::Accepted);
                    match (done, open) {
                        (true, _) => return Err("contract.already_deposited"),
                        (false, true) => return Err("contract.filing_open"),
                        (false, false) => self.filings.push(FilingState::Sent),
                    }
                }
                ContractAct::DecideFiling if concluded => {
                    let last = self.filings.last_mut().ok_or("contract.no_filing_open")?;
                    if *last != FilingState::Sent {
                        return Err("contract.filing_decided");
                    }
                    *last = match self.blanks % 2 {
                        0 => FilingState::Accepted,
                        _ => FilingState::Refused,
                    };
                }
                ContractAct::WithdrawDecision if concluded => {
                    let last = self.filings.last_mut().filter(|filing| **filing != FilingState::Sent);
                    *last.ok_or("contract.no_decision")? = FilingState::Sent;
                }
                ContractAct::Sign if !concluded => self.signed_from.push(self.state),
                ContractAct::WithdrawSignature => return self.unsign(),
                _ => {}
            }
            self.state = next(self.state, act).map_err(|rule| rule.code)?;
            self.blanks -= usize::from(act == ContractAct::Complete);
            Ok(())
        }
    }

    #[test]
    fn in_two_thousand_lives_what_is_told_is_what_the_act_answers() {
        use proptest::prelude::*;
        let acts = proptest::collection::vec((0..ContractAct::ALL.len(), any::<bool>()), 1..30);
        let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) };
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let lived = runner.run(&acts, |acts| {
            let mut contract = Lived {
                state: ContractState::Draft,
                filings: Vec::new(),
                amended: false,
                blanks: 3,
                signed_from: Vec::new(),
            };
            for (rank, amend) in acts {
                let act = ContractAct::ALL[rank];
                let told = against(contract.standing(), act).map(|rule| rule.code);
                let answered = contract.act(act).err();
                prop_assert_eq!(told, answered, "{} in {:?}", act, contract);
                contract.amended |= amend && contract.state == ContractState::Signed;
            }
            Ok(())
        });
        lived.unwrap();
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
            withdraw_rupture contract.not_broken contract.not_broken contract.not_broken signed
            withdraw_decision contract.not_signed contract.not_signed signed broken
            withdraw_signature withdrawal.nothing_to_take_back ready ready withdrawal.stood_on
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
