//! Handlers of milestones, and their mounting.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};

use super::model::{Milestone, MilestoneFacts, NewMilestone};
use super::rules::{check_contract_step, check_day, check_document, check_standing, check_state};
use super::store::{self, MilestoneFilter};
use super::wire::{ContractMilestoneIn, DocumentIn, DocumentOut, MilestonePatch};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements;
use crate::contracts::clock::gathering::gather;
use crate::ids::{ApprenticeId, ContractId, MilestoneId};
use crate::law::deadlines::model::MilestoneKind;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::cacheable::cacheable;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::http::language_of;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Day, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{App, Asker, Door, Step, TransitionsOut, step};
use crate::trust::journal::Event;
use crate::trust::withdrawals::WithdrawalIn;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_milestones)
        .service(get_milestone)
        .service(record_contract_milestone)
        .service(receive_document)
        .service(change_milestone)
        .service(withdraw_milestone)
        .service(list_milestone_transitions)
        .service(list_document_kinds);
}

/// Lists what was recorded as done, by day, with the people it is about.
#[utoipa::path(tag = "milestones", params(Paged<MilestoneFilter>),
    responses((status = 200, description = "One page of milestones.", body = Page<Peopled<Milestone>>)))]
#[get("/v1/milestones")]
async fn list_milestones(door: Door, params: Params<Paged<MilestoneFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMilestone, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let page = Page::of(rows, page.limit, |row| Day { on: row.facts.done_on, id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&peopled(conn, asker, page)?)
    })
    .await
}

/// Reads a milestone.
#[utoipa::path(tag = "milestones", params(("id" = MilestoneId, Path, description = "Milestone.")),
    responses((status = 200, description = "The milestone.", body = Peopled<Milestone>)))]
#[get("/v1/milestones/{id}")]
async fn get_milestone(door: Door, id: Path<MilestoneId>) -> Answer {
    door.read(Act::ReadMilestone, move |conn, asker| {
        let found = store::find(conn, &asker.reach, *id)?.or_not_found("milestone")?;
        answer(conn, asker, found)
    })
    .await
}

/// Records what was done about a signed contract: medical visit, student card, invoice, change of pay, rupture told.
#[utoipa::path(tag = "milestones", params(("id" = ContractId, Path, description = "Contract.")),
    request_body = ContractMilestoneIn,
    responses((status = 201, description = "The milestone recorded.", body = Peopled<Milestone>)))]
#[post("/v1/contracts/{id}/milestones")]
async fn record_contract_milestone(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ContractId>,
    body: Body<ContractMilestoneIn>,
) -> Answer {
    door.create(Act::RecordMilestone, body, move |tx, asker, request| {
        let contract =
            agreements::store::lock(tx, &asker.reach, *id)?.ok_or_else(|| Problem::not_found("contract"))?;
        let kind = MilestoneKind::from(request.kind);
        if let Some(unsigned) = check_state(kind, contract.state.is_concluded(), contract.closed_on) {
            return Err(if unsigned.pointer.is_empty() {
                unsigned.into_conflict()
            } else {
                unsigned.into_fault()
            });
        }
        let facts = gather(tx, &catalogue, &asker.law, &contract)?;
        let step = check_contract_step(kind, request.step.as_deref(), &facts, &asker.law);
        refuse_errors(step.into_iter().chain(check_day(request.done_on, asker.today)).collect())?;
        let new = NewMilestone {
            site_id: contract.site_id,
            apprentice_id: contract.apprentice_id,
            contract_id: Some(contract.id),
            kind,
            step: request.step.unwrap_or_default(),
            facts: MilestoneFacts { done_on: request.done_on, note: request.note },
        };
        written(tx, asker, &new)
    })
    .await
}

/// Records a document received for the file of an apprentice.
#[utoipa::path(tag = "milestones", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = DocumentIn,
    responses((status = 201, description = "The milestone recorded.", body = Peopled<Milestone>)))]
#[post("/v1/apprentices/{id}/documents")]
async fn receive_document(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    body: Body<DocumentIn>,
) -> Answer {
    door.create(Act::RecordMilestone, body, move |tx, asker, request| {
        let apprentice = crate::people::apprentices::store::lock(tx, &asker.reach, *id)?;
        let apprentice = apprentice.or_not_found("apprentice")?;
        let of_everybody = asker.law.documents.on(asker.today).documents.iter();
        let asked = of_everybody.chain(catalogue.documents_asked_at(apprentice.site_id));
        let known = check_document(Some(&request.document), asked);
        let named = known.map(|finding| Finding { pointer: "/document".into(), ..finding });
        let day = check_day(request.received_on, asker.today);
        let day = day.map(|finding| Finding { pointer: "/received_on".into(), ..finding });
        refuse_errors(named.into_iter().chain(day).collect())?;
        let new = NewMilestone {
            site_id: apprentice.site_id,
            apprentice_id: apprentice.id,
            contract_id: None,
            kind: MilestoneKind::Document,
            step: request.document,
            facts: MilestoneFacts { done_on: request.received_on, note: request.note },
        };
        written(tx, asker, &new)
    })
    .await
}

/// Corrects the day or the remark of a milestone by merge patch.
#[utoipa::path(tag = "milestones", params(("id" = MilestoneId, Path, description = "Milestone.")),
    request_body = MilestonePatch,
    responses((status = 200, description = "The milestone corrected.", body = Peopled<Milestone>)))]
#[patch("/v1/milestones/{id}")]
async fn change_milestone(door: Door, id: Path<MilestoneId>, body: Body<MilestonePatch>) -> Answer {
    door.change(Act::RecordMilestone, body, move |tx, asker, patch| {
        let current = lock_standing(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        refuse_errors(check_day(facts.done_on, asker.today).into_iter().collect())?;
        let changed = store::change(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::MilestoneChanged, &changed, &patch.fields())?;
        answer(tx, asker, changed)
    })
    .await
}

/// Withdraws a milestone entered by mistake, and says why; what it cleared is due again.
#[utoipa::path(tag = "milestones", params(("id" = MilestoneId, Path, description = "Milestone.")),
    request_body = WithdrawalIn,
    responses((status = 200, description = "The milestone withdrawn.", body = Peopled<Milestone>)))]
#[post("/v1/milestones/{id}/withdrawal")]
async fn withdraw_milestone(door: Door, id: Path<MilestoneId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::RecordMilestone, body, move |tx, asker, request| {
        let current = lock_standing(tx, asker, *id)?;
        let withdrawn = store::withdraw(tx, current.id, asker.now, &request.reason)?;
        asker.record_fields(tx, Event::MilestoneWithdrawn, &withdrawn, &["withdrawn_reason"])?;
        answer(tx, asker, withdrawn)
    })
    .await
}

/// Every act on what was recorded as done.
pub const STEPS: &[Step] = &[
    step("change", ("Corriger", "Correct"), Act::RecordMilestone, ("PATCH", "/v1/milestones/{id}")),
    step(
        "withdraw",
        ("Retirer", "Withdraw"),
        Act::RecordMilestone,
        ("POST", "/v1/milestones/{id}/withdrawal"),
    ),
];

/// Says what who asks may do with a milestone now, and why not the rest.
#[utoipa::path(tag = "milestones", params(("id" = MilestoneId, Path, description = "Milestone.")),
    responses((status = 200, description = "Each act, possible or not.", body = TransitionsOut)))]
#[get("/v1/milestones/{id}/transitions")]
async fn list_milestone_transitions(door: Door, id: Path<MilestoneId>) -> Answer {
    door.read(Act::ReadMilestone, move |conn, asker| {
        let milestone = store::find(conn, &asker.reach, *id)?.or_not_found("milestone")?;
        let names = [("id", milestone.id.to_string())];
        asker.transitions(STEPS, &names, |_| Ok(check_standing(&milestone).into_iter().collect()))
    })
    .await
}

/// Lists the documents a file holds today: who brings each, of whom it is asked, by when.
#[utoipa::path(tag = "reference", security(()),
    responses((status = 200, description = "Every document.", body = Page<DocumentOut>),
        (status = 304, description = "The reader already has it.")))]
#[get("/v1/reference/documents")]
async fn list_document_kinds(request: HttpRequest, app: Data<App>) -> Answer {
    let lang = language_of(request.headers());
    let documents = &app.law.documents.on(app.clock.today()).documents;
    let data = documents.iter().map(|document| DocumentOut::render(document, lang)).collect();
    cacheable(&Page { data, next_cursor: None, total: None })
}

fn lock_standing(tx: &mut Tx, asker: &Asker, id: MilestoneId) -> Result<Milestone, Problem> {
    let current = store::lock(tx, &asker.reach, id)?.or_not_found("milestone")?;
    match check_standing(&current) {
        Some(withdrawn) => Err(withdrawn.into_conflict()),
        None => Ok(current),
    }
}

fn written(tx: &mut Tx, asker: &Asker, new: &NewMilestone) -> Answer {
    let milestone = store::insert(tx, new)?;
    asker.record(tx, Event::MilestoneRecorded, &milestone)?;
    let (version, location) = (milestone.version, format!("/v1/milestones/{}", milestone.id));
    Ok(Reply::created(location, &with_people(tx, asker, milestone)?)?.version(version))
}

fn answer(conn: &mut Tx, asker: &Asker, milestone: Milestone) -> Answer {
    let version = milestone.version;
    Ok(Reply::ok(&with_people(conn, asker, milestone)?)?.version(version))
}
