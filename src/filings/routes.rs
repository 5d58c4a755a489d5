//! Handlers of deposits, and their mounting.

use actix_web::post;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use super::wire::{AcceptanceIn, CompletionIn, FilingIn, RefusalIn};
use crate::access::Act;
use crate::catalogue::Catalogue;
use crate::contracts::model::{
    Addressee, ContractAct, ContractFiling, FilingRefusal, FilingState, NewContractFiling,
};
use crate::contracts::readiness::Readiness;
use crate::contracts::routes::{allow, detail, explained, not_found, record};
use crate::contracts::rules::{book, filings};
use crate::contracts::wire::ContractDetail;
use crate::contracts::{Contract, store};
use crate::door::{Asker, Door};
use crate::findings::{Finding, Severity, refuse_errors};
use crate::ids::{ContractFilingId, ContractId};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Text;

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
    door.create(Act::FileContract, body, move |tx, asker, wanted| {
        let contract = lock(tx, asker, *id, ContractAct::File)?;
        let made = store::list_filings(tx, contract.id)?;
        if let Some(rule) = filings::check_another(&made) {
            return Err(rule.conflict(Text::new(rule.fr, rule.en)));
        }
        let signed_on = contract.signed_on.unwrap_or(asker.today);
        let readiness = Readiness::of(tx, asker, &catalogue, &contract, signed_on)?;
        let days = [
            ("", contract.signed_on),
            ("/sent_on", Some(wanted.sent_on)),
            ("/complete_on", wanted.complete_on),
        ];
        let due = filings::addressee_of(&readiness.employer, &asker.law.forms);
        let addressee = filings::check_addressee(wanted.addressee, due);
        let dates = filings::check_days(&days, asker.today);
        refuse_errors(dates.into_iter().chain(addressee).collect())?;
        let attempt = i32::try_from(made.len()).unwrap_or(i32::MAX).saturating_add(1);
        store::insert_filing(tx, &new_filing(&contract, &wanted, due, attempt))?;
        let blanks = readiness.deposit.into_iter().map(|item| item.finding);
        let warnings = blanks.map(|found| Finding { severity: Severity::Warning, ..found }).collect();
        told(tx, asker, contract, "contract.filed", warnings)
    })
    .await
}

/// Records the day on which the complete file of a deposit was received.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = CompletionIn,
    responses((status = 200, description = "The contract with its deposits.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/completion")]
async fn complete_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<CompletionIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, wanted| {
        let (contract, filing) = lock_open(tx, asker, *ids)?;
        let days = [("", Some(filing.sent_on)), ("/complete_on", Some(wanted.complete_on))];
        refuse_errors(filings::check_days(&days, asker.today))?;
        store::complete_filing(tx, filing.id, wanted.complete_on)?;
        told(tx, asker, contract, "contract.filing_completed", Vec::new())
    })
    .await
}

/// Records the acceptance of a deposit: the contract has its number.
#[utoipa::path(tag = "contracts", params(
        ("id" = ContractId, Path, description = "Contract."),
        ("filing_id" = ContractFilingId, Path, description = "Deposit.")),
    request_body = AcceptanceIn,
    responses((status = 200, description = "The contract with its deposits and its number.", body = ContractDetail)))]
#[post("/v1/contracts/{id}/filings/{filing_id}/acceptance")]
async fn accept_contract_filing(
    door: Door,
    ids: Path<(ContractId, ContractFilingId)>,
    body: Body<AcceptanceIn>,
) -> Answer {
    door.create(Act::FileContract, body, move |tx, asker, wanted| {
        let (contract, filing) = lock_open(tx, asker, *ids)?;
        check_decision(asker, &filing, wanted.decided_on)?;
        let number = wanted.number();
        store::accept_filing(tx, filing.id, wanted.decided_on, &number)?;
        let numbered = store::number(tx, contract.id, &number)?;
        let fields = ["deca_number".to_owned()];
        record(tx, asker, Act::FileContract, "contract.accepted", &numbered, &fields)?;
        let version = numbered.version;
        Ok(Reply::ok(&detail(tx, asker, numbered)?)?.version(version))
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
    door.create(Act::FileContract, body, move |tx, asker, wanted| {
        let (contract, filing) = lock_open(tx, asker, *ids)?;
        check_decision(asker, &filing, wanted.decided_on)?;
        explained(wanted.reason_code == FilingRefusal::Other, wanted.note.as_deref())?;
        store::refuse_filing(tx, filing.id, wanted.decided_on, wanted.reason_code, wanted.note.as_deref())?;
        told(tx, asker, contract, "contract.refused", Vec::new())
    })
    .await
}

fn lock(tx: &mut Tx, asker: &Asker, id: ContractId, act: ContractAct) -> Result<Contract, Problem> {
    let contract = store::lock(tx, &asker.reach, id)?.ok_or_else(not_found)?;
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
    let found = found.ok_or_else(|| Problem::not_found("contract_filing"))?;
    match found.state {
        FilingState::Sent => Ok((contract, found)),
        FilingState::Accepted | FilingState::Refused => {
            let rule = &book::FILING_DECIDED;
            Err(rule.conflict(Text::new(rule.fr, rule.en)))
        }
    }
}

fn check_decision(
    asker: &Asker,
    filing: &ContractFiling,
    decided_on: chrono::NaiveDate,
) -> Result<(), Problem> {
    let days = [("", Some(filing.sent_on)), ("", filing.complete_on), ("/decided_on", Some(decided_on))];
    refuse_errors(filings::check_days(&days, asker.today)).map(drop)
}

fn new_filing(
    contract: &Contract,
    wanted: &FilingIn,
    addressee: Addressee,
    attempt: i32,
) -> NewContractFiling {
    NewContractFiling {
        id: ContractFilingId::new(),
        contract_id: contract.id,
        site_id: contract.site_id,
        attempt,
        addressee,
        organisation: wanted.organisation.clone(),
        organisation_siret: wanted.siret(),
        sent_on: wanted.sent_on,
        complete_on: wanted.complete_on,
    }
}

/// Raises the version of the contract, says what happened to it, and gives it back.
fn told(
    tx: &mut Tx,
    asker: &Asker,
    contract: Contract,
    event: &'static str,
    warnings: Vec<Finding>,
) -> Answer {
    let touched = store::touch(tx, &contract)?;
    record(tx, asker, Act::FileContract, event, &touched, &["filings".to_owned()])?;
    let version = touched.version;
    Ok(Reply::ok(&detail(tx, asker, touched)?.warned(warnings, asker.lang))?.version(version))
}
