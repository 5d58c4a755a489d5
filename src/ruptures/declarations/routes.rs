//! Handlers of ruptures, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};
use chrono::NaiveDate;

use super::acts::{
    broken, cancel_visits, close, listed, record_change, refuse_open_case, refuse_other_difficulty,
    refuse_outlived, shown, withdrawn,
};
use super::grounds::GroundsOut;
use super::model::{Rupture, RuptureFacts};
use super::rules::{ContractFacts, DeclarationRule, check_free_days, correct, declare};
use super::store::{self, RuptureFilter};
use super::wire::{RuptureOut, RupturePatch};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::rules::life;
use crate::contracts::agreements::{self, Contract, case, reopening};
use crate::contracts::clock;
use crate::follow_up::visits;
use crate::follow_up::visits::plans::plan_visits;
use crate::ids::{ContractId, RuptureId};
use crate::law::findings::{Finding, refusal, refuse_errors};
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(declare_rupture)
        .service(list_ruptures)
        .service(get_rupture)
        .service(change_rupture)
        .service(withdraw_rupture)
        .service(list_rupture_grounds);
}

/// Declares the rupture of a signed contract: closes it the day before, and cancels the visits planned from then on.
#[utoipa::path(tag = "ruptures", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = RuptureFacts,
    responses((status = 201, description = "The rupture recorded.", body = Peopled<RuptureOut>),
        (status = 409, description = "The contract does not run, its procedure goes on, or a signed amendment takes effect later.")))]
#[post("/v1/contracts/{id}/rupture")]
async fn declare_rupture(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<RuptureFacts>,
) -> Answer {
    door.create(Act::DeclareRupture, body, move |tx, asker, facts| {
        let contract =
            agreements::store::lock(tx, &asker.reach, *id)?.ok_or_else(|| Problem::not_found("contract"))?;
        if let Some(refusal) = life::check_breakable(contract.state) {
            return Err(refusal.into_conflict());
        }
        refuse_open_case(tx, contract.id)?;
        let last_day = last_contract_day(declare, &contract, &facts, asker)?;
        refuse_other_difficulty(tx, &contract, &facts)?;
        let warnings = warnings(tx, asker, &catalogue, &contract, &facts)?;
        refuse_outlived(tx, &contract, &facts)?;
        let rupture = broken(tx, asker, &contract, (RuptureId::new(), &facts), last_day)?;
        let (version, location) = (rupture.version, format!("/v1/ruptures/{}", rupture.id));
        Ok(Reply::created(location, &shown(tx, asker, rupture, warnings)?)?.version(version))
    })
    .await
}

/// Lists ruptures, the latest first, each with the people it is about.
#[utoipa::path(tag = "ruptures", params(Paged<RuptureFilter>),
    responses((status = 200, description = "One page of ruptures.", body = Page<Peopled<RuptureOut>>)))]
#[get("/v1/ruptures")]
async fn list_ruptures(door: Door, params: Params<Paged<RuptureFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadRupture, move |conn, asker| Reply::page(&listed(conn, asker, &filter, &page)?)).await
}

/// Reads a rupture.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    responses((status = 200, description = "The rupture.", body = Peopled<RuptureOut>)))]
#[get("/v1/ruptures/{id}")]
async fn get_rupture(door: Door, id: Path<RuptureId>) -> Answer {
    door.read(Act::ReadRupture, move |conn, asker| {
        let rupture = store::find(conn, &asker.reach, *id)?.or_not_found("rupture")?;
        let version = rupture.version;
        Ok(Reply::ok(&shown(conn, asker, rupture, Vec::new())?)?.version(version))
    })
    .await
}

/// Corrects a rupture by merge patch: the contract closes anew; its visits are cancelled, or planned again.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = RupturePatch,
    responses((status = 200, description = "The rupture corrected.", body = Peopled<RuptureOut>)))]
#[patch("/v1/ruptures/{id}")]
async fn change_rupture(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<RuptureId>,
    body: Body<RupturePatch>,
) -> Answer {
    door.change(Act::ChangeRupture, body, move |tx, asker, patch| {
        let (contract, current) = lock(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        let followed = store::has_procedure(tx, current.id)?;
        let rule: DeclarationRule = if followed { correct } else { declare };
        let last_day = last_contract_day(rule, &contract, &facts, asker)?;
        refuse_other_difficulty(tx, &contract, &facts)?;
        let warnings = warnings(tx, asker, &catalogue, &contract, &facts)?;
        reopening::refuse_overlap(tx, &contract, last_day)?;
        refuse_outlived(tx, &contract, &facts)?;
        let rupture = store::change(tx, current.id, &facts)?;
        record_change(tx, asker, &rupture, &patch.fields())?;
        if rupture.facts.effective_on != current.facts.effective_on {
            let closed = close(tx, asker, &contract, last_day)?;
            cancel_visits(tx, asker, &rupture)?;
            if rupture.facts.effective_on > current.facts.effective_on {
                for visit in visits::store::revive(tx, contract.id, Some(rupture.facts.effective_on))? {
                    asker.record_fields(tx, Event::VisitRestored, &visit, &["cancelled_reason"])?;
                }
                let training = case::training_of(tx, &asker.reach, &closed)?;
                plan_visits(tx, asker, &catalogue, &training, &closed)?;
            }
        }
        let version = rupture.version;
        Ok(Reply::ok(&shown(tx, asker, rupture, warnings)?)?.version(version))
    })
    .await
}

/// Takes back a rupture declared by mistake, and says why: its contract runs again to its term, its visits are planned again.
#[utoipa::path(tag = "ruptures", params(("id" = RuptureId, Path, description = "Rupture.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on the rupture: it is said what.")))]
#[post("/v1/ruptures/{id}/withdrawal")]
async fn withdraw_rupture(door: Door, id: Path<RuptureId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeRupture, body, move |tx, asker, request| {
        let (contract, rupture) = lock(tx, asker, *id)?;
        let withdrawal = withdrawn(tx, asker, &contract, &rupture, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Lists the legal grounds of rupture: who may invoke them, and the article they rest on.
#[utoipa::path(tag = "ruptures",
    responses((status = 200, description = "Every ground.", body = GroundsOut)))]
#[get("/v1/reference/rupture-grounds")]
async fn list_rupture_grounds(door: Door) -> Answer {
    door.read(Act::ReadRupture, |_, asker| {
        Reply::ok(&GroundsOut::of(asker.law.ruptures.version_on(asker.today), asker.lang))
    })
    .await
}

/// The contract is locked before its rupture, as everywhere.
fn lock(tx: &mut Tx, asker: &Asker, id: RuptureId) -> Result<(Contract, Rupture), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("rupture")?;
    let contract = agreements::store::lock(tx, &asker.reach, found.contract_id)?.or_not_found("rupture")?;
    let rupture = store::lock(tx, &asker.reach, id)?.or_not_found("rupture")?;
    Ok((contract, rupture))
}

/// The last day under contract, once the rules accept the rupture.
fn last_contract_day(
    rule: DeclarationRule,
    contract: &Contract,
    facts: &RuptureFacts,
    asker: &Asker,
) -> Result<NaiveDate, Problem> {
    let of_contract = ContractFacts { starts_on: contract.starts_on, ends_on: contract.ends_on };
    let law = asker.law.ruptures.on(facts.effective_on);
    match rule(&of_contract, facts, law, asker.today) {
        Ok(declared) => Ok(declared.last_contract_day),
        Err(findings) => Err(refusal(findings)),
    }
}

/// What is worth telling of a free rupture: the days in the company are counted as if the contract had gone on.
fn warnings(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    facts: &RuptureFacts,
) -> Result<Vec<Finding>, Problem> {
    let ruptures = asker.law.ruptures.on(facts.effective_on);
    if !facts.ground.before_45_days(ruptures) {
        return Ok(Vec::new());
    }
    let unbroken = Contract { closed_on: None, ..contract.clone() };
    let counted = clock::gathering::gather(tx, catalogue, &asker.law, &unbroken)?;
    let law = asker.law.contracts.on(contract.starts_on);
    let days = law.follow_up.free_rupture_days;
    let reached_on = counted.company_days.and_then(|known| known.reaches(days));
    let found = check_free_days(facts, ruptures, (days, reached_on));
    refuse_errors(found.into_iter().collect())
}
