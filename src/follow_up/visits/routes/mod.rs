//! Handlers of visits, and their mounting.

mod cancellations;
mod moves;
mod reports;
pub mod transitions;

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};
use chrono::NaiveDate;

use super::acts::{listed, present};
use super::plans::day_warnings;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::rules::life::check_visitable;
use crate::contracts::agreements::{self, Contract, case};
use crate::contracts::tutorships;
use crate::follow_up::visits::model::{Appointment, Visit};
use crate::follow_up::visits::rules::book::{REPLACED_FOR_A_REASON, REPLACED_ONCE, SLOT_IS_FREE};
use crate::follow_up::visits::rules::{
    self, CancelReason, ContractPeriod, MoveBounds, PlannedVisit, VisitState, check_due_on, check_move,
    check_planned_on, transition,
};
use crate::follow_up::visits::store::{self, VisitFilter};
use crate::follow_up::visits::wire::{
    ReplacementIn, VisitCancellationIn, VisitIn, VisitMoveIn, VisitOut, VisitPatch,
};
use crate::ids::{TutorId, VisitId};
use crate::law::findings::{Finding, refusal, refuse_errors};
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem, RefuseOn};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::store::note;
use crate::trust::withdrawals::{RowScope, WithdrawalKind, noted};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_visits)
        .service(plan_visit)
        .service(moves::move_visits)
        .service(get_visit)
        .service(move_visit)
        .service(cancel_visit)
        .service(cancellations::withdraw_visit)
        .service(cancellations::withdraw_visit_cancellation)
        .service(cancellations::withdraw_visit_replacement)
        .service(replace_visit)
        .service(transitions::list_visit_transitions);
    reports::mount(routes);
}

/// Lists visits by day planned, each with the people it is about.
#[utoipa::path(tag = "visits", params(Paged<VisitFilter>),
    responses((status = 200, description = "One page of visits.", body = Page<Peopled<VisitOut>>)))]
#[get("/v1/visits")]
async fn list_visits(door: Door, params: Params<Paged<VisitFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadVisit, move |conn, asker| Reply::page(&listed(conn, asker, &filter, &page)?)).await
}

/// Reads a visit.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    responses((status = 200, description = "The visit.", body = Peopled<VisitOut>)))]
#[get("/v1/visits/{id}")]
async fn get_visit(door: Door, id: Path<VisitId>) -> Answer {
    door.read(Act::ReadVisit, move |conn, asker| {
        let visit = store::find(conn, &asker.reach, *id)?.or_not_found("visit")?;
        answer(conn, asker, visit)
    })
    .await
}

/// Plans an extra visit under a signed contract, after those of its training year.
#[utoipa::path(tag = "visits", request_body = VisitIn,
    responses((status = 201, description = "The visit planned.", body = Peopled<VisitOut>)))]
#[post("/v1/visits")]
async fn plan_visit(door: Door, catalogue: Data<Catalogue>, body: Body<VisitIn>) -> Answer {
    door.create(Act::PlanVisit, body, move |tx, asker, request| {
        let contract =
            agreements::store::lock(tx, &asker.reach, request.contract_id)?.ok_or_else(contract_unknown)?;
        if let Some(refusal) = check_visitable(contract.state) {
            return Err(refusal.into_conflict());
        }
        let training = case::training_of(tx, &asker.reach, &contract)?;
        let slots = store::list_slots(tx, &contract)?;
        let period = ContractPeriod { from: contract.starts_on, to: contract.effective_ends_on() };
        let due_on = request.due_on.unwrap_or(request.planned_on);
        let planned = rules::add(request.planned_on, due_on, training.cycle().0, period, &slots);
        let planned = planned.map_err(refusal)?;
        created(tx, asker, &catalogue, &contract, (planned, request.appointment))
    })
    .await
}

/// Moves a visit still planned to another day of its training year, its last day at most unless it is late already.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = VisitPatch,
    responses((status = 200, description = "The visit moved.", body = Peopled<VisitOut>)))]
#[patch("/v1/visits/{id}")]
async fn move_visit(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<VisitId>,
    body: Body<VisitPatch>,
) -> Answer {
    door.change(Act::PlanVisit, body, move |tx, asker, patch| {
        let (contract, current) = lock_with_contract(tx, asker, *id)?;
        asker.expects(current.version)?;
        let before = Some(current.appointment.clone());
        let request =
            patch.applied_to(&VisitMoveIn { planned_on: current.planned_on, appointment: before })?;
        transition(current.state, rules::VisitAct::Hold).map_err(Finding::into_conflict)?;
        let cycle_starts_on = case::training_of(tx, &asker.reach, &contract)?.cycle().0;
        let period = ContractPeriod { from: contract.starts_on, to: contract.effective_ends_on() };
        let within = bounds(&current, cycle_starts_on, period);
        refuse_errors(check_move(request.planned_on, &within, asker.today))?;
        let tutor = tutor_on(tx, &contract, request.planned_on)?.unwrap_or(current.tutor_id);
        let due_on = within.due_on_moved(request.planned_on, asker.today);
        let appointment = request.appointment.unwrap_or_default();
        let visit = store::change(tx, current.id, (request.planned_on, due_on), tutor, &appointment)?;
        asker.record_fields(tx, Event::VisitMoved, &visit, &patch.fields())?;
        let version = visit.version;
        Ok(Reply::ok(&warned(tx, asker, &catalogue, visit)?)?.version(version))
    })
    .await
}

/// Cancels a visit still planned, and says why.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = VisitCancellationIn,
    responses((status = 200, description = "The visit cancelled.", body = Peopled<VisitOut>)))]
#[post("/v1/visits/{id}/cancellation")]
async fn cancel_visit(door: Door, id: Path<VisitId>, body: Body<VisitCancellationIn>) -> Answer {
    door.create(Act::CancelVisit, body, move |tx, asker, request| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("visit")?;
        let VisitCancellationIn { reason, note } = request;
        transition(current.state, rules::VisitAct::Cancel(reason)).map_err(Finding::into_conflict)?;
        let visit = store::cancel(tx, current.id, reason, note.as_deref())?;
        let written = ["cancelled_reason".to_owned(), "cancelled_note".to_owned()];
        asker.record_fields(tx, Event::VisitCancelled, &visit, &written)?;
        answer(tx, asker, visit)
    })
    .await
}

/// Plans the visit that replaces one cancelled, in its place; one still planned is cancelled with it, and says why.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit replaced.")),
    request_body = ReplacementIn,
    responses((status = 201, description = "The visit planned.", body = Peopled<VisitOut>)))]
#[post("/v1/visits/{id}/replacement")]
async fn replace_visit(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<VisitId>,
    body: Body<ReplacementIn>,
) -> Answer {
    door.create(Act::PlanVisit, body, move |tx, asker, request| {
        let (contract, current) = lock_with_contract(tx, asker, *id)?;
        let reason = replaceable(&current, &request)?;
        let due_on = request.due_on.unwrap_or(current.due_on.max(request.planned_on));
        let period = ContractPeriod { from: contract.starts_on, to: contract.effective_ends_on() };
        let findings = [
            check_planned_on(request.planned_on, "/planned_on", period),
            check_due_on(request.planned_on, due_on),
        ];
        refuse_errors(findings.into_iter().flatten().collect())?;
        let about = (WithdrawalKind::VisitReplacement, current.site_id, current.id.0);
        let scope = RowScope::of("visits", "id", current.id.0);
        let visit = noted(tx, about, &[scope], |tx| {
            if let Some(reason) = reason {
                store::cancel(tx, current.id, reason, request.note.as_deref())?;
            }
            put_in_its_place(
                tx,
                asker,
                (&contract, &current),
                (request.planned_on, due_on),
                request.appointment,
            )
        })?;
        render_created(tx, asker, &catalogue, visit)
    })
    .await
}

/// Writes the visit that takes the place of one cancelled, from a day to a last day.
fn put_in_its_place(
    tx: &mut Tx,
    asker: &Asker,
    (contract, current): (&Contract, &Visit),
    (planned_on, due_on): (NaiveDate, NaiveDate),
    appointment: Option<Appointment>,
) -> Result<Visit, Problem> {
    let &Visit { training_year, ordinal, .. } = current;
    let planned = PlannedVisit { training_year, ordinal, planned_on, due_on };
    let written = store::insert(tx, contract, &[planned])
        .refuse_on("visits_one_per_slot", || SLOT_IS_FREE.conflict(slot_taken(ordinal, training_year)))?;
    let visit = written.into_iter().next().ok_or_else(|| Problem::internal("a visit was not written"))?;
    let visit = appointed(tx, visit, appointment)?;
    asker.record(tx, Event::VisitPlanned, &visit)?;
    let replaced = store::replace(tx, current.id, Some(visit.id))?;
    asker.record_fields(tx, Event::VisitReplaced, &replaced, &["replaced_by_id"])?;
    Ok(visit)
}

/// Why the visit replaced is to be cancelled, unless it already is; or why it cannot be replaced.
fn replaceable(current: &Visit, request: &ReplacementIn) -> Result<Option<CancelReason>, Problem> {
    if current.replaced_by_id.is_some() {
        let facts = say!("Une autre visite la remplace déjà.", "Another visit already replaces it.");
        return Err(REPLACED_ONCE.conflict(facts));
    }
    if current.state == VisitState::Cancelled {
        return Ok(None);
    }
    let Some(reason) = request.reason else {
        let facts = say!("Dites pourquoi la visite est annulée.", "Say why the visit is cancelled.");
        return Err(REPLACED_FOR_A_REASON.fault("/reason", facts));
    };
    transition(current.state, rules::VisitAct::Cancel(reason)).map_err(Finding::into_conflict)?;
    Ok(Some(reason))
}

fn slot_taken(ordinal: i16, year: i16) -> crate::platform::text::Sentence {
    say!(
        "La visite {ordinal} de l'année {year} existe déjà.",
        "Visit {ordinal} of year {year} already exists."
    )
}

/// Writes a visit and answers it.
fn created(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    (planned, appointment): (PlannedVisit, Option<Appointment>),
) -> Answer {
    let inserted = store::insert(tx, contract, &[planned])?.pop();
    let visit = inserted.ok_or_else(|| Problem::internal("a visit was not written"))?;
    let visit = appointed(tx, visit, appointment)?;
    // noted as planned by somebody: one of the plan is not taken back alone
    note(tx, WithdrawalKind::PlannedVisit, visit.site_id, visit.id.0, Vec::new())?;
    asker.record(tx, Event::VisitPlanned, &visit)?;
    render_created(tx, asker, catalogue, visit)
}

/// A visit just written, at the hour and the place sent with it.
fn appointed(tx: &mut Tx, visit: Visit, appointment: Option<Appointment>) -> Result<Visit, Problem> {
    match appointment {
        None => Ok(visit),
        Some(appointment) => Ok(store::appoint(tx, visit.id, &appointment)?),
    }
}

fn render_created(tx: &mut Tx, asker: &Asker, catalogue: &Catalogue, visit: Visit) -> Answer {
    let (version, location) = (visit.version, format!("/v1/visits/{}", visit.id));
    Ok(Reply::created(location, &warned(tx, asker, catalogue, visit)?)?.version(version))
}

/// A visit as whoever gave it a day reads it, with what is worth telling of that day.
fn warned(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    visit: Visit,
) -> Result<Peopled<VisitOut>, Problem> {
    let told = day_warnings(tx, asker, catalogue, std::slice::from_ref(&visit))?.remove(&visit.id);
    let told = told.unwrap_or_default();
    Ok(present(tx, asker, visit)?.map(|visit| visit.warned(told, asker.lang)))
}

fn bounds(visit: &Visit, cycle_starts_on: NaiveDate, contract: ContractPeriod) -> MoveBounds {
    let &Visit { planned_on, due_on, training_year, .. } = visit;
    MoveBounds { planned_on, due_on, training_year, cycle_starts_on, contract }
}

/// The tutor who receives a visit on a day.
fn tutor_on(tx: &mut Tx, contract: &Contract, day: NaiveDate) -> Result<Option<TutorId>, Problem> {
    let tutors = tutorships::store::of_contract(tx, contract.id)?;
    Ok(tutorships::rules::tutor_on(&tutors, day))
}

/// The contract is locked before its visit: a rupture declared meanwhile waits, or is seen.
fn lock_with_contract(tx: &mut Tx, asker: &Asker, id: VisitId) -> Result<(Contract, Visit), Problem> {
    let found = store::find(tx, &asker.reach, id)?.or_not_found("visit")?;
    let contract = agreements::store::lock(tx, &asker.reach, found.contract_id)?.or_not_found("visit")?;
    let visit = store::lock(tx, &asker.reach, id)?.or_not_found("visit")?;
    Ok((contract, visit))
}

fn answer(conn: &mut Tx, asker: &Asker, visit: Visit) -> Answer {
    let version = visit.version;
    Ok(Reply::ok(&present(conn, asker, visit)?)?.version(version))
}

fn contract_unknown() -> Problem {
    let message = say!(
        "Aucun contrat à votre portée n'a cet identifiant.",
        "No contract within your reach has this identifier."
    );
    Problem::fault("/contract_id", "contract.unknown", message)
}
