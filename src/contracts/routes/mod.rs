//! Handlers of contracts, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{delete, get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::Act;
use crate::catalogue::Catalogue;
use crate::contracts::case::{self, Case};
use crate::contracts::drafting;
use crate::contracts::model::Contract;
use crate::contracts::rules::{life, people};
use crate::contracts::store;
use crate::contracts::wire::{
    ContractAct, ContractDetail, ContractIn, ContractOut, ContractParams, ContractPatch, Hanging, Transition,
    TransitionsOut,
};
use crate::door::{Asker, Door};
use crate::findings::Finding;
use crate::ids::ContractId;
use crate::journal::{self, Change};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::Page;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_contracts)
        .service(create_contract)
        .service(get_contract)
        .service(change_contract)
        .service(discard_contract)
        .service(list_contract_transitions);
}

/// Lists contracts in the order they were drafted.
#[utoipa::path(tag = "contracts", params(ContractParams),
    responses((status = 200, description = "One page of contracts.", body = Page<ContractOut>)))]
#[get("/v1/contracts")]
async fn list_contracts(door: Door, params: Params<ContractParams>) -> Answer {
    let wanted = params.0.wanted()?;
    door.read(Act::ReadContract, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &wanted)?;
        let page = Page::of(rows, wanted.limit, |row| row.id);
        Reply::page(&page.map(|row| ContractOut::on(asker.today, row)))
    })
    .await
}

/// Drafts a contract, checked whole against the law and the programme.
#[utoipa::path(tag = "contracts", request_body = ContractIn,
    responses((status = 201, description = "The draft created, with the warnings of the rules.", body = ContractDetail)))]
#[post("/v1/contracts")]
async fn create_contract(door: Door, catalogue: Data<Catalogue>, body: Body<ContractIn>) -> Answer {
    door.create(Act::CreateContract, body, move |tx, asker, wanted| {
        let (contract, warnings) = drafting::draft(tx, &asker.reach, &catalogue, &wanted)?;
        let agreed = wanted.agreement();
        record(tx, asker, Act::CreateContract, "contract.created", &contract, &[])?;
        let (version, location) = (contract.version, format!("/v1/contracts/{}", contract.id));
        let created = ContractDetail::on(asker.today, contract, &agreed, Hanging::default());
        Ok(Reply::created(location, &created.warned(warnings, asker.lang))?.version(version))
    })
    .await
}

/// Reads a contract.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The contract.", body = ContractDetail)))]
#[get("/v1/contracts/{id}")]
async fn get_contract(door: Door, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = store::find(conn, &asker.reach, *id)?.ok_or_else(not_found)?;
        let version = contract.version;
        Ok(Reply::ok(&detail(conn, asker, contract)?)?.version(version))
    })
    .await
}

/// Changes a draft by merge patch, checked whole again.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = ContractPatch,
    responses((status = 200, description = "The draft changed, with the warnings of the rules.", body = ContractDetail)))]
#[patch("/v1/contracts/{id}")]
async fn change_contract(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<ContractPatch>,
) -> Answer {
    door.change(Act::ChangeContract, body, move |tx, asker, patch| {
        let current = lock_draft(tx, asker, *id)?;
        let wanted = patch.applied_to(&ContractIn::of(&current, &store::find_agreement(tx, &current)?))?;
        if wanted.enrolment_id != current.enrolment_id {
            return Err(enrolment_is_fixed());
        }
        let (training, agreed) = (case::training_of(tx, &asker.reach, &current)?, wanted.agreement());
        let warnings = Case::open(tx, &asker.reach, &catalogue, &training, &agreed)?.judge([])?;
        let contract = store::change(tx, current.id, &agreed)?;
        record(tx, asker, Act::ChangeContract, "contract.changed", &contract, &patch.fields())?;
        let version = contract.version;
        let changed = ContractDetail::on(asker.today, contract, &agreed, Hanging::default());
        Ok(Reply::ok(&changed.warned(warnings, asker.lang))?.version(version))
    })
    .await
}

/// Discards a draft.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 204, description = "The draft is gone.")))]
#[delete("/v1/contracts/{id}")]
async fn discard_contract(door: Door, id: Path<ContractId>) -> Answer {
    door.write(Act::ChangeContract, move |tx, asker| {
        let current = lock_draft(tx, asker, *id)?;
        store::discard(tx, current.id)?;
        record(tx, asker, Act::ChangeContract, "contract.discarded", &current, &[])?;
        Reply::no_content()
    })
    .await
}

/// Says what who asks may do with a contract now, and why not the rest.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/contracts/{id}/transitions")]
async fn list_contract_transitions(door: Door, catalogue: Data<Catalogue>, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = store::find(conn, &asker.reach, *id)?.ok_or_else(not_found)?;
        let draft = life::check_draft(contract.state);
        let refusals = |act, found: Option<Finding>| match asker.caller.may(act) {
            Ok(_) => found,
            Err(_) => Some(never_may()),
        };
        let signing = match refusals(Act::SignContract, draft.clone()) {
            Some(refusal) => vec![refusal],
            None => against_signing(conn, asker, &catalogue, &contract)?,
        };
        let changing = refusals(Act::ChangeContract, draft);
        let breaking = refusals(Act::DeclareRupture, life::check_breakable(contract.state));
        let lang = asker.lang;
        Reply::ok(&TransitionsOut {
            data: vec![
                Transition::of(ContractAct::Sign, signing, lang),
                Transition::of(ContractAct::Break, breaking, lang),
                Transition::of(ContractAct::Change, changing.clone(), lang),
                Transition::of(ContractAct::Discard, changing, lang),
            ],
        })
    })
    .await
}

/// What would stand against a signature today.
fn against_signing(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
) -> Result<Vec<Finding>, Problem> {
    let training = case::training_of(conn, &asker.reach, contract)?;
    let agreed = store::find_agreement(conn, contract)?;
    let mut case = Case::open(conn, &asker.reach, catalogue, &training, &agreed)?;
    case.signed_on = Some(asker.today);
    let guardians = store::count_guardians(conn, training.apprentice_id)?;
    let guardian = people::check_guardian(training.born_on, training.emancipated, guardians, asker.today);
    Ok(case.findings().into_iter().chain(guardian).chain(case.overlap()).collect())
}

/// A contract with everything that hangs under it, as it stands today.
pub fn detail(conn: &mut Tx, asker: &Asker, contract: Contract) -> Result<ContractDetail, Problem> {
    let agreed = store::find_agreement(conn, &contract)?;
    let signatures = store::list_signatures(conn, contract.id)?;
    let filings = store::list_filings(conn, contract.id)?;
    Ok(ContractDetail::on(asker.today, contract, &agreed, Hanging { signatures, filings }))
}

fn lock_draft(tx: &mut Tx, asker: &Asker, id: ContractId) -> Result<Contract, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.ok_or_else(not_found)?;
    asker.expects(current.version)?;
    match life::check_draft(current.state) {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(current),
    }
}

/// Writes what happened to a contract.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    act: Act,
    event: &'static str,
    contract: &Contract,
    fields: &[String],
) -> diesel::QueryResult<()> {
    let (site_id, subject_id, version) = (contract.site_id, contract.id.0, contract.version);
    journal::record(tx, &asker.author(), &Change { act, event, site_id, subject_id, version, fields })
}

/// The answer for a contract absent or out of reach.
pub fn not_found() -> Problem {
    Problem::not_found("contract")
}

fn never_may() -> Finding {
    let sentences =
        ("Votre rôle ne permet pas cet acte.".to_owned(), "Your role does not allow this act.".to_owned());
    Finding::error("forbidden", "", "", sentences)
}

fn enrolment_is_fixed() -> Problem {
    let message = say!(
        "L'inscription d'un contrat ne change plus : retirez ce projet et faites-en un autre.",
        "The enrolment of a contract no longer changes: discard this draft and make another."
    );
    Problem::fault("/enrolment_id", "enrolment.fixed", message)
}
