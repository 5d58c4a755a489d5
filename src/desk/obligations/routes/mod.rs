//! Handlers of what is due, and their mounting.

mod groups;

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use crate::catalogue::programmes::Catalogue;
use crate::desk::obligations::model::SettlingReason;
use crate::desk::obligations::reading::{self, around, bring_up_to_date, listed, reader, view};
use crate::desk::obligations::rules::book::{IS_WAIVED, NOT_SETTLED};
use crate::desk::obligations::rules::{Days, check_open, check_snooze, check_words, state_on};
use crate::desk::obligations::store::{self, ObligationFilter, ObligationRow, Settlement};
use crate::desk::obligations::transitions::list_obligation_transitions;
use crate::desk::obligations::wire::{
    ObligationCountParams, ObligationCountsOut, ObligationOut, ObligationResumptionIn, ObligationSnoozeIn,
    ObligationWaiverIn,
};
use crate::ids::ObligationId;
use crate::law::findings::{Rule, refuse_errors};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::{self, Change, Event};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_obligations)
        .service(count_obligations)
        .service(groups::group_obligations)
        .service(get_obligation)
        .service(waive_obligation)
        .service(resume_waived_obligation)
        .service(snooze_obligation)
        .service(resume_snoozed_obligation)
        .service(list_obligation_transitions);
}

/// Lists what is due, what matters most first: visits, signatures, deposits, documents, mock exams and the rest, each with the rule
/// and the facts that make it so, what is lost when it is late and the request that clears it; to each what concerns
/// them. The site is spared what the CFA has to do (`owner=cfa`), unless the reader has that function.
#[utoipa::path(tag = "obligations", params(Paged<ObligationFilter>),
    responses((status = 200, description = "One page of what is due.", body = Page<ObligationOut>)))]
#[get("/v1/obligations")]
async fn list_obligations(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<Paged<ObligationFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadObligation, move |conn, asker| {
        bring_up_to_date(conn, asker, &catalogue, filter.site)?;
        Reply::page(&listed(conn, asker, &filter, &page)?)
    })
    .await
}

/// Counts what is open by kind and state.
#[utoipa::path(tag = "obligations", params(ObligationCountParams),
    responses((status = 200, description = "How much is open.", body = ObligationCountsOut)))]
#[get("/v1/obligations/counts")]
async fn count_obligations(
    door: Door,
    catalogue: Data<Catalogue>,
    params: Params<ObligationCountParams>,
) -> Answer {
    door.read(Act::ReadObligation, move |conn, asker| {
        let filter = ObligationFilter::from(params.0);
        let view = view(asker, filter.as_of);
        bring_up_to_date(conn, asker, &catalogue, filter.site)?;
        let rows = store::count_open(conn, &asker.reach, &filter, &view)?;
        Reply::ok(&ObligationCountsOut::of(view.as_of, rows))
    })
    .await
}

/// Reads something due.
#[utoipa::path(tag = "obligations", params(("id" = ObligationId, Path, description = "Obligation.")),
    responses((status = 200, description = "The obligation.", body = ObligationOut)))]
#[get("/v1/obligations/{id}")]
async fn get_obligation(door: Door, catalogue: Data<Catalogue>, id: Path<ObligationId>) -> Answer {
    door.read(Act::ReadObligation, move |conn, asker| {
        bring_up_to_date(conn, asker, &catalogue, None)?;
        answer(conn, asker, *id)
    })
    .await
}

/// Gives up something due, with a reason: it is no longer asked of anybody.
#[utoipa::path(tag = "obligations", params(("id" = ObligationId, Path, description = "Obligation.")),
    request_body = ObligationWaiverIn,
    responses((status = 200, description = "The obligation given up.", body = ObligationOut)))]
#[post("/v1/obligations/{id}/waiver")]
async fn waive_obligation(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ObligationId>,
    body: Body<ObligationWaiverIn>,
) -> Answer {
    door.create(Act::SettleObligation, body, move |tx, asker, request| {
        let row = open(tx, asker, &catalogue, *id)?;
        refuse_errors(check_words(request.reason, request.note.as_deref()).into_iter().collect())?;
        let given = settlement(asker, request.reason, request.note.as_deref());
        let version = store::give_up(tx, &row, &given)?.ok_or_else(|| refused(&IS_WAIVED))?;
        settled(tx, asker, &row, (Event::ObligationWaived, version))
    })
    .await
}

/// Takes back something given up: it is due again.
#[utoipa::path(tag = "obligations", params(("id" = ObligationId, Path, description = "Obligation.")),
    request_body = ObligationResumptionIn,
    responses((status = 200, description = "The obligation, due again.", body = ObligationOut)))]
#[post("/v1/obligations/{id}/waiver/withdrawal")]
async fn resume_waived_obligation(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ObligationId>,
    body: Body<ObligationResumptionIn>,
) -> Answer {
    door.create(Act::SettleObligation, body, move |tx, asker, request| {
        let row = find(tx, asker, &catalogue, *id)?;
        let version = store::resume_waiver(tx, &row, asker.today, &request.reason)?;
        settled(tx, asker, &row, (Event::ObligationResumed, version.ok_or_else(|| refused(&NOT_SETTLED))?))
    })
    .await
}

/// Puts off something due, with a reason: nobody is reminded of it until then; the day it is due does not move.
#[utoipa::path(tag = "obligations", params(("id" = ObligationId, Path, description = "Obligation.")),
    request_body = ObligationSnoozeIn,
    responses((status = 200, description = "The obligation put off.", body = ObligationOut)))]
#[post("/v1/obligations/{id}/snooze")]
async fn snooze_obligation(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ObligationId>,
    body: Body<ObligationSnoozeIn>,
) -> Answer {
    door.create(Act::SettleObligation, body, move |tx, asker, request| {
        let row = open(tx, asker, &catalogue, *id)?;
        let words = check_words(request.reason, request.note.as_deref());
        let long = check_snooze(request.until_on, asker.today, asker.law.obligations.on(asker.today));
        refuse_errors(words.into_iter().chain(long).collect())?;
        let given = settlement(asker, request.reason, request.note.as_deref());
        let version = store::put_off(tx, &row, request.until_on, &given)?;
        let version = version.ok_or_else(|| Problem::busy("obligation.contended"))?;
        settled(tx, asker, &row, (Event::ObligationSnoozed, version))
    })
    .await
}

/// Takes back something put off: people are reminded of it again.
#[utoipa::path(tag = "obligations", params(("id" = ObligationId, Path, description = "Obligation.")),
    request_body = ObligationResumptionIn,
    responses((status = 200, description = "The obligation, no longer put off.", body = ObligationOut)))]
#[post("/v1/obligations/{id}/snooze/withdrawal")]
async fn resume_snoozed_obligation(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ObligationId>,
    body: Body<ObligationResumptionIn>,
) -> Answer {
    door.create(Act::SettleObligation, body, move |tx, asker, request| {
        let row = find(tx, asker, &catalogue, *id)?;
        let version = store::resume_snooze(tx, &row, asker.today, &request.reason)?;
        settled(tx, asker, &row, (Event::ObligationResumed, version.ok_or_else(|| refused(&NOT_SETTLED))?))
    })
    .await
}

fn answer(conn: &mut Tx, asker: &Asker, id: ObligationId) -> Answer {
    let row = reading::find(conn, asker, id)?;
    let (names, settled) = around(conn, asker, std::slice::from_ref(&row), asker.today)?;
    Reply::ok(&ObligationOut::render(row, &names, &settled, reader(asker, asker.today)))
}

/// Something due within reach, that nobody derives anew nor settles meanwhile.
fn find(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: ObligationId,
) -> Result<ObligationRow, Problem> {
    let known = store::find(tx, &asker.reach, id)?;
    bring_up_to_date(tx, asker, catalogue, known.map(|row| row.site_id))?;
    let row = reading::find(tx, asker, id)?;
    store::lock_derivation(tx, row.site_id)?;
    reading::find(tx, asker, id)
}

/// Something due within reach that is neither done nor given up.
fn open(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: ObligationId,
) -> Result<ObligationRow, Problem> {
    let row = find(tx, asker, catalogue, id)?;
    let waived = store::is_waived(tx, id)?;
    match check_open(state_on(asker.today, days_of(&row), waived)) {
        Some(closed) => Err(closed.into_conflict()),
        None => Ok(row),
    }
}

/// The days that tell where something due stands.
pub(super) fn days_of(row: &ObligationRow) -> Days {
    Days { from_on: row.from_on, due_on: row.due_on, done_on: row.done_on, closed_on: row.closed_on }
}

fn settlement<'a>(asker: &Asker, reason: SettlingReason, note: Option<&'a str>) -> Settlement<'a> {
    Settlement { reason, note, given_on: asker.today, given_by: asker.caller.id }
}

/// Writes down what was decided, and tells what is due as it now stands.
fn settled(tx: &mut Tx, asker: &Asker, row: &ObligationRow, (event, version): (Event, i64)) -> Answer {
    let (act, site_id, subject_id) = (Act::SettleObligation, row.site_id, row.id.0);
    let change = Change { act, event, site_id, subject_id, version, fields: &[] };
    journal::record(tx, &asker.author(), &change)?;
    answer(tx, asker, row.id)
}

fn refused(rule: &Rule) -> Problem {
    rule.conflict(Sentence::new(rule.fr, rule.en))
}
