//! What partners' software reads: the feed of changes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::get;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::SiteId;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::{page, types};
use crate::schema::events;
use crate::text_enum;
use crate::trust::access::{Act, Bounds, Caller, Reach, Role};
use crate::trust::door::Door;
use crate::trust::journal::{self, Audience, Event};

/// A thin event: what changed, never its content.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(diesel::pg::Pg))]
pub struct ChangeEvent {
    /// Place in the feed.
    pub position: Option<i64>,
    /// Instant of the change.
    pub at: DateTime<Utc>,
    pub site_id: SiteId,
    /// What happened.
    pub kind: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    /// Its version after the change.
    pub subject_version: i64,
}

/// Each kind of record that clients are told of: the scope that lets them read it, and where it is read.
pub static KINDS: LazyLock<BTreeMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let each = Event::ALL.iter().filter_map(|event| match event.audience() {
        Audience::Clients { scope, href } => Some((event.subject_kind(), (scope, href))),
        Audience::Nobody | Audience::Journal => None,
    });
    each.collect()
});

/// The path where the records of a kind are read, with `{id}`.
pub fn home_of(kind: &str) -> &'static str {
    KINDS.get(kind).map_or("", |(_, href)| href)
}

/// The events after a place and up to another, about records of these kinds.
pub fn list_between(
    conn: &mut Tx,
    reach: &Reach,
    kinds: &[&str],
    after: i64,
    up_to: i64,
    limit: i64,
) -> QueryResult<Vec<ChangeEvent>> {
    let rows = events::table
        .filter(events::position.gt(after))
        .filter(events::position.le(up_to))
        .filter(events::subject_kind.eq(any_of(kinds.to_vec())))
        .select(ChangeEvent::as_select())
        .order(events::position);
    match reach.bounds() {
        Bounds::Everything => rows.first_rows(limit).load(conn),
        Bounds::Sites(sites) => {
            rows.filter(events::site_id.eq(any_of(sites.clone()))).first_rows(limit).load(conn)
        }
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => Ok(Vec::new()),
    }
}

text_enum!(
    /// Where a reading of the feed begins, but for a cursor.
    FeedStart {
        /// At the present end.
        End = "end" => "Fin actuelle" / "Present end",
    }
);

/// Where to read from.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesParams {
    /// `next_cursor` of the previous reading; from the beginning when absent.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
    /// `end` gives only the cursor of the present end: take it, read the lists once, then follow the feed.
    #[param(inline)]
    pub from: Option<FeedStart>,
    /// Events wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
}

/// A part of the feed, in commit order.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangesOut {
    /// What changed; one record may come several times.
    #[schema(max_items = 200)]
    pub data: Vec<ChangeOut>,
    /// To be sent as `cursor` next time, now or tomorrow.
    #[schema(max_length = 500)]
    pub next_cursor: String,
    /// Whether more is waiting.
    pub has_more: bool,
}

/// One change: read the record to know its content.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangeOut {
    /// Number of the change in the feed, always growing.
    #[schema(minimum = 1)]
    pub position: i64,
    /// What happened.
    #[schema(max_length = 100, example = "contract.signed")]
    pub kind: String,
    /// Instant of the change.
    #[serde(serialize_with = "types::instant")]
    pub at: DateTime<Utc>,
    /// Site of the record.
    pub site_id: SiteId,
    /// Kind of record.
    #[schema(max_length = 50, example = "contract")]
    pub subject_kind: String,
    /// The record.
    pub subject_id: Uuid,
    /// Its version after the change.
    #[schema(minimum = 1)]
    pub subject_version: i64,
    /// Where the record is read.
    #[schema(max_length = 200)]
    pub href: String,
}

impl From<ChangeEvent> for ChangeOut {
    fn from(event: ChangeEvent) -> Self {
        let id = event.subject_id.hyphenated().to_string();
        Self {
            position: event.position.unwrap_or_default(),
            kind: event.kind,
            at: event.at,
            site_id: event.site_id,
            href: home_of(&event.subject_kind).replace("{id}", &id),
            subject_kind: event.subject_kind,
            subject_id: event.subject_id,
            subject_version: event.subject_version,
        }
    }
}

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_changes);
}

/// Reads what changed since a cursor: thin events in commit order, none lost, none seen out of order.
#[utoipa::path(tag = "changes", params(ChangesParams),
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
        let mut events = list_between(conn, &asker.reach, &kinds, after, placed.last, params.limit + 1)?;
        let full = i64::try_from(events.len()).is_ok_and(|found| found > params.limit);
        events.truncate(usize::try_from(params.limit).unwrap_or_default());
        let next_cursor = page::cursor_of(&stand(&events, full, after, placed.last));
        let data = events.into_iter().map(ChangeOut::from).collect();
        Reply::ok(&ChangesOut { data, next_cursor, has_more: full || placed.more })
    })
    .await
}

/// Where the next reading starts: past everything when nothing is left, even what this reader may not see.
fn stand(events: &[ChangeEvent], full: bool, after: i64, up_to: i64) -> i64 {
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
