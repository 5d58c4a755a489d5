//! The handler of signatures, and its mounting.

use actix_web::post;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use super::planning::plan_visits;
use super::wire::SignatureIn;
use crate::access::Act;
use crate::catalogue::Catalogue;
use crate::contracts::case::{self, Case};
use crate::contracts::routes::{detail, not_found, record};
use crate::contracts::rules::{life, people};
use crate::contracts::wire::ContractDetail;
use crate::contracts::{Contract, Training, store};
use crate::door::{Asker, Door};
use crate::findings::Finding;
use crate::ids::ContractId;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::tutorships;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(sign_contract);
}

/// Records the signature of a draft, checked whole again, and plans the visits of the training.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = SignatureIn,
    responses((status = 200, description = "The contract signed, with the warnings of the rules.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/signature")]
async fn sign_contract(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<SignatureIn>,
) -> Answer {
    door.create(Act::SignContract, body, move |tx, asker, wanted| {
        let draft = store::lock(tx, &asker.reach, *id)?.ok_or_else(not_found)?;
        if let Some(refusal) = life::check_draft(draft.state) {
            return Err(refusal.into_conflict());
        }
        let training = case::training_of(tx, &asker.reach, &draft)?;
        let warnings = judge(tx, asker, &catalogue, &training, &draft, wanted)?;
        let contract = store::sign(tx, draft.id, wanted.signed_on)?;
        tutorships::assign(tx, &asker.law, &contract, &tutorships::rules::of_contract(&contract))?;
        record(tx, asker, Act::SignContract, "contract.signed", &contract, &["signed_on".to_owned()])?;
        plan_visits(tx, asker, Act::SignContract, &catalogue, &training, &contract)?;
        let version = contract.version;
        Ok(Reply::ok(&detail(tx, asker, contract)?.warned(warnings, asker.lang))?.version(version))
    })
    .await
}

fn judge(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    training: &Training,
    draft: &Contract,
    wanted: SignatureIn,
) -> Result<Vec<Finding>, Problem> {
    let (agreed, signed_on) = (store::find_agreement(tx, draft)?, wanted.signed_on);
    let mut case = Case::open(tx, &asker.reach, catalogue, training, &agreed)?;
    case.signed_on = Some(signed_on);
    let guardians = store::count_guardians(tx, training.apprentice_id)?;
    let guardian = people::check_guardian(training.born_on, training.emancipated, guardians, signed_on);
    case.judge(people::check_signed_by(signed_on, asker.today).into_iter().chain(guardian))
}
