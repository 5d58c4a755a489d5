//! Drafting a contract: the one way, whether a person asks for it or a file brings it.

use super::case::{self, Case};
use super::model::{Contract, ContractHead, Training};
use super::store;
use super::wire::ContractIn;
use crate::access::Reach;
use crate::catalogue::Catalogue;
use crate::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

/// A contract that the rules let be drafted.
pub struct Drafted {
    /// Training it serves.
    pub training: Training,
    /// What the parties agree on.
    pub head: ContractHead,
    /// What the rules noticed without refusing.
    pub warnings: Vec<Finding>,
}

/// Checks a contract whole against the law and the programme, its apprentice held.
pub fn check(
    tx: &mut Tx,
    reach: &Reach,
    catalogue: &Catalogue,
    wanted: &ContractIn,
) -> Result<Drafted, Problem> {
    let training = case::training_named(tx, reach, wanted.enrolment_id)?;
    store::lock_apprentice(tx, training.apprentice_id)?;
    let head = wanted.head();
    let warnings = Case::open(tx, reach, catalogue, &training, &head)?.judge([])?;
    Ok(Drafted { training, head, warnings })
}

/// Checks and writes a draft.
pub fn draft(
    tx: &mut Tx,
    reach: &Reach,
    catalogue: &Catalogue,
    wanted: &ContractIn,
) -> Result<(Contract, Vec<Finding>), Problem> {
    let drafted = check(tx, reach, catalogue, wanted)?;
    let contract = store::insert(tx, &drafted.training, &drafted.head)?;
    Ok((contract, drafted.warnings))
}
