//! What acts on contracts share, whichever room or door they come from.

use super::model::{Contract, ContractAct};
use super::rules::{self, book};
use super::store;
use super::wire::{ContractDetail, Hanging};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::say;
use crate::trust::door::Asker;

/// A contract with everything that hangs under it, as it stands today.
pub fn detail(conn: &mut Tx, asker: &Asker, contract: Contract) -> Result<ContractDetail, Problem> {
    let agreed = store::find_agreement(conn, &contract)?;
    let signatures = store::list_signatures(conn, contract.id)?;
    let filings = store::list_filings(conn, contract.id)?;
    Ok(ContractDetail::on(asker.today, contract, &agreed, Hanging { signatures, filings }))
}

/// Refuses an act that the state of a contract does not allow (409).
pub fn allow(contract: &Contract, act: ContractAct) -> Result<(), Problem> {
    match rules::life::check(contract.state, act) {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(()),
    }
}

/// A reason that says nothing by itself comes with its note.
pub fn explained(says_nothing: bool, note: Option<&str>) -> Result<(), Problem> {
    if !says_nothing || note.is_some() {
        return Ok(());
    }
    let facts =
        say!("Le motif « autre » demande une précision.", "The reason \"other\" asks for a precision.");
    Err(book::NOTE_MISSING.fault("/note", facts))
}
