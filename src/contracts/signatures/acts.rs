//! Signing: who signs, what is checked, what is written; whether a person asks for it or a file brings it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rules::{Signing, check_guardian_needed, sign as signed_by};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::acts::allow;
use crate::contracts::agreements::model::{ContractAct, ContractState, Party};
use crate::contracts::agreements::readiness::Readiness;
use crate::contracts::agreements::rules::people::{check_signed_by, needs_guardian};
use crate::contracts::agreements::{Contract, case, reopening, store};
use crate::contracts::consequences::ContractConsequences;
use crate::contracts::tutorships;
use crate::law::findings::Finding;
use crate::law::identifiers;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{About, Withdrawal, WithdrawalKind, noted, take_noted_back};

/// A signature, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"party": "employer", "signatory": "Anne Durand", "signed_on": "2025-07-10"}))]
pub struct SignatureIn {
    /// Day on which the parties signed: not after today, nor after the start of the contract.
    #[schema(example = "2025-07-10")]
    pub signed_on: NaiveDate,
    /// Who signed; absent, everybody whose signature is still needed signed that day.
    pub party: Option<Party>,
    /// Name of the person who signed, for one party.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "Anne Durand")]
    #[serde(default, deserialize_with = "identifiers::normal::name_or_none")]
    pub signatory: Option<String>,
}

/// Keeps a signature of a contract held with its apprentice; the last one concludes it. What it changes is noted.
pub fn sign(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: &ContractConsequences,
    found: &Contract,
    request: &SignatureIn,
) -> Result<Vec<Finding>, Problem> {
    let about = (WithdrawalKind::ContractSignature, found.site_id, found.id.0);
    let scopes = reopening::scopes_of_signature(found);
    noted(tx, about, &scopes, |tx| signed(tx, asker, catalogue, follows, found, request))
}

/// Takes back the last signature of a contract held with its apprentice: refused once anything was done under it.
pub fn withdraw(tx: &mut Tx, asker: &Asker, found: &Contract, reason: &str) -> Result<Withdrawal, Problem> {
    reopening::standing_on_signature(tx, found)?.refuse()?;
    let about = About::record(WithdrawalKind::ContractSignature, found, reason);
    take_noted_back(tx, asker, about.of(found.apprentice_id).under(found.id))
}

fn signed(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: &ContractConsequences,
    found: &Contract,
    request: &SignatureIn,
) -> Result<Vec<Finding>, Problem> {
    let signing = open(tx, asker, found, request)?;
    if found.state.is_concluded() {
        refuse_future(asker, request)?;
        store_signature(tx, asker, found, request, &signing)?;
        return Ok(Vec::new());
    }
    conclude(tx, asker, catalogue, follows, found, request, &signing)
}

/// Who signs: only the visa of the CFA may come after the conclusion.
fn open(tx: &mut Tx, asker: &Asker, found: &Contract, request: &SignatureIn) -> Result<Signing, Problem> {
    if request.party != Some(Party::Cfa) {
        allow(found, ContractAct::Sign)?;
    }
    let training = case::training_of(tx, &asker.reach, found)?;
    let already = store::list_signatures(tx, found.id)?;
    let law = &asker.law.contracts.on(found.starts_on).age;
    let by_apprentice = already.iter().find(|one| one.party == Party::Apprentice);
    let on = by_apprentice.map_or(request.signed_on, |one| one.signed_on);
    let minor = needs_guardian(law, training.born_on, training.emancipated, on);
    if let Some(finding) = check_guardian_needed(request.party, minor) {
        return Err(finding.into_fault());
    }
    signed_by(&already, request.party, request.signed_on, minor)
}

/// Checks the contract as if signed on the day, keeps the signatures, and concludes it when they are the last ones.
fn conclude(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: &ContractConsequences,
    draft: &Contract,
    request: &SignatureIn,
    signing: &Signing,
) -> Result<Vec<Finding>, Problem> {
    let day = signing.concluded_on.unwrap_or(request.signed_on);
    let readiness = Readiness::of(tx, asker, catalogue, draft, day)?;
    let (training, warnings) = readiness.judge(check_signed_by(request.signed_on, asker.today))?;
    if let Some(concluded_on) = signing.concluded_on {
        write(tx, draft, request, signing, asker)?;
        let contract = store::sign(tx, draft.id, concluded_on, asker.law.forms.on(concluded_on))?;
        tutorships::assign(tx, &asker.law, contract.tutored(), &contract.tutorships())?;
        asker.record_fields(tx, Event::ContractSigned, &contract, &["signed_on"])?;
        (follows.signed)(tx, asker, catalogue, &training, &contract)?;
    } else {
        let ready = store::move_to(tx, draft.id, ContractState::Ready)?;
        write(tx, &ready, request, signing, asker)?;
        asker.record_fields(tx, Event::ContractPartySigned, &ready, &["signatures"])?;
    }
    Ok(warnings)
}

/// Keeps a visa that comes after the conclusion.
fn store_signature(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    request: &SignatureIn,
    signing: &Signing,
) -> Result<(), Problem> {
    write(tx, contract, request, signing, asker)?;
    let touched = store::touch(tx, contract)?;
    asker.record_fields(tx, Event::ContractPartySigned, &touched, &["signatures"])?;
    Ok(())
}

fn write(
    tx: &mut Tx,
    contract: &Contract,
    request: &SignatureIn,
    signing: &Signing,
    asker: &Asker,
) -> diesel::QueryResult<()> {
    let signatory = request.signatory.as_deref().filter(|_| request.party.is_some());
    let by = Some(asker.caller.id);
    store::insert_signatures(tx, contract, &signing.parties, request.signed_on, signatory, by)
}

fn refuse_future(asker: &Asker, request: &SignatureIn) -> Result<(), Problem> {
    check_signed_by(request.signed_on, asker.today).map_or(Ok(()), |finding| Err(finding.into_fault()))
}
