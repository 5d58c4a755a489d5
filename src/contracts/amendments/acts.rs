//! Judging an amendment: the contract with it, against what it stands on.

use serde_json::Value;

use super::model::Amendment;
use super::rules::{fold, terms};
use super::store;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::case::{self, Case};
use crate::contracts::agreements::rules::succession::check_overlap;
use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::agreements::{self, Agreement, Contract};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::{self, store::disabilities};
use crate::platform::body::typed;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::say;
use crate::trust::door::Asker;

/// What a contract was when first signed, and its signed amendments.
pub struct History {
    /// The contract as first signed, as the API takes it.
    pub original: Value,
    /// Its signed amendments, in the order they take effect.
    pub signed: Vec<Amendment>,
}

impl History {
    /// Reads the history of a contract already found within reach.
    pub fn read(conn: &mut Tx, contract: &Contract) -> Result<Self, Problem> {
        let original = match store::find_original(conn, contract.id)? {
            Some(stored) => stored,
            None => {
                let agreed = agreements::store::find_agreement(conn, contract)?;
                serde_json::to_value(ContractIn::of(contract, &agreed)).map_err(Problem::internal)?
            }
        };
        let mut signed = store::of_contract(conn, contract.id)?;
        signed.retain(|amendment| amendment.signed_on.is_some());
        Ok(Self { original, signed })
    }

    /// The history, once this amendment is signed.
    pub fn with(mut self, amendment: Amendment) -> Self {
        self.signed.push(amendment);
        self
    }

    /// Everything agreed now, amendments to come included.
    pub fn agreement(&self) -> Result<Agreement, Problem> {
        let head: ContractIn = typed(fold::head(&self.original, &self.signed))?;
        Ok(head.agreement())
    }
}

/// What is agreed on the first day of an amendment, without it and with it.
pub fn around(
    conn: &mut Tx,
    contract: &Contract,
    amendment: &Amendment,
) -> Result<(Agreement, Agreement), Problem> {
    let history = History::read(conn, contract)?;
    let mut others = history.signed;
    // those of the same day drafted later come after it
    others.retain(|one| (one.facts.effective_on, one.id.0) < (amendment.facts.effective_on, amendment.id.0));
    let before = fold::as_of(&history.original, &others, amendment.facts.effective_on).agreed;
    let mut after = before.clone();
    crate::platform::body::merge(&mut after, &amendment.facts.changes);
    let agreed = |value: Value| Ok::<_, Problem>(typed::<ContractIn>(value)?.agreement());
    Ok((agreed(before)?, agreed(after)?))
}

/// Refuses what the rules refuse of an amendment not signed yet, else gives the warnings.
pub fn judge(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    amendment: &Amendment,
) -> Result<Vec<Finding>, Problem> {
    if let Some(refusal) = terms::check_contract(contract) {
        return Err(refusal.into_conflict());
    }
    let history = History::read(tx, contract)?;
    let before = fold::as_of(&history.original, &history.signed, amendment.facts.effective_on).agreed;
    let mut after = before.clone();
    crate::platform::body::merge(&mut after, &amendment.facts.changes);
    let amending = terms::Amending {
        type_code: amendment.facts.type_code,
        effective_on: amendment.facts.effective_on,
        before: &before,
        after: &after,
        disabled_worker: is_disabled_worker(tx, asker, contract)?,
    };
    let warnings = refuse_errors(terms::check(&amending))?;
    let repays = amendment.facts.changes.get("pay").is_some();
    check_whole(tx, asker, catalogue, contract, &history.with(amendment.clone()), repays)
        .map_err(|problem| problem.under("/changes"))?;
    Ok(warnings)
}

fn is_disabled_worker(tx: &mut Tx, asker: &Asker, contract: &Contract) -> Result<bool, Problem> {
    match apprentices::store::find(tx, &asker.reach, contract.apprentice_id)? {
        Some(apprentice) => disabilities::recognised(tx, &asker.vault, &apprentice),
        None => Ok(false),
    }
}

/// The parties are known, belong together, are paid as the law asks, and no other contract is overlapped.
fn check_whole(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    history: &History,
    repays: bool,
) -> Result<(), Problem> {
    let agreed = history.agreement()?;
    if agreed.head.tutor_id.is_none() {
        let message = say!("Un contrat signé a un maître d'apprentissage.", "A signed contract has a tutor.");
        return Err(Problem::fault("/tutor_id", "required", message));
    }
    let training = case::training_of(tx, &asker.reach, contract)?;
    let case = Case::open(tx, asker, catalogue, &training, &agreed)?;
    if repays {
        refuse_errors(case.check_pay(fold::extension(&history.original, &history.signed)))?;
    }
    let mut others = agreements::store::list_concluded(tx, contract.apprentice_id)?;
    others.retain(|other| other.id != contract.id);
    match check_overlap(agreed.head.starts_on, agreed.head.ends_on, &others) {
        Some(overlap) => Err(overlap.into_conflict()),
        None => Ok(()),
    }
}
