//! Handlers of contracts, and their mounting.

mod filings;
mod life;
pub mod readiness;

use actix_web::web::{Data, Path};
use actix_web::{delete, get, patch, post};

use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::acts::{allow, detail};
use crate::contracts::agreements::case::{self, Case};
use crate::contracts::agreements::employing::draft_with_company;
use crate::contracts::agreements::model::{Contract, ContractAct};
use crate::contracts::agreements::rules::terms::completes;
use crate::contracts::agreements::store::ContractFilter;
use crate::contracts::agreements::wire::{
    ContractDetail, ContractDraftIn, ContractIn, ContractOut, ContractPatch, Hanging,
};
use crate::contracts::agreements::{acts, rules, store};
use crate::ids::ContractId;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalKind};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_contracts)
        .service(create_contract)
        .service(get_contract)
        .service(change_contract)
        .service(discard_contract)
        .service(readiness::get_contract_readiness)
        .service(readiness::list_contract_transitions)
        .service(life::make_contract_ready)
        .service(life::return_contract_to_draft)
        .service(filings::file_contract)
        .service(filings::complete_contract_filing)
        .service(filings::accept_contract_filing)
        .service(filings::withdraw_contract_filing)
        .service(filings::withdraw_contract_filing_completion)
        .service(filings::withdraw_contract_filing_acceptance)
        .service(filings::withdraw_contract_filing_refusal)
        .service(filings::refuse_contract_filing);
}

/// Lists contracts in the order they were drafted, each with the people it is about.
#[utoipa::path(tag = "contracts", params(Paged<ContractFilter>),
    responses((status = 200, description = "One page of contracts.", body = Page<Peopled<ContractOut>>)))]
#[get("/v1/contracts")]
async fn list_contracts(door: Door, params: Params<Paged<ContractFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadContract, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, asker.today, &page)?;
        let page = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count(conn, &asker.reach, &filter, asker.today))?;
        let page = page.map(|row| ContractOut::on(asker.today, &asker.law.forms, row));
        Reply::page(&peopled(conn, asker, page)?)
    })
    .await
}

/// Drafts a contract, checked whole against the law and the programme, with its company and its tutor when they are new;
/// declares it ready to sign in the same request when asked to: all of it or nothing.
#[utoipa::path(tag = "contracts", request_body = ContractDraftIn,
    responses((status = 201, description = "The draft created, with the warnings of the rules.", body = Peopled<ContractDetail>)))]
#[post("/v1/contracts")]
async fn create_contract(door: Door, catalogue: Data<Catalogue>, body: Body<ContractDraftIn>) -> Answer {
    door.create(Act::CreateContract, body, move |tx, asker, request| {
        let (mut contract, terms, mut warnings) = draft_with_company(tx, asker, &catalogue, &request)?;
        let agreed = terms.agreement();
        asker.record(tx, Event::ContractCreated, &contract)?;
        if request.along.ready {
            let changing = asker.acting(Act::ChangeContract)?;
            (contract, warnings) = acts::make_ready(tx, &changing, &catalogue, &contract, None)?;
        }
        let (version, location) = (contract.version, format!("/v1/contracts/{}", contract.id));
        let created =
            ContractDetail::on(asker.today, &asker.law.forms, contract, &agreed, Hanging::default());
        let created = with_people(tx, asker, created.warned(warnings, asker.lang))?;
        Ok(Reply::created(location, &created)?.version(version))
    })
    .await
}

/// Reads a contract.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "The contract.", body = Peopled<ContractDetail>)))]
#[get("/v1/contracts/{id}")]
async fn get_contract(door: Door, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = store::find(conn, &asker.reach, *id)?.or_not_found("contract")?;
        let version = contract.version;
        Ok(Reply::ok(&detail(conn, asker, contract)?)?.version(version))
    })
    .await
}

/// Changes a draft by merge patch, checked whole again; fills the boxes left blank in a signed contract.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = ContractPatch,
    responses((status = 200, description = "The draft changed, with the warnings of the rules.", body = Peopled<ContractDetail>)))]
#[patch("/v1/contracts/{id}")]
async fn change_contract(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<ContractPatch>,
) -> Answer {
    door.change(Act::ChangeContract, body, move |tx, asker, patch| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("contract")?;
        asker.expects(current.version)?;
        let before = store::find_agreement(tx, &current)?;
        let request = patch.applied_to(&ContractIn::of(&current, &before))?;
        if request.enrolment_id != current.enrolment_id {
            return Err(enrolment_is_fixed());
        }
        let (training, agreed) = (case::training_of(tx, &asker.reach, &current)?, request.agreement());
        let only_fills = current.state.is_concluded() && completes(&before, &agreed);
        let fills = only_fills && !store::is_amended(tx, current.id)?;
        allow(&current, if fills { ContractAct::Complete } else { ContractAct::Change })?;
        let mut case = Case::open(tx, asker, &catalogue, &training, &agreed)?.without(current.id);
        case.signed_on = current.signed_on;
        let warnings = case.judge([])?;
        let contract = store::change(tx, current.id, &agreed)?;
        asker.record_fields(tx, Event::ContractChanged, &contract, &patch.fields())?;
        let version = contract.version;
        Ok(Reply::ok(&detail(tx, asker, contract)?.map(|one| one.warned(warnings, asker.lang)))?
            .version(version))
    })
    .await
}

/// Discards a draft.
#[utoipa::path(tag = "contracts", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 204, description = "The draft is gone.")))]
#[delete("/v1/contracts/{id}")]
async fn discard_contract(door: Door, id: Path<ContractId>) -> Answer {
    door.write(Act::ChangeContract, move |tx, asker| {
        let current = lock_for(tx, asker, *id, ContractAct::Discard)?;
        let about = About::record(WithdrawalKind::ContractDraft, &current, None);
        withdrawals::remove(tx, asker, about.of(current.apprentice_id).under(current.id), &[])?;
        Reply::no_content()
    })
    .await
}

fn lock_for(tx: &mut Tx, asker: &Asker, id: ContractId, act: ContractAct) -> Result<Contract, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.or_not_found("contract")?;
    asker.expects(current.version)?;
    allow(&current, act)?;
    Ok(current)
}

fn enrolment_is_fixed() -> Problem {
    let message = say!(
        "L'inscription d'un contrat ne change plus : retirez ce projet et faites-en un autre.",
        "The enrolment of a contract no longer changes: discard this draft and make another."
    );
    rules::book::ENROLMENT_FIXED.fault("/enrolment_id", message)
}
