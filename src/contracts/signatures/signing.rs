//! Signing: who signs, what is checked, what is written; whether a person asks for it or a file brings it.

use super::rules::{Signing, check_guardian_needed, sign as signed_by};
use super::wire::SignatureIn;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::acts::allow;
use crate::contracts::agreements::model::{ContractAct, ContractState, Party};
use crate::contracts::agreements::readiness::Readiness;
use crate::contracts::agreements::rules::people::{check_signed_by, needs_guardian};
use crate::contracts::agreements::{Contract, case, store};
use crate::contracts::consequences::Consequences;
use crate::contracts::tutorships;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Keeps a signature of a contract held with its apprentice; the last one concludes it.
pub fn sign(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: &Consequences,
    found: &Contract,
    wanted: &SignatureIn,
) -> Result<Vec<Finding>, Problem> {
    let signing = open(tx, asker, found, wanted)?;
    if found.state.is_concluded() {
        refuse_future(asker, wanted)?;
        keep(tx, asker, found, wanted, &signing)?;
        return Ok(Vec::new());
    }
    conclude(tx, asker, catalogue, follows, found, wanted, &signing)
}

/// Who signs: only the visa of the CFA may come after the conclusion.
fn open(tx: &mut Tx, asker: &Asker, found: &Contract, wanted: &SignatureIn) -> Result<Signing, Problem> {
    if wanted.party != Some(Party::Cfa) {
        allow(found, ContractAct::Sign)?;
    }
    let training = case::training_of(tx, &asker.reach, found)?;
    let already = store::list_signatures(tx, found.id)?;
    let law = &asker.law.contracts.on(found.starts_on).age;
    let by_apprentice = already.iter().find(|one| one.party == Party::Apprentice);
    let on = by_apprentice.map_or(wanted.signed_on, |one| one.signed_on);
    let minor = needs_guardian(law, training.born_on, training.emancipated, on);
    if let Some(finding) = check_guardian_needed(wanted.party, minor) {
        return Err(finding.into_fault());
    }
    signed_by(&already, wanted.party, wanted.signed_on, minor)
}

/// Checks the contract as if signed on the day, keeps the signatures, and concludes it when they are the last ones.
fn conclude(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: &Consequences,
    draft: &Contract,
    wanted: &SignatureIn,
    signing: &Signing,
) -> Result<Vec<Finding>, Problem> {
    let day = signing.concluded_on.unwrap_or(wanted.signed_on);
    let readiness = Readiness::of(tx, asker, catalogue, draft, day)?;
    let (training, warnings) = readiness.judge(check_signed_by(wanted.signed_on, asker.today))?;
    if let Some(concluded_on) = signing.concluded_on {
        write(tx, draft, wanted, signing, asker)?;
        let contract = store::sign(tx, draft.id, concluded_on)?;
        tutorships::assign(tx, &asker.law, &contract, &tutorships::rules::of_contract(&contract))?;
        asker.record_fields(tx, Event::ContractSigned, &contract, &["signed_on"])?;
        (follows.signed)(tx, asker, catalogue, &training, &contract)?;
    } else {
        let ready = store::move_to(tx, draft.id, ContractState::Ready)?;
        write(tx, &ready, wanted, signing, asker)?;
        asker.record_fields(tx, Event::ContractPartySigned, &ready, &["signatures"])?;
    }
    Ok(warnings)
}

/// Keeps a visa that comes after the conclusion.
fn keep(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    wanted: &SignatureIn,
    signing: &Signing,
) -> Result<(), Problem> {
    write(tx, contract, wanted, signing, asker)?;
    let touched = store::touch(tx, contract)?;
    asker.record_fields(tx, Event::ContractPartySigned, &touched, &["signatures"])?;
    Ok(())
}

fn write(
    tx: &mut Tx,
    contract: &Contract,
    wanted: &SignatureIn,
    signing: &Signing,
    asker: &Asker,
) -> diesel::QueryResult<()> {
    let signatory = wanted.signatory.as_deref().filter(|_| wanted.party.is_some());
    let by = Some(asker.caller.id);
    store::insert_signatures(tx, contract, &signing.parties, wanted.signed_on, signatory, by)
}

fn refuse_future(asker: &Asker, wanted: &SignatureIn) -> Result<(), Problem> {
    check_signed_by(wanted.signed_on, asker.today).map_or(Ok(()), |finding| Err(finding.into_fault()))
}
