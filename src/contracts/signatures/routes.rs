//! The handler of signatures, and its mounting.

use actix_web::post;
use actix_web::web::{Data, Path};

use super::acts::{self, SignatureIn};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::acts::detail;
use crate::contracts::agreements::store;
use crate::contracts::agreements::wire::ContractDetail;
use crate::contracts::consequences::ContractConsequences;
use crate::ids::ContractId;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(sign_contract).service(withdraw_contract_signature);
}

/// Records the signature of one party, or of all at once, checked whole again; the last one concludes the contract
/// and plans the visits of the training.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = SignatureIn,
    responses((status = 200, description = "The contract, signed once nobody is missing, with the warnings of the rules.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts/{id}/signature")]
async fn sign_contract(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<ContractConsequences>,
    id: Path<ContractId>,
    body: Body<SignatureIn>,
) -> Answer {
    door.create(Act::SignContract, body, move |tx, asker, request| {
        let found = store::lock(tx, &asker.reach, *id)?.or_not_found("contract")?;
        let warnings = acts::sign(tx, asker, &catalogue, &follows, &found, &request)?;
        let contract = store::find(tx, &asker.reach, *id)?.or_not_found("contract")?;
        let version = contract.version;
        Ok(Reply::ok(&detail(tx, asker, contract)?.map(|one| one.warned(warnings, asker.lang)))?
            .version(version))
    })
    .await
}

/// Takes back the last signature recorded, and says why: a contract concluded by it is what it was before, its visits go.
/// Refused once anything was done under it.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/contracts/{id}/signature/withdrawal")]
async fn withdraw_contract_signature(door: Door, id: Path<ContractId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::SignContract, body, move |tx, asker, request| {
        let found = store::lock(tx, &asker.reach, *id)?.or_not_found("contract")?;
        let withdrawal = acts::withdraw(tx, asker, &found, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
