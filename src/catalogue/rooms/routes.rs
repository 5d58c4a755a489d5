//! Handlers of rooms, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::model::Room;
use super::rules::ROOM_IS_RETIRED;
use super::store::{self, RoomFilter};
use super::wire::{RoomCreationIn, RoomPatch, RoomRetirementIn};
use crate::ids::RoomId;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Name, Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;
use crate::trust::withdrawals::acts::nothing_to_take_back;
use crate::trust::withdrawals::{self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_rooms)
        .service(get_room)
        .service(create_room)
        .service(change_room)
        .service(retire_room)
        .service(withdraw_room_retirement);
}

/// Lists the rooms of a site, by name; those in use alone unless asked otherwise.
#[utoipa::path(tag = "rooms", params(Paged<RoomFilter>),
    responses((status = 200, description = "One page of rooms.", body = Page<Room>)))]
#[get("/v1/rooms")]
async fn list_rooms(door: Door, params: Params<Paged<RoomFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadRoom, move |conn, asker| {
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let found = Page::of(rows, page.limit, |row| Name { name: row.facts.name.clone(), id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&found)
    })
    .await
}

/// Reads a room.
#[utoipa::path(tag = "rooms", params(("id" = RoomId, Path, description = "Room.")),
    responses((status = 200, description = "The room.", body = Room)))]
#[get("/v1/rooms/{id}")]
async fn get_room(door: Door, id: Path<RoomId>) -> Answer {
    door.read(Act::ReadRoom, move |conn, asker| {
        let room = store::find(conn, &asker.reach, *id)?.or_not_found("room")?;
        Ok(Reply::ok(&room)?.version(room.version))
    })
    .await
}

/// Makes a room of a site known: sittings may name it from now on.
#[utoipa::path(tag = "rooms", request_body = RoomCreationIn,
    responses((status = 201, description = "The room.", body = Room)))]
#[post("/v1/rooms")]
async fn create_room(door: Door, body: Body<RoomCreationIn>) -> Answer {
    door.create(Act::ManageRoom, body, move |tx, asker, request| {
        let site = asker.reach.site_for_creation(request.site_id)?;
        let room = store::insert(tx, site, &request.facts())?;
        asker.record(tx, Event::RoomCreated, &room)?;
        Ok(Reply::created(format!("/v1/rooms/{}", room.id), &room)?.version(room.version))
    })
    .await
}

/// Renames a room, or changes its seats, by merge patch; the sittings held in it are renamed with it.
#[utoipa::path(tag = "rooms", params(("id" = RoomId, Path, description = "Room.")),
    request_body = RoomPatch,
    responses((status = 200, description = "The room changed.", body = Room)))]
#[patch("/v1/rooms/{id}")]
async fn change_room(door: Door, id: Path<RoomId>, body: Body<RoomPatch>) -> Answer {
    door.change(Act::ManageRoom, body, move |tx, asker, patch| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("room")?;
        asker.expects(current.version)?;
        let room = store::change(tx, current.id, &patch.applied_to(&current.facts)?)?;
        asker.record_fields(tx, Event::RoomChanged, &room, &patch.fields())?;
        Ok(Reply::ok(&room)?.version(room.version))
    })
    .await
}

/// Says that a room is no longer used: sittings no longer name it, those planned stay.
#[utoipa::path(tag = "rooms", params(("id" = RoomId, Path, description = "Room.")),
    request_body = RoomRetirementIn,
    responses((status = 200, description = "The room, no longer used.", body = Room)))]
#[post("/v1/rooms/{id}/retirement")]
async fn retire_room(door: Door, id: Path<RoomId>, body: Body<RoomRetirementIn>) -> Answer {
    door.create(Act::ManageRoom, body, move |tx, asker, _| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("room")?;
        if current.retired_on.is_some() {
            return Err(ROOM_IS_RETIRED.conflict(Sentence::new(ROOM_IS_RETIRED.fr, ROOM_IS_RETIRED.en)));
        }
        let room = store::retire(tx, current.id, asker.today)?;
        asker.record(tx, Event::RoomRetired, &room)?;
        Ok(Reply::ok(&room)?.version(room.version))
    })
    .await
}

/// Takes back that a room is no longer used, and says why; refused once another one bears its name.
#[utoipa::path(tag = "rooms", params(("id" = RoomId, Path, description = "Room.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/rooms/{id}/retirement/withdrawal")]
async fn withdraw_room_retirement(door: Door, id: Path<RoomId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ManageRoom, body, move |tx, asker, request| {
        let current = store::lock(tx, &asker.reach, *id)?.or_not_found("room")?;
        if current.retired_on.is_none() {
            return Err(nothing_to_take_back());
        }
        let scope = RowScope::of("rooms", "id", current.id.0);
        let about = About::record(WithdrawalKind::RoomRetirement, &current, &*request.reason);
        let withdrawal = withdrawals::take_back(tx, asker, about, &[scope], |tx| {
            store::use_again(tx, &current).map(drop)
        })?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
