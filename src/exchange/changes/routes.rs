//! Handlers of the feed, and their mounting.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{ChangeEvent, KINDS};
use super::store;
use super::wire::{ChangeOut, ChangesOut, ChangesParams};
use crate::platform::page;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::{Act, Caller, Role};
use crate::trust::door::Door;
use crate::trust::journal;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_changes);
}

/// Reads what changed since a cursor: thin events in commit order, none lost, none seen out of order.
#[utoipa::path(tag = "partner", params(ChangesParams),
    responses((status = 200, description = "The changes since the cursor.", body = ChangesOut)))]
#[get("/v1/changes")]
async fn list_changes(door: Door, params: Params<ChangesParams>) -> Answer {
    let params = params.0;
    let after: Option<i64> = page::after(params.cursor.as_deref())?;
    door.read(Act::ReadChanges, move |conn, asker| {
        let placed = journal::store::place_new(conn)?;
        if params.from.is_some() {
            let next_cursor = page::cursor_of(&placed.last);
            return Reply::ok(&ChangesOut { data: Vec::new(), next_cursor, has_more: placed.more });
        }
        let after = after.unwrap_or_default();
        let kinds = visible_kinds(&asker.caller);
        let between = (after, placed.last);
        let mut events = store::list_between(conn, &asker.reach, &kinds, between, params.limit + 1)?;
        let full = i64::try_from(events.len()).is_ok_and(|found| found > params.limit);
        events.truncate(usize::try_from(params.limit).unwrap_or_default());
        let next_cursor = page::cursor_of(&stand(&events, full, between));
        let data = events.into_iter().map(ChangeOut::from).collect();
        Reply::ok(&ChangesOut { data, next_cursor, has_more: full || placed.more })
    })
    .await
}

/// Where the next reading starts: past everything when nothing is left, even what this reader may not see.
fn stand(events: &[ChangeEvent], full: bool, (after, up_to): (i64, i64)) -> i64 {
    let last_told = events.last().and_then(|event| event.position);
    if full { last_told.unwrap_or(after) } else { up_to.max(after) }
}

/// A client is told only of the records its scopes let it read.
fn visible_kinds(caller: &Caller) -> Vec<&'static str> {
    KINDS
        .iter()
        .filter(|(_, (scope, _))| {
            caller.role != Role::Client || caller.scopes.iter().any(|given| given == scope)
        })
        .map(|(kind, _)| *kind)
        .collect()
}
