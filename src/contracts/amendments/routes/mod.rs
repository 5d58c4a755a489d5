//! Handlers of amendments, and their mounting.

mod filings;
pub mod transitions;

use actix_web::web::{Data, Path};
use actix_web::{delete, get, post};

use crate::catalogue::programmes::Catalogue;
use crate::platform::mounting::ServiceConfig;

use crate::contracts::agreements::{self, Contract};
use crate::contracts::amendments::acts::{self, History};
use crate::contracts::amendments::model::{Amendment, AmendmentFacts};
use crate::contracts::amendments::rules::{fold, terms};
use crate::contracts::amendments::store;
use crate::contracts::amendments::wire::{
    self, AmendmentOut, AmendmentSignatureIn, AmendmentsOut, AsOfParams, ContractAsOf,
};
use crate::contracts::consequences::ContractConsequences;
use crate::contracts::filings::store::of_amendments;
use crate::contracts::tutorships;
use crate::ids::{AmendmentId, ContractId};
use crate::law::calendar::french_day;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices;
use crate::platform::body::{Body, typed};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{
    self, About, Dependents, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut, noted, take_noted_back,
};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_amendments)
        .service(create_amendment)
        .service(get_amendment)
        .service(discard_amendment)
        .service(sign_amendment)
        .service(withdraw_amendment_signature)
        .service(filings::file_amendment)
        .service(filings::complete_amendment_filing)
        .service(filings::accept_amendment_filing)
        .service(filings::withdraw_amendment_filing)
        .service(filings::withdraw_amendment_filing_completion)
        .service(filings::withdraw_amendment_filing_acceptance)
        .service(filings::withdraw_amendment_filing_refusal)
        .service(filings::refuse_amendment_filing)
        .service(transitions::list_amendment_transitions)
        .service(get_contract_as_of);
}

/// Lists the amendments of a contract, drafts included, in the order they take effect.
#[utoipa::path(tag = "amendments", params(("id" = ContractId, Path, description = "Contract.")),
    responses((status = 200, description = "All of them.", body = AmendmentsOut)))]
#[get("/v1/contracts/{id}/amendments")]
async fn list_amendments(door: Door, id: Path<ContractId>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = agreements::store::find(conn, &asker.reach, *id)?.or_not_found("contract")?;
        let rows = store::of_contract(conn, contract.id)?;
        let ids: Vec<AmendmentId> = rows.iter().map(|row| row.id).collect();
        let filings = of_amendments(conn, &ids)?;
        let data = rows.into_iter().map(|row| AmendmentOut::from(row).filed(&filings)).collect();
        Reply::ok(&AmendmentsOut { data })
    })
    .await
}

/// Drafts an amendment of a signed contract, checked whole: only what changes, from which day.
#[utoipa::path(tag = "amendments", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = AmendmentFacts,
    responses((status = 201, description = "The draft created, with the warnings of the rules.", body = AmendmentOut)))]
#[post("/v1/contracts/{id}/amendments")]
async fn create_amendment(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<AmendmentFacts>,
) -> Answer {
    door.create(Act::CreateContract, body, move |tx, asker, facts| {
        let contract = agreements::store::lock(tx, &asker.reach, *id)?.or_not_found("contract")?;
        let amendment = store::insert(tx, &contract, &facts)?;
        let warnings = acts::judge(tx, asker, &catalogue, &contract, &amendment)?;
        asker.record(tx, Event::AmendmentCreated, &amendment)?;
        let (version, location) = (amendment.version, format!("/v1/amendments/{}", amendment.id));
        let created = AmendmentOut::from(amendment).warned(warnings, asker.lang);
        Ok(Reply::created(location, &created)?.version(version))
    })
    .await
}

/// Reads an amendment.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    responses((status = 200, description = "The amendment.", body = AmendmentOut)))]
#[get("/v1/amendments/{id}")]
async fn get_amendment(door: Door, id: Path<AmendmentId>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let (amendment, _) = store::find(conn, &asker.reach, *id)?.or_not_found("amendment")?;
        shown(conn, asker, amendment, Vec::new())
    })
    .await
}

/// Discards a draft amendment.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    responses((status = 204, description = "The draft is gone.")))]
#[delete("/v1/amendments/{id}")]
async fn discard_amendment(door: Door, id: Path<AmendmentId>) -> Answer {
    door.write(Act::ChangeContract, move |tx, asker| {
        let (draft, contract) = lock_draft(tx, asker, *id)?;
        asker.expects(draft.version)?;
        let about = About::record(WithdrawalKind::AmendmentDraft, &draft, None);
        withdrawals::remove(tx, asker, about.of(contract.apprentice_id).under(contract.id), &[])?;
        Reply::no_content()
    })
    .await
}

/// Records the signature of an amendment: the contract row tells what is agreed now, what was signed stays.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    request_body = AmendmentSignatureIn,
    responses((status = 200, description = "The amendment signed, with the warnings of the rules.", body = AmendmentOut)))]
#[post("/v1/amendments/{id}/signature")]
async fn sign_amendment(
    door: Door,
    catalogue: Data<Catalogue>,
    follows: Data<ContractConsequences>,
    id: Path<AmendmentId>,
    body: Body<AmendmentSignatureIn>,
) -> Answer {
    door.create(Act::SignContract, body, move |tx, asker, request| {
        let (draft, contract) = lock_draft(tx, asker, *id)?;
        let signing =
            terms::check_signature(&contract, draft.facts.effective_on, request.signed_on, asker.today);
        let mut warnings = refuse_errors(signing)?;
        warnings.extend(acts::judge(tx, asker, &catalogue, &contract, &draft)?);
        let confirmation = request.confirmation.as_deref();
        warnings.extend(acts::check_after_exams(
            tx,
            asker,
            &contract,
            &draft,
            request.signed_on,
            confirmation,
        )?);
        let about = (WithdrawalKind::AmendmentSignature, contract.site_id, draft.id.0);
        let amendment = noted(tx, about, &scopes_of(&draft, &contract), |tx| {
            let amendment = store::sign(tx, draft.id, request.signed_on, confirmation)?;
            asker.record(tx, Event::AmendmentSigned, &amendment)?;
            amend(tx, asker, &catalogue, &follows, &contract, &amendment)?;
            Ok(amendment)
        })?;
        shown(tx, asker, amendment, warnings)
    })
    .await
}

/// Takes back the signature of an amendment, the last one signed, and says why: the contract is what it was before it.
#[utoipa::path(tag = "amendments", params(("id" = AmendmentId, Path, description = "Amendment.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/amendments/{id}/signature/withdrawal")]
async fn withdraw_amendment_signature(door: Door, id: Path<AmendmentId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::SignContract, body, move |tx, asker, request| {
        let (amendment, contract) = store::lock(tx, &asker.reach, *id)?.or_not_found("amendment")?;
        standing_on(tx, &amendment, &contract)?.refuse()?;
        let about = About::record(WithdrawalKind::AmendmentSignature, &amendment, &*request.reason);
        let about = about.of(contract.apprentice_id).under(contract.id);
        let withdrawal = take_noted_back(tx, asker, about)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// What was done since an amendment was signed: its deposit, the rupture of its contract.
fn standing_on(conn: &mut Tx, amendment: &Amendment, contract: &Contract) -> Result<Dependents, Problem> {
    let filed = RowScope::of("amendment_filings", "amendment_id", amendment.id.0);
    let broken = RowScope::of("ruptures", "contract_id", contract.id.0);
    Dependents::among(conn, &[filed, broken], |_, _| true)
}

/// Every row the signature of an amendment may change.
fn scopes_of(amendment: &Amendment, contract: &Contract) -> Vec<RowScope> {
    let under = |table: &'static str| RowScope::of(table, "contract_id", contract.id.0);
    let rows = [
        RowScope::of("amendments", "id", amendment.id.0),
        RowScope::of("contracts", "id", contract.id.0),
        RowScope::of("enrolments", "id", contract.enrolment_id.0),
    ];
    let below = [
        "contract_originals",
        "contract_terms",
        "contract_pay_lines",
        "contract_employments",
        "contract_tutors",
        "visits",
    ];
    rows.into_iter().chain(below.map(under)).collect()
}

/// Reads a contract as it held on a day, with the amendment each value comes from.
#[utoipa::path(tag = "amendments", params(("id" = ContractId, Path, description = "Contract."), AsOfParams),
    responses((status = 200, description = "The contract on that day.", body = ContractAsOf)))]
#[get("/v1/contracts/{id}/as-of")]
async fn get_contract_as_of(door: Door, id: Path<ContractId>, params: Params<AsOfParams>) -> Answer {
    door.read(Act::ReadContract, move |conn, asker| {
        let contract = agreements::store::find(conn, &asker.reach, *id)?.or_not_found("contract")?;
        let on = params.0.on.unwrap_or(asker.today);
        let history = History::read(conn, &contract)?;
        let as_of = fold::as_of(&history.original, &history.signed, on);
        let tutors = tutorships::store::of_contract(conn, contract.id)?;
        Reply::ok(&ContractAsOf {
            contract_id: contract.id,
            on,
            origins: wire::origins(&as_of, &history.signed),
            agreed: typed(as_of.agreed)?,
            tutors,
        })
    })
    .await
}

/// Writes what is agreed now, and who is tutor when; the visits still planned follow.
fn amend(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: &ContractConsequences,
    contract: &Contract,
    amendment: &Amendment,
) -> Result<(), Problem> {
    let history = History::read(tx, contract)?;
    store::store_original(tx, contract, &history.original)?;
    let agreed = history.agreement()?;
    let amended = agreements::store::change(tx, contract.id, &agreed)?;
    let employments = history.in_force(tx)?.employments();
    agreements::store::write_employments(tx, &amended, &employments)?;
    if history.is_prolonged() {
        apprentices::acts::expect_until(tx, asker, amended.enrolment_id, amended.ends_on)?;
    }
    let tutors = fold::tutorships(&history.original, &history.signed, contract.starts_on);
    tutorships::assign(tx, &asker.law, amended.tutored(), &tutors)
        .map_err(|problem| problem.under("/changes"))?;
    let fields: Vec<String> = amendment
        .facts
        .changes
        .as_object()
        .map(|fields| fields.keys().cloned().collect())
        .unwrap_or_default();
    asker.record_fields(tx, Event::ContractAmended, &amended, &fields)?;
    (follows.amended)(tx, asker, catalogue, &amended, &tutors)
}

fn lock_draft(tx: &mut Tx, asker: &Asker, id: AmendmentId) -> Result<(Amendment, Contract), Problem> {
    let (found, contract) = store::lock(tx, &asker.reach, id)?.or_not_found("amendment")?;
    refuse_signed(&found)?;
    Ok((found, contract))
}

/// An amendment signed is no longer a draft.
fn refuse_signed(amendment: &Amendment) -> Result<(), Problem> {
    let Some(day) = amendment.signed_on else { return Ok(()) };
    let jour = french_day(day);
    Err(terms::ALREADY_SIGNED.conflict(say!("Signé le {jour}.", "Signed on {day}.")))
}

/// An amendment with its deposits.
fn shown(conn: &mut Tx, asker: &Asker, amendment: Amendment, warnings: Vec<Finding>) -> Answer {
    let (version, filings) = (amendment.version, of_amendments(conn, &[amendment.id])?);
    let out = AmendmentOut::from(amendment).filed(&filings).warned(warnings, asker.lang);
    Ok(Reply::ok(&out)?.version(version))
}
