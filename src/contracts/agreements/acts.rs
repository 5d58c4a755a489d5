//! Drafting a contract, whether a person asks for it or a file brings it, and what other acts on contracts share.

use chrono::NaiveDate;

use super::case::Case;
use super::model::{Agreement, Contract, ContractAct, Training};
use super::rules::book;
use super::wire::{ContractDetail, ContractIn, Hanging};
use super::{case, rules, store};
use crate::catalogue::programmes::Catalogue;
use crate::law::findings::Finding;
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

/// A contract that the rules let be drafted.
#[derive(Debug, Clone)]
pub struct Drafted {
    /// Training it serves.
    pub training: Training,
    /// Version of the official form it is drafted on.
    pub form_version: String,
    /// Day it is drafted.
    pub drafted_on: NaiveDate,
    /// Everything agreed.
    pub agreed: Agreement,
    /// What the rules noticed without refusing.
    pub warnings: Vec<Finding>,
}

/// Checks a contract whole against the law and the programme; whoever writes it holds the apprentice first.
pub fn check(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    request: &ContractIn,
) -> Result<Drafted, Problem> {
    let training = case::training_named(tx, &asker.reach, request.enrolment_id)?;
    judged(tx, asker, catalogue, training, request)
}

/// Holds the apprentice, checks, then writes a draft.
pub fn draft(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    request: &ContractIn,
) -> Result<(Contract, Vec<Finding>), Problem> {
    let training = case::training_named(tx, &asker.reach, request.enrolment_id)?;
    crate::people::apprentices::store::lock_contracts_of(tx, training.apprentice_id)?;
    let drafted = judged(tx, asker, catalogue, training, request)?;
    Ok((write(tx, &drafted)?, drafted.warnings))
}

/// Writes what was checked.
pub fn write(tx: &mut Tx, drafted: &Drafted) -> diesel::QueryResult<Contract> {
    store::insert(tx, &drafted.training, (&drafted.form_version, drafted.drafted_on), &drafted.agreed)
}

fn judged(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    training: Training,
    request: &ContractIn,
) -> Result<Drafted, Problem> {
    let agreed = request.agreement();
    let warnings = Case::open(tx, asker, catalogue, &training, &agreed)?.judge([])?;
    let form_version = asker.law.forms.default.clone();
    Ok(Drafted { training, form_version, drafted_on: asker.today, agreed, warnings })
}
