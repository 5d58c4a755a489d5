//! Handlers of complaints, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::acts;
use super::model::{Complaint, ComplaintFacts};
use super::rules::PERIOD_IN_ORDER;
use super::store::{self, ComplaintFilter};
use super::wire::{
    ComplaintClosingIn, ComplaintCountsOut, ComplaintDetailOut, ComplaintIn, ComplaintOut, ComplaintPatch,
    ComplaintPeriod, ComplaintStepIn, ComplaintStepOut,
};
use crate::catalogue::programmes::SiteKey;
use crate::ids::{ComplaintId, ComplaintStepId};
use crate::law::calendar::add_months;
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
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(receive_complaint)
        .service(list_complaints)
        .service(get_complaint)
        .service(change_complaint)
        .service(record_complaint_step)
        .service(close_complaint)
        .service(withdraw_complaint_closing)
        .service(withdraw_complaint)
        .service(withdraw_complaint_step)
        .service(count_complaints);
}

/// Writes down a complaint received by a site: from whom, how, about what, who treats it. Trainers write down those they
/// receive, and read none.
#[utoipa::path(tag = "complaints",
    params(SiteKey),
    request_body = ComplaintIn,
    responses((status = 201, description = "The complaint.", body = ComplaintOut)))]
#[post("/v1/sites/{site}/complaints")]
async fn receive_complaint(door: Door, at: Path<SiteKey>, body: Body<ComplaintIn>) -> Answer {
    door.create(Act::RecordComplaint, body, move |tx, asker, request| {
        let site = at.within_reach(tx, asker)?;
        let complaint = acts::receive(tx, asker, site, ComplaintFacts::from(request))?;
        let (version, location) = (complaint.version, format!("/v1/complaints/{}", complaint.id));
        Ok(Reply::created(location, &shown(tx, asker, complaint)?)?.version(version))
    })
    .await
}

/// Lists complaints, the latest written first.
#[utoipa::path(tag = "complaints", params(Paged<ComplaintFilter>),
    responses((status = 200, description = "One page of complaints.", body = Page<ComplaintOut>)))]
#[get("/v1/complaints")]
async fn list_complaints(door: Door, params: Params<Paged<ComplaintFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadComplaint, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let found = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        let Page { data, next_cursor, total } = found;
        let data = acts::shown(conn, asker, data)?;
        Reply::page(&Page { data, next_cursor, total })
    })
    .await
}

/// Reads a complaint with everything done about it.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintId, Path, description = "Complaint.")),
    responses((status = 200, description = "The complaint.", body = ComplaintDetailOut)))]
#[get("/v1/complaints/{id}")]
async fn get_complaint(door: Door, id: Path<ComplaintId>) -> Answer {
    door.read(Act::ReadComplaint, move |conn, asker| {
        let complaint = store::find(conn, &asker.reach, *id)?.or_not_found("complaint")?;
        detailed(conn, asker, complaint)
    })
    .await
}

/// Corrects a complaint by merge patch, or says who treats it; a closed one does not change.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintId, Path, description = "Complaint.")),
    request_body = ComplaintPatch,
    responses((status = 200, description = "The complaint changed.", body = ComplaintDetailOut),
        (status = 409, description = "It is closed.")))]
#[patch("/v1/complaints/{id}")]
async fn change_complaint(door: Door, id: Path<ComplaintId>, body: Body<ComplaintPatch>) -> Answer {
    door.change(Act::TreatComplaint, body, move |tx, asker, patch| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("complaint")?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&ComplaintIn::from(current.facts.clone()))?;
        let (facts, fields) = (ComplaintFacts::from(facts), patch.fields());
        let changed = acts::change(tx, asker, &current, (&facts, &fields))?;
        detailed(tx, asker, changed)
    })
    .await
}

/// Records something done about a complaint: acknowledged, an exchange, an inquiry, an action, the answer.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintId, Path, description = "Complaint.")),
    request_body = ComplaintStepIn,
    responses((status = 201, description = "The step.", body = ComplaintStepOut),
        (status = 409, description = "The complaint is closed.")))]
#[post("/v1/complaints/{id}/steps")]
async fn record_complaint_step(door: Door, id: Path<ComplaintId>, body: Body<ComplaintStepIn>) -> Answer {
    door.create(Act::TreatComplaint, body, move |tx, asker, request| {
        let step = acts::record_step(tx, asker, *id, request)?;
        let words = acts::words_of(tx, asker, &[], std::slice::from_ref(&step))?;
        Reply::created(format!("/v1/complaints/{id}"), &words.step(step))
    })
    .await
}

/// Closes a complaint with its outcome, once it was answered, or dropped by whoever complained.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintId, Path, description = "Complaint.")),
    request_body = ComplaintClosingIn,
    responses((status = 201, description = "The complaint closed.", body = ComplaintDetailOut),
        (status = 409, description = "It is closed already, or not answered.")))]
#[post("/v1/complaints/{id}/closing")]
async fn close_complaint(door: Door, id: Path<ComplaintId>, body: Body<ComplaintClosingIn>) -> Answer {
    door.create(Act::TreatComplaint, body, move |tx, asker, request| {
        let closed = acts::close(tx, asker, *id, &request)?;
        let (version, detail) = (closed.version, detail_of(tx, asker, closed)?);
        Ok(Reply::created(format!("/v1/complaints/{id}"), &detail)?.version(version))
    })
    .await
}

/// Takes the closing of a complaint back, and says why: it is treated again.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintId, Path, description = "Complaint.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "It is not closed.")))]
#[post("/v1/complaints/{id}/closing/withdrawal")]
async fn withdraw_complaint_closing(door: Door, id: Path<ComplaintId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::TreatComplaint, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_closing(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back a complaint written by mistake, with its steps, and says why.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintId, Path, description = "Complaint.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/complaints/{id}/withdrawal")]
async fn withdraw_complaint(door: Door, id: Path<ComplaintId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::TreatComplaint, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back a step recorded by mistake, and says why; not of a closed complaint.
#[utoipa::path(tag = "complaints", params(("id" = ComplaintStepId, Path, description = "Step.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "The complaint is closed.")))]
#[post("/v1/complaint-steps/{id}/withdrawal")]
async fn withdraw_complaint_step(door: Door, id: Path<ComplaintStepId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::TreatComplaint, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_step(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Counts the complaints of a site received in a period, by subject, complainant and outcome, with the delays: what an audit asks
/// for, nobody named.
#[utoipa::path(tag = "complaints",
    params(SiteKey, ComplaintPeriod),
    responses((status = 200, description = "The counts.", body = ComplaintCountsOut),
        (status = 422, description = "A period that ends before it begins.")))]
#[get("/v1/sites/{site}/complaint-counts")]
async fn count_complaints(door: Door, at: Path<SiteKey>, params: Params<ComplaintPeriod>) -> Answer {
    let ComplaintPeriod { from, to } = params.0;
    door.read(Act::ReadComplaint, move |conn, asker| {
        let site = at.within_reach(conn, asker)?;
        let to = to.unwrap_or(asker.today);
        let from = from.unwrap_or_else(|| add_months(to, -12));
        if from > to {
            let told = say!("Après le premier jour.", "After the first day.");
            return Err(PERIOD_IN_ORDER.fault("/to", told));
        }
        let rows = store::counted(conn, &asker.reach, site, (from, to))?;
        let delays = asker.law.quality.on(asker.today).complaints;
        Reply::ok(&ComplaintCountsOut::of(&rows, (delays, asker.today, asker.lang), (from, to)))
    })
    .await
}

fn shown(conn: &mut Tx, asker: &Asker, complaint: Complaint) -> Result<ComplaintOut, Problem> {
    acts::shown(conn, asker, vec![complaint])?.pop().or_not_found("complaint")
}

fn detail_of(conn: &mut Tx, asker: &Asker, complaint: Complaint) -> Result<ComplaintDetailOut, Problem> {
    let steps = store::steps_of(conn, complaint.id)?;
    let words = acts::words_of(conn, asker, std::slice::from_ref(&complaint), &steps)?;
    let steps = steps.into_iter().map(|step| words.step(step)).collect();
    Ok(ComplaintDetailOut { complaint: words.complaint(complaint), steps })
}

fn detailed(conn: &mut Tx, asker: &Asker, complaint: Complaint) -> Answer {
    let (version, detail) = (complaint.version, detail_of(conn, asker, complaint)?);
    Ok(Reply::ok(&detail)?.version(version))
}
