//! Handlers of telephone contacts, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::acts;
use super::model::PhoneContact;
use super::store::{self, PhoneContactFilter};
use super::wire::{
    FollowUpIn, PhoneContactCorrectionIn, PhoneContactCorrectionOut, PhoneContactCorrectionsOut,
    PhoneContactIn, PhoneContactOut, PhoneContactPatch,
};
use crate::follow_up::visits::NoteVisibility;
use crate::ids::PhoneContactId;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::{Act, Role};
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_phone_contacts)
        .service(log_phone_contact)
        .service(get_phone_contact)
        .service(change_phone_contact)
        .service(correct_phone_contact)
        .service(list_phone_contact_corrections)
        .service(follow_up_phone_contact)
        .service(withdraw_phone_contact_follow_up)
        .service(withdraw_phone_contact);
}

/// Lists telephone contacts, the latest call first: all of the site for staff; for tutors, those they logged and those
/// shared with them; for students, those shared with everyone.
#[utoipa::path(tag = "phone contacts", params(Paged<PhoneContactFilter>),
    responses((status = 200, description = "One page of contacts.", body = Page<Peopled<PhoneContactOut>>)))]
#[get("/v1/phone-contacts")]
async fn list_phone_contacts(door: Door, params: Params<Paged<PhoneContactFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadPhoneContact, move |conn, asker| {
        Reply::page(&acts::listed(conn, asker, &filter, &page)?)
    })
    .await
}

/// Logs a call: who called whom about an apprentice, what came of it, and what is to be done next.
#[utoipa::path(tag = "phone contacts", request_body = PhoneContactIn,
    responses((status = 201, description = "The contact logged.", body = Peopled<PhoneContactOut>)))]
#[post("/v1/phone-contacts")]
async fn log_phone_contact(door: Door, body: Body<PhoneContactIn>) -> Answer {
    door.create(Act::LogPhoneContact, body, |tx, asker, request| {
        let contact = acts::log(tx, asker, request)?;
        let (version, location) = (contact.version, format!("/v1/phone-contacts/{}", contact.id));
        Ok(Reply::created(location, &acts::present_one(tx, asker, contact)?)?.version(version))
    })
    .await
}

/// Reads a telephone contact.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    responses((status = 200, description = "The contact.", body = Peopled<PhoneContactOut>)))]
#[get("/v1/phone-contacts/{id}")]
async fn get_phone_contact(door: Door, id: Path<PhoneContactId>) -> Answer {
    door.read(Act::ReadPhoneContact, move |conn, asker| {
        let contact = store::find(conn, &asker.reach, *id)?.or_not_found("phone_contact")?;
        answer(conn, asker, contact)
    })
    .await
}

/// Changes a telephone contact, the same day and by whoever logged it.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    request_body = PhoneContactPatch,
    responses((status = 200, description = "The contact changed.", body = Peopled<PhoneContactOut>)))]
#[patch("/v1/phone-contacts/{id}")]
async fn change_phone_contact(door: Door, id: Path<PhoneContactId>, body: Body<PhoneContactPatch>) -> Answer {
    door.change(Act::LogPhoneContact, body, move |tx, asker, patch| {
        let current = acts::changeable(tx, asker, *id)?;
        asker.expects(current.version)?;
        let request = patch.applied_to(&PhoneContactIn::from(&current))?;
        let contact = acts::change(tx, asker, &current, request, &patch.fields())?;
        answer(tx, asker, contact)
    })
    .await
}

/// Corrects a telephone contact whose day is over, and says why; what it said before stays readable.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    request_body = PhoneContactCorrectionIn,
    responses((status = 200, description = "The contact corrected.", body = Peopled<PhoneContactOut>)))]
#[post("/v1/phone-contacts/{id}/corrections")]
async fn correct_phone_contact(
    door: Door,
    id: Path<PhoneContactId>,
    body: Body<PhoneContactCorrectionIn>,
) -> Answer {
    door.create(Act::LogPhoneContact, body, move |tx, asker, request| {
        let contact = acts::correct(tx, asker, *id, request)?;
        answer(tx, asker, contact)
    })
    .await
}

/// Lists what a telephone contact said before each correction.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    responses((status = 200, description = "Those whoever asks may read.", body = PhoneContactCorrectionsOut)))]
#[get("/v1/phone-contacts/{id}/corrections")]
async fn list_phone_contact_corrections(door: Door, id: Path<PhoneContactId>) -> Answer {
    door.read(Act::ReadPhoneContact, move |conn, asker| {
        let contact = store::find(conn, &asker.reach, *id)?.or_not_found("phone_contact")?;
        let readable = NoteVisibility::seen_by(asker.caller.role);
        let mut data = Vec::new();
        if readable.contains(&contact.facts.visibility) {
            let rows = store::corrections_of(conn, contact.id)?;
            let authors =
                Authors::find(conn, &asker.caller, rows.iter().map(|row| (row.author_kind, row.author_id)))?;
            for row in rows {
                data.push(PhoneContactCorrectionOut::of(row, &authors)?);
            }
        }
        // what was said of another company's contract stays with that company
        let any_contract = asker.caller.role != Role::Tutor;
        data.retain(|one| {
            any_contract
                || one.former.contract_id.is_none_or(|former| Some(former) == contact.facts.contract_id)
        });
        data.retain(|one| one.former.visibility.is_some_and(|former| readable.contains(&former)));
        Reply::ok(&PhoneContactCorrectionsOut { data })
    })
    .await
}

/// Says that what a telephone contact called for next is done.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    request_body = FollowUpIn,
    responses((status = 200, description = "The contact, followed up.", body = Peopled<PhoneContactOut>)))]
#[post("/v1/phone-contacts/{id}/follow-up")]
async fn follow_up_phone_contact(door: Door, id: Path<PhoneContactId>, body: Body<FollowUpIn>) -> Answer {
    door.create(Act::LogPhoneContact, body, move |tx, asker, request| {
        let contact = acts::follow_up(tx, asker, *id, &request)?;
        answer(tx, asker, contact)
    })
    .await
}

/// Takes back that what a telephone contact called for next is done, and says why: it is to be done again.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/phone-contacts/{id}/follow-up/withdrawal")]
async fn withdraw_phone_contact_follow_up(
    door: Door,
    id: Path<PhoneContactId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::LogPhoneContact, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw_follow_up(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back a call logged by mistake, by the side that logged it, and says why.
#[utoipa::path(tag = "phone contacts", params(("id" = PhoneContactId, Path, description = "Contact.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/phone-contacts/{id}/withdrawal")]
async fn withdraw_phone_contact(door: Door, id: Path<PhoneContactId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::LogPhoneContact, body, move |tx, asker, request| {
        let withdrawal = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn answer(conn: &mut Tx, asker: &Asker, contact: PhoneContact) -> Answer {
    let version = contact.version;
    Ok(Reply::ok(&acts::present_one(conn, asker, contact)?)?.version(version))
}
