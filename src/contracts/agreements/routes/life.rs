//! Handlers that make a draft ready, and a ready contract a draft again.

use actix_web::post;
use actix_web::web::{Data, Path};

use super::{allow, detail};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::acts::make_ready;
use crate::contracts::agreements::model::{ContractAct, ContractState, ReturnReason};
use crate::contracts::agreements::store;
use crate::contracts::agreements::wire::{ContractDetail, ReadyIn, ReturnIn};
use crate::contracts::filings::acts::explained;
use crate::ids::ContractId;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, WithdrawalKind};

/// Declares a draft complete: refused with everything the signature would lack today, or on the day it was signed on paper.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = ReadyIn,
    responses((status = 200, description = "The contract, ready to sign.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/ready")]
pub(super) async fn make_contract_ready(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<ReadyIn>,
) -> Answer {
    door.create(Act::ChangeContract, body, move |tx, asker, request| {
        let draft = store::lock(tx, &asker.reach, *id)?.or_not_found("contract")?;
        let (contract, warnings) = make_ready(tx, asker, &catalogue, &draft, request.signed_on)?;
        let version = contract.version;
        Ok(Reply::ok(&detail(tx, asker, contract)?.map(|one| one.warned(warnings, asker.lang)))?
            .version(version))
    })
    .await
}

/// Makes a contract that was ready a draft again, for a reason; signatures already given are forgotten.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = ReturnIn,
    responses((status = 200, description = "The contract, a draft again.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/draft")]
pub(super) async fn return_contract_to_draft(
    door: Door,
    id: Path<ContractId>,
    body: Body<ReturnIn>,
) -> Answer {
    door.create(Act::ChangeContract, body, move |tx, asker, request| {
        let ready = store::lock(tx, &asker.reach, *id)?.or_not_found("contract")?;
        allow(&ready, ContractAct::BackToDraft)?;
        explained(request.reason_code == ReturnReason::Other, request.note.as_deref())?;
        store::forget_signatures(tx, ready.id)?;
        withdrawals::store::forget_notes(tx, WithdrawalKind::ContractSignature, ready.id.0)?;
        store::insert_return(tx, &ready, request.reason_code, request.note.as_deref(), asker.caller.id)?;
        let contract = store::move_to(tx, ready.id, ContractState::Draft)?;
        asker.record_fields(tx, Event::ContractReturned, &contract, &["state"])?;
        let version = contract.version;
        Ok(Reply::ok(&detail(tx, asker, contract)?)?.version(version))
    })
    .await
}
