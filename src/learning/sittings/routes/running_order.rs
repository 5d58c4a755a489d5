//! What a juror has in hand on the day: who comes, in which order, when.

use actix_web::get;
use actix_web::web::Path;

use crate::ids::SittingId;
use crate::learning::sittings::acts;
use crate::learning::sittings::model::SlotPresence;
use crate::learning::sittings::store;
use crate::learning::sittings::wire::{RunningOrderOut, SittingDetailOut};
use crate::platform::error::OrNotFound;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Gives the running order of a sitting, for its jurors and the staff: who comes, when, before whom.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    responses((status = 200, description = "The running order.", body = RunningOrderOut)))]
#[get("/v1/sittings/{id}/running-order")]
pub(super) async fn read_running_order(door: Door, id: Path<SittingId>) -> Answer {
    door.read(Act::ReadRunningOrder, move |conn, asker| {
        let sitting = store::find_sitting(conn, &asker.reach, *id)?.or_not_found("sitting")?;
        let SittingDetailOut { sitting, slots, .. } = acts::detailed(conn, asker, sitting)?;
        let (candidates, not_coming) =
            slots.into_iter().partition(|slot| slot.presence == SlotPresence::Expected);
        Reply::ok(&RunningOrderOut { sitting, candidates, not_coming })
    })
    .await
}
