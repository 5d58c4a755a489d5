//! Handlers of visits, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::Visit;
use super::rules::{self, ContractPeriod, ReportFacts, check_planned_on, check_report, transition};
use super::store;
use super::wire::{CancellationIn, ReportIn, VisitIn, VisitMoveIn, VisitOut, VisitParams, VisitPatch};
use crate::access::Act;
use crate::contracts::rules::life::check_visitable;
use crate::contracts::{self, Contract, case};
use crate::door::{Asker, Door};
use crate::findings::{Finding, refuse_errors};
use crate::ids::VisitId;
use crate::journal::{self, Change};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Day, Page};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_visits)
        .service(plan_visit)
        .service(get_visit)
        .service(move_visit)
        .service(cancel_visit)
        .service(report_visit);
}

/// Lists visits by day planned.
#[utoipa::path(tag = "visits", params(VisitParams),
    responses((status = 200, description = "One page of visits.", body = Page<VisitOut>)))]
#[get("/v1/visits")]
async fn list_visits(door: Door, params: Params<VisitParams>) -> Answer {
    let wanted = params.0.wanted()?;
    door.read(Act::ReadVisit, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &wanted, asker.today)?;
        let page = Page::of(rows, wanted.limit, |row| Day { on: row.planned_on, id: row.id.0 });
        Reply::page(&page.map(|row| VisitOut::on(asker.today, row)))
    })
    .await
}

/// Reads a visit.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    responses((status = 200, description = "The visit.", body = VisitOut)))]
#[get("/v1/visits/{id}")]
async fn get_visit(door: Door, id: Path<VisitId>) -> Answer {
    door.read(Act::ReadVisit, move |conn, asker| {
        let visit = store::find(conn, &asker.reach, *id)?.ok_or_else(not_found)?;
        answer(asker, visit)
    })
    .await
}

/// Plans an extra visit under a signed contract, after those of its training year.
#[utoipa::path(tag = "visits", request_body = VisitIn,
    responses((status = 201, description = "The visit planned.", body = VisitOut)))]
#[post("/v1/visits")]
async fn plan_visit(door: Door, body: Body<VisitIn>) -> Answer {
    door.create(Act::PlanVisit, body, |tx, asker, wanted| {
        let contract =
            contracts::store::lock(tx, &asker.reach, wanted.contract_id)?.ok_or_else(contract_unknown)?;
        if let Some(refusal) = check_visitable(contract.state) {
            return Err(refusal.into_conflict());
        }
        let training = case::training_of(tx, &asker.reach, &contract)?;
        let slots = store::list_slots(tx, &contract)?;
        let period = ContractPeriod { from: contract.starts_on, to: contract.effective_ends_on() };
        let due_on = wanted.due_on.unwrap_or(wanted.planned_on);
        let planned = rules::add(wanted.planned_on, due_on, training.cycle_starts_on, period, &slots);
        let planned = planned.map_err(refusal_of)?;
        let inserted = store::insert(tx, &contract, &[planned])?.pop();
        let visit = inserted.ok_or_else(|| Problem::internal("a visit was not written"))?;
        record(tx, asker, Act::PlanVisit, "visit.planned", &visit, &[])?;
        let (version, location) = (visit.version, format!("/v1/visits/{}", visit.id));
        Ok(Reply::created(location, &VisitOut::on(asker.today, visit))?.version(version))
    })
    .await
}

/// Moves a visit still planned to another day of its contract.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = VisitPatch,
    responses((status = 200, description = "The visit moved.", body = VisitOut)))]
#[patch("/v1/visits/{id}")]
async fn move_visit(door: Door, id: Path<VisitId>, body: Body<VisitPatch>) -> Answer {
    door.change(Act::PlanVisit, body, move |tx, asker, patch| {
        let (contract, current) = lock_with_contract(tx, asker, *id)?;
        asker.expects(current.version)?;
        let wanted = patch.applied_to(&VisitMoveIn { planned_on: current.planned_on })?;
        transition(current.state, rules::Act::Hold).map_err(Finding::into_conflict)?;
        let period = ContractPeriod { from: contract.starts_on, to: contract.effective_ends_on() };
        refuse_errors(check_planned_on(wanted.planned_on, "/planned_on", period).into_iter().collect())?;
        let visit = store::change(tx, current.id, wanted.planned_on)?;
        record(tx, asker, Act::PlanVisit, "visit.moved", &visit, &patch.fields())?;
        answer(asker, visit)
    })
    .await
}

/// Cancels a visit still planned, and says why.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = CancellationIn,
    responses((status = 200, description = "The visit cancelled.", body = VisitOut)))]
#[post("/v1/visits/{id}/cancellation")]
async fn cancel_visit(door: Door, id: Path<VisitId>, body: Body<CancellationIn>) -> Answer {
    door.create(Act::CancelVisit, body, move |tx, asker, wanted| {
        let current = store::lock(tx, &asker.reach, *id)?.ok_or_else(not_found)?;
        let CancellationIn { reason, note } = wanted;
        transition(current.state, rules::Act::Cancel(reason)).map_err(Finding::into_conflict)?;
        let visit = store::cancel(tx, current.id, reason, note.as_deref())?;
        let written = ["cancelled_reason".to_owned(), "cancelled_note".to_owned()];
        record(tx, asker, Act::CancelVisit, "visit.cancelled", &visit, &written)?;
        answer(asker, visit)
    })
    .await
}

/// Logs what was seen and said at a visit: tutors for the apprentices they follow, staff for their site.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = ReportIn,
    responses((status = 200, description = "The visit held, with its report.", body = VisitOut)))]
#[post("/v1/visits/{id}/report")]
async fn report_visit(door: Door, id: Path<VisitId>, body: Body<ReportIn>) -> Answer {
    door.create(Act::LogVisit, body, move |tx, asker, wanted| {
        let (state, days) = store::find_with_contract(tx, &asker.reach, *id)?.ok_or_else(not_found)?;
        transition(state, rules::Act::Hold).map_err(Finding::into_conflict)?;
        let facts = ReportFacts {
            held_on: wanted.held_on,
            persons_present: wanted.present.len(),
            contract_starts_on: days.starts_on,
            contract_ends_on: days.effective_ends_on(),
        };
        refuse_errors(check_report(&facts, asker.today))?;
        let visit = match store::hold(tx, *id, &wanted.written())? {
            Some(visit) => visit,
            None => return Err(settled_meanwhile(tx, asker, *id)),
        };
        record(tx, asker, Act::LogVisit, "visit.held", &visit, &reported_fields())?;
        answer(asker, visit)
    })
    .await
}

/// The contract is held before its visit: a rupture declared meanwhile waits, or is seen.
fn lock_with_contract(tx: &mut Tx, asker: &Asker, id: VisitId) -> Result<(Contract, Visit), Problem> {
    let found = store::find(tx, &asker.reach, id)?.ok_or_else(not_found)?;
    let contract = contracts::store::lock(tx, &asker.reach, found.contract_id)?.ok_or_else(not_found)?;
    let visit = store::lock(tx, &asker.reach, id)?.ok_or_else(not_found)?;
    Ok((contract, visit))
}

fn reported_fields() -> [String; 4] {
    ["held_on", "present", "report", "points_agreed"].map(str::to_owned)
}

/// No lock is taken before the report is written: whoever comes second is told what the first one did.
fn settled_meanwhile(tx: &mut Tx, asker: &Asker, id: VisitId) -> Problem {
    match store::find_with_contract(tx, &asker.reach, id) {
        Ok(Some((state, _))) => match transition(state, rules::Act::Hold) {
            Err(refusal) => refusal.into_conflict(),
            Ok(_) => Problem::busy("visit.contended"),
        },
        Ok(None) => not_found(),
        Err(error) => error.into(),
    }
}

fn answer(asker: &Asker, visit: Visit) -> Answer {
    let version = visit.version;
    Ok(Reply::ok(&VisitOut::on(asker.today, visit))?.version(version))
}

fn refusal_of(findings: Vec<Finding>) -> Problem {
    refuse_errors(findings).err().unwrap_or_else(|| Problem::internal("a refusal without an error"))
}

/// Writes what happened to a visit.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    act: Act,
    event: &'static str,
    visit: &Visit,
    fields: &[String],
) -> diesel::QueryResult<()> {
    let (site_id, subject_id, version) = (visit.site_id, visit.id.0, visit.version);
    journal::record(tx, &asker.author(), &Change { act, event, site_id, subject_id, version, fields })
}

fn not_found() -> Problem {
    Problem::not_found("visit")
}

fn contract_unknown() -> Problem {
    let message = say!(
        "Aucun contrat à votre portée n'a cet identifiant.",
        "No contract within your reach has this identifier."
    );
    Problem::fault("/contract_id", "contract.unknown", message)
}
