//! Every query on rooms.

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::Error as DieselError;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Room;
use super::model::RoomFacts;
use super::rules::{NEW_NAME_IS_FREE, ONE_ROOM_A_NAME};
use crate::at_sites;
use crate::ids::{RoomId, SiteId};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Name, Rows};
use crate::platform::text::Sentence;
use crate::say;
use crate::schema::rooms;
use crate::trust::access::{Bounds, Reach};

/// What narrows a list of rooms.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RoomFilter {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Those no longer used too.
    #[serde(default)]
    pub retired: bool,
}

/// Most rooms in use at a site.
const MOST_ROOMS: i64 = 1000;

/// The rooms within reach: those of their sites, for the staff.
fn reachable<'a>(reach: &Reach) -> rooms::BoxedQuery<'a, Pg> {
    let rows = rooms::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, rooms::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => rows.filter(rooms::id.is_null()),
    }
}

/// One room.
pub fn find(conn: &mut Tx, reach: &Reach, id: RoomId) -> QueryResult<Option<Room>> {
    reachable(reach).filter(rooms::id.eq(id)).select(Room::as_select()).first(conn).optional()
}

/// One room, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: RoomId) -> QueryResult<Option<Room>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    rooms::table.find(id).for_no_key_update().select(Room::as_select()).first(tx).optional()
}

/// One more row than the limit, by name.
pub fn list(conn: &mut Tx, reach: &Reach, filter: &RoomFilter, page: &Rows<Name>) -> QueryResult<Vec<Room>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = &page.after {
        let tie = rooms::name.gt(after.name.clone()).or(rooms::id.gt(after.id));
        rows = rows.filter(rooms::name.ge(after.name.clone())).filter(tie);
    }
    rows.select(Room::as_select()).order((rooms::name, rooms::id)).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &RoomFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &RoomFilter) -> rooms::BoxedQuery<'a, Pg> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(rooms::site_id.eq(site));
    }
    if filter.retired { rows } else { rows.filter(rooms::retired_on.is_null()) }
}

/// The rooms in use at a site within reach, by name.
pub fn in_use(conn: &mut Tx, reach: &Reach, site: SiteId) -> QueryResult<Vec<Room>> {
    reachable(reach)
        .filter(rooms::site_id.eq(site))
        .filter(rooms::retired_on.is_null())
        .select(Room::as_select())
        .order((rooms::name, rooms::id))
        .first_rows(MOST_ROOMS)
        .load(conn)
}

/// Writes a new room.
pub fn insert(tx: &mut Tx, site: SiteId, facts: &RoomFacts) -> Result<Room, Problem> {
    diesel::insert_into(rooms::table)
        .values((rooms::id.eq(RoomId::new()), rooms::site_id.eq(site), facts.clone()))
        .returning(Room::as_returning())
        .get_result(tx)
        .refuse_on("rooms_one_name", || name_taken(&facts.name))
}

/// Writes what is said of a room; the sittings held in it are renamed with it.
pub fn change(tx: &mut Tx, id: RoomId, facts: &RoomFacts) -> Result<Room, Problem> {
    let changed: QueryResult<Room> =
        diesel::update(rooms::table.find(id)).set(facts).returning(Room::as_returning()).get_result(tx);
    match changed {
        Err(DieselError::DatabaseError(_, info))
            if info.constraint_name() == Some("sittings_one_in_a_room") =>
        {
            Err(NEW_NAME_IS_FREE.conflict(Sentence::new(NEW_NAME_IS_FREE.fr, NEW_NAME_IS_FREE.en)))
        }
        other => other.refuse_on("rooms_one_name", || name_taken(&facts.name)),
    }
}

/// Writes from which day a room is no longer used.
pub fn retire(tx: &mut Tx, id: RoomId, on: NaiveDate) -> QueryResult<Room> {
    diesel::update(rooms::table.find(id))
        .set(rooms::retired_on.eq(Some(on)))
        .returning(Room::as_returning())
        .get_result(tx)
}

/// Writes that a room is used again.
pub fn use_again(tx: &mut Tx, room: &Room) -> Result<Room, Problem> {
    diesel::update(rooms::table.find(room.id))
        .set(rooms::retired_on.eq(None::<NaiveDate>))
        .returning(Room::as_returning())
        .get_result(tx)
        .refuse_on("rooms_one_name", || name_taken(&room.facts.name))
}

fn name_taken(name: &str) -> Problem {
    ONE_ROOM_A_NAME.conflict(say!(
        "Une salle en service s'appelle déjà « {name} ».",
        "A room in use is already called \"{name}\"."
    ))
}
