//! Handlers of deposits, and their mounting.

use actix_web::post;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use super::acts;
use super::wire::{FilingAcceptanceIn, FilingCompletionIn, FilingIn, RefusalIn};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::acts::{allow, detail, explained};
use crate::contracts::agreements::model::{ContractAct, ContractFiling, FilingRefusal, FilingState};
use crate::contracts::agreements::rules::{book, filings};
use crate::contracts::agreements::wire::ContractDetail;
use crate::contracts::agreements::{Contract, store};
use crate::ids::{ContractFilingId, ContractId};
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(file_contract)
        .service(complete_contract_filing)
        .service(accept_contract_filing)
        .service(refuse_contract_filing);
}

/// Records that a signed contract was sent for deposit; boxes of the form still blank come back as warnings.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = FilingIn,
    responses((status = 200, description = "The contract with its deposits.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/filings")]
async fn file_contract(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<FilingIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let contract = lock(tx, asker, *id, ContractAct::File)?;
        let (filed, warnings) = acts::send(tx, asker, &catalogue, &contract, &request)?;
        shown(tx, asker, filed, warnings)
    })
    .await
}

/// Records the day on which the complete file of a deposit was received.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = FilingCompletionIn,
    responses((status = 200, description = "The contract with its deposits.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/completion")]
async fn complete_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<FilingCompletionIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (contract, filing) = lock_open(tx, asker, *ids)?;
        let days = [("", Some(filing.sent_on)), ("/complete_on", Some(request.complete_on))];
        refuse_errors(filings::check_days(&days, asker.today))?;
        store::complete_filing(tx, filing.id, request.complete_on)?;
        let touched = acts::touched(tx, asker, &contract, Event::ContractFilingCompleted)?;
        shown(tx, asker, touched, Vec::new())
    })
    .await
}

/// Records the acceptance of a deposit: the contract has its number.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = FilingAcceptanceIn,
    responses((status = 200, description = "The contract with its deposits and its number.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/acceptance")]
async fn accept_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<FilingAcceptanceIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (contract, filing) = lock_open(tx, asker, *ids)?;
        let numbered = acts::accept(tx, asker, &contract, &filing, &request)?;
        shown(tx, asker, numbered, Vec::new())
    })
    .await
}

/// Records the refusal of a deposit, with its reason; another attempt may follow.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = RefusalIn,
    responses((status = 200, description = "The contract with its deposits.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/refusal")]
async fn refuse_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<RefusalIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, request| {
        let (contract, filing) = lock_open(tx, asker, *ids)?;
        acts::check_decision(asker, (filing.sent_on, filing.complete_on), request.decided_on)?;
        explained(request.reason_code == FilingRefusal::Other, request.note.as_deref())?;
        store::refuse_filing(
            tx,
            filing.id,
            request.decided_on,
            request.reason_code,
            request.note.as_deref(),
        )?;
        let touched = acts::touched(tx, asker, &contract, Event::ContractRefused)?;
        shown(tx, asker, touched, Vec::new())
    })
    .await
}

fn lock(tx: &mut Tx, asker: &Asker, id: ContractId, act: ContractAct) -> Result<Contract, Problem> {
    let contract = store::lock(tx, &asker.reach, id)?.or_not_found("contract")?;
    allow(&contract, act)?;
    Ok(contract)
}

/// A contract and its deposit that waits for a decision, both held.
fn lock_open(
    tx: &mut Tx,
    asker: &Asker,
    (id, filing): (ContractId, ContractFilingId),
) -> Result<(Contract, ContractFiling), Problem> {
    let contract = lock(tx, asker, id, ContractAct::DecideFiling)?;
    let made = store::list_filings(tx, contract.id)?;
    let found = made.into_iter().find(|one| one.id == filing);
    let found = found.or_not_found("contract_filing")?;
    match found.state {
        FilingState::Sent => Ok((contract, found)),
        FilingState::Accepted | FilingState::Refused => {
            let rule = &book::FILING_DECIDED;
            Err(rule.conflict(Sentence::new(rule.fr, rule.en)))
        }
    }
}

fn shown(tx: &mut Tx, asker: &Asker, contract: Contract, warnings: Vec<Finding>) -> Answer {
    let version = contract.version;
    Ok(Reply::ok(&detail(tx, asker, contract)?.warned(warnings, asker.lang))?.version(version))
}
