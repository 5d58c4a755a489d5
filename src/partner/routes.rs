//! Handlers of the feed, and their mounting.

use actix_web::get;
use utoipa_actix_web::service_config::ServiceConfig;

use super::store;
use super::wire::{ChangeOut, ChangesOut, ChangesParams, KINDS};
use crate::access::{Act, Caller, Role};
use crate::door::Door;
use crate::journal;
use crate::platform::page;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};

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
        journal::store::place_new(conn)?;
        if params.from.is_some() {
            let next_cursor = page::cursor_of(&store::last_place(conn)?);
            return Reply::ok(&ChangesOut { data: Vec::new(), next_cursor, has_more: false });
        }
        let after = after.unwrap_or_default();
        let kinds = visible_kinds(&asker.caller);
        let mut events = store::list_after(conn, &asker.reach, &kinds, after, params.limit + 1)?;
        let has_more = i64::try_from(events.len()).is_ok_and(|found| found > params.limit);
        events.truncate(usize::try_from(params.limit).unwrap_or_default());
        let last = events.last().and_then(|event| event.position).unwrap_or(after);
        let data = events.into_iter().map(ChangeOut::from).collect();
        Reply::ok(&ChangesOut { data, next_cursor: page::cursor_of(&last), has_more })
    })
    .await
}

/// A client is told only of the records its scopes let it read.
fn visible_kinds(caller: &Caller) -> Vec<&'static str> {
    KINDS
        .iter()
        .filter(|(_, scope, _)| {
            caller.role != Role::Client || caller.scopes.iter().any(|given| given == scope)
        })
        .map(|(kind, _, _)| *kind)
        .collect()
}
