//! Handlers, and their mounting.

use actix_web::web::Path;
use actix_web::{get, post};

use super::acts;
use super::store::{self, WithdrawalFilter};
use super::wire::{self, WithdrawalOut};
use crate::ids::WithdrawalId;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_withdrawals).service(get_withdrawal).service(restore_withdrawal);
}

/// Lists what was taken back, the latest first: what it was, why, by whom, and whether it came back.
#[utoipa::path(tag = "withdrawals", params(Paged<WithdrawalFilter>),
    responses((status = 200, description = "One page of withdrawals.", body = Page<WithdrawalOut>)))]
#[get("/v1/withdrawals")]
async fn list_withdrawals(door: Door, params: Params<Paged<WithdrawalFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadWithdrawal, move |conn, asker| {
        let rows = store::list(conn, &asker.caller, &asker.reach, &filter, &page)?;
        let Page { data, next_cursor, total } = Page::of(rows, page.limit, |row| row.id)
            .counted(&page, || store::count(conn, &asker.caller, &asker.reach, &filter))?;
        Reply::page(&Page { data: wire::shown(conn, asker, data)?, next_cursor, total })
    })
    .await
}

/// Reads a withdrawal.
#[utoipa::path(tag = "withdrawals", params(("id" = WithdrawalId, Path, description = "Withdrawal.")),
    responses((status = 200, description = "The withdrawal.", body = WithdrawalOut)))]
#[get("/v1/withdrawals/{id}")]
async fn get_withdrawal(door: Door, id: Path<WithdrawalId>) -> Answer {
    door.read(Act::ReadWithdrawal, move |conn, asker| {
        let found = store::find(conn, &asker.caller, &asker.reach, *id)?.or_not_found("withdrawal")?;
        let version = found.version;
        Ok(Reply::ok(&wire::shown_alone(conn, asker, found)?)?.version(version))
    })
    .await
}

/// Brings back what was taken back, as it was: refused when what it stands on is gone, or its place is taken.
#[utoipa::path(tag = "withdrawals", params(("id" = WithdrawalId, Path, description = "Withdrawal.")),
    responses((status = 200, description = "The withdrawal, undone.", body = WithdrawalOut),
        (status = 409, description = "What was taken back cannot come back now, and why.")))]
#[post("/v1/withdrawals/{id}/restoration")]
async fn restore_withdrawal(door: Door, id: Path<WithdrawalId>) -> Answer {
    door.write(Act::RestoreWithdrawal, move |tx, asker| {
        let restored = acts::restore(tx, asker, *id)?;
        let version = restored.version;
        Ok(Reply::ok(&wire::shown_alone(tx, asker, restored)?)?.version(version))
    })
    .await
}
