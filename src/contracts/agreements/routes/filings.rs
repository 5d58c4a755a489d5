//! Handlers of the deposits of contracts: sent, completed, accepted with their number, or refused.

use actix_web::post;
use actix_web::web::{Data, Path};

use super::{allow, detail};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::model::{Contract, ContractAct};
use crate::contracts::agreements::wire::ContractDetail;
use crate::contracts::agreements::{acts, store};
use crate::contracts::filings;
use crate::contracts::filings::model::{ContractFiling, FilingState};
use crate::contracts::filings::wire::{ContractFilingIn, FilingAcceptanceIn, FilingCompletionIn, RefusalIn};
use crate::ids::{ContractFilingId, ContractId};
use crate::law::findings::Finding;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Records that a signed contract was sent for deposit, and its acceptance when the answer is known already; boxes of the form
/// still blank come back as warnings.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = ContractFilingIn,
    responses((status = 200, description = "The contract with its deposits.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/filings")]
pub(super) async fn file_contract(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<ContractFilingIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let contract = lock(tx, asker, *id, ContractAct::File)?;
        let (mut filed, warnings) = acts::file(tx, asker, &catalogue, &contract, request.record)?;
        if let Some(acceptance) = request.along.acceptance {
            filed = acts::accept_last(tx, asker, &filed, acceptance)?;
        }
        shown(tx, asker, filed, warnings)
    })
    .await
}

/// Records the day on which the complete file of a deposit was received.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = FilingCompletionIn,
    responses((status = 200, description = "The contract with its deposits.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/completion")]
pub(super) async fn complete_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<FilingCompletionIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (contract, mut filing) = lock_filing(tx, asker, *ids)?;
        filings::acts::complete(asker, &mut filing.facts, request)?;
        filings::store::change_of_contract(tx, &filing)?;
        let completed = acts::refiled(tx, asker, &contract, Event::ContractFilingCompleted)?;
        shown(tx, asker, completed, Vec::new())
    })
    .await
}

/// Records the acceptance of a deposit: the contract has its number.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = FilingAcceptanceIn,
    responses((status = 200, description = "The contract with its deposits and its number.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/acceptance")]
pub(super) async fn accept_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<FilingAcceptanceIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (_, filing) = lock_filing(tx, asker, *ids)?;
        let numbered = acts::accept_filing(tx, asker, filing, request)?;
        shown(tx, asker, numbered, Vec::new())
    })
    .await
}

/// Records the refusal of a deposit, with its reason; another attempt may follow.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = RefusalIn,
    responses((status = 200, description = "The contract with its deposits.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/refusal")]
pub(super) async fn refuse_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<RefusalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (contract, mut filing) = lock_filing(tx, asker, *ids)?;
        filings::acts::refuse(asker, &mut filing.facts, request)?;
        filings::store::change_of_contract(tx, &filing)?;
        let refused = acts::refiled(tx, asker, &contract, Event::ContractRefused)?;
        shown(tx, asker, refused, Vec::new())
    })
    .await
}

/// Takes back a deposit recorded by mistake that waits for its answer, and says why.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/contracts/{id}/filings/{filing_id}/withdrawal")]
pub(super) async fn withdraw_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = acts::withdraw_filing(tx, asker, found, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back that the complete file of a deposit was received, and says why: the deposit waits for it again.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/contracts/{id}/filings/{filing_id}/completion/withdrawal")]
pub(super) async fn withdraw_contract_filing_completion(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = acts::withdraw_completion(tx, asker, found, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back the acceptance of a deposit, recorded by mistake, and says why: it waits for its answer again.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/contracts/{id}/filings/{filing_id}/acceptance/withdrawal")]
pub(super) async fn withdraw_contract_filing_acceptance(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = acts::withdraw_decision(tx, asker, found, FilingState::Accepted, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back the refusal of a deposit, recorded by mistake, and says why: it waits for its answer again.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/contracts/{id}/filings/{filing_id}/refusal/withdrawal")]
pub(super) async fn withdraw_contract_filing_refusal(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let found = lock_filing(tx, asker, *ids)?;
        let withdrawal = acts::withdraw_decision(tx, asker, found, FilingState::Refused, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn lock(tx: &mut Tx, asker: &Asker, id: ContractId, act: ContractAct) -> Result<Contract, Problem> {
    let contract = store::lock(tx, &asker.reach, id)?.or_not_found("contract")?;
    allow(&contract, act)?;
    Ok(contract)
}

/// A contract and one of its deposits, both locked.
fn lock_filing(
    tx: &mut Tx,
    asker: &Asker,
    (id, filing): (ContractId, ContractFilingId),
) -> Result<(Contract, ContractFiling), Problem> {
    let contract = lock(tx, asker, id, ContractAct::DecideFiling)?;
    let made = filings::store::of_contracts(tx, &[contract.id])?;
    let found = made.into_iter().find(|one| one.id == filing).or_not_found("contract_filing")?;
    Ok((contract, found))
}

fn shown(tx: &mut Tx, asker: &Asker, contract: Contract, warnings: Vec<Finding>) -> Answer {
    let version = contract.version;
    Ok(Reply::ok(&detail(tx, asker, contract)?.map(|one| one.warned(warnings, asker.lang)))?.version(version))
}
