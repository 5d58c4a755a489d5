//! Taking a rupture back.

use chrono::NaiveDate;

use super::model::Rupture;
use super::store;
use crate::contracts::agreements::model::ContractType;
use crate::contracts::agreements::rules::succession;
use crate::contracts::agreements::{self, Contract};
use crate::follow_up::visits;
use crate::law::deadlines::model::MilestoneKind;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::withdrawals::{About, RowScope, Withdrawal, WithdrawalKind, refuse_standing, take_back};

/// Takes a rupture back: its contract, locked with it, runs again, and the visits it cancelled are planned again.
///
/// Refused when a contract signed since covers what follows, or when the rupture was told or the card handed back.
pub fn withdrawn(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    rupture: &Rupture,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    refuse_overlap(tx, contract, contract.ends_on)?;
    refuse_what_stands(tx, contract)?;
    let scopes = [
        RowScope::of("contracts", "id", contract.id.0),
        RowScope::of("ruptures", "id", rupture.id.0),
        RowScope::of("visits", "contract_id", contract.id.0),
    ];
    let about = About::record(WithdrawalKind::Rupture, rupture, reason);
    take_back(tx, asker, about.of(rupture.apprentice_id).under(contract.id), &scopes, |tx| {
        store::remove(tx, rupture.id)?;
        agreements::store::reopen(tx, contract.id)?;
        visits::store::revive(tx, contract.id, None)?;
        Ok(())
    })
}

/// The contract must not run into one signed since.
pub fn refuse_overlap(tx: &mut Tx, contract: &Contract, last_day: NaiveDate) -> Result<(), Problem> {
    let mut others = agreements::store::list_concluded(tx, contract.apprentice_id)?;
    others.retain(|other| other.id != contract.id);
    match succession::check_overlap(contract.starts_on, last_day, &others) {
        Some(overlap) => Err(overlap.into_conflict()),
        None => Ok(()),
    }
}

/// What was done because the contract was broken goes first: a rupture told, a card handed back, a contract drafted after it.
fn refuse_what_stands(tx: &mut Tx, contract: &Contract) -> Result<(), Problem> {
    let under = |table: &'static str, column: &'static str| RowScope::of(table, column, contract.id.0);
    let scopes = [under("contracts", "previous_contract_id"), under("milestones", "contract_id")];
    let after_rupture = [MilestoneKind::RuptureTold.as_str(), MilestoneKind::StudentCardReturned.as_str()];
    refuse_standing(tx, &scopes, |table, row| {
        let is =
            |column: &str, words: &[&str]| row[column].as_str().is_some_and(|word| words.contains(&word));
        match table {
            "contracts" => is("type_code", &[ContractType::AfterRupture.as_str()]),
            _ => is("kind", &after_rupture) && row["withdrawn_at"].is_null(),
        }
    })
}
