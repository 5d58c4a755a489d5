//! Drafting a contract: the one way, whether a person asks for it or a file brings it.

use chrono::NaiveDate;

use super::case::{self, Case};
use super::model::{Agreement, Contract, Training};
use super::store;
use super::wire::ContractIn;
use crate::catalogue::programmes::Catalogue;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

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
    wanted: &ContractIn,
) -> Result<Drafted, Problem> {
    let training = case::training_named(tx, &asker.reach, wanted.enrolment_id)?;
    judged(tx, asker, catalogue, training, wanted)
}

/// Holds the apprentice, checks, then writes a draft.
pub fn draft(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    wanted: &ContractIn,
) -> Result<(Contract, Vec<Finding>), Problem> {
    let training = case::training_named(tx, &asker.reach, wanted.enrolment_id)?;
    crate::people::apprentices::store::lock_contracts_of(tx, training.apprentice_id)?;
    let drafted = judged(tx, asker, catalogue, training, wanted)?;
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
    wanted: &ContractIn,
) -> Result<Drafted, Problem> {
    let agreed = wanted.agreement();
    let warnings = Case::open(tx, asker, catalogue, &training, &agreed)?.judge([])?;
    let form_version = asker.law.forms.default.clone();
    Ok(Drafted { training, form_version, drafted_on: asker.today, agreed, warnings })
}
