//! Handlers of apprentices, guardians and enrolments, and their mounting.

mod apprentices;
mod enrolments;
mod guardians;
mod merging;
mod withdrawing;

use utoipa_actix_web::service_config::ServiceConfig;

use super::model::Apprentice;
use super::store;
use crate::ids::ApprenticeId;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::door::Asker;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    apprentices::mount(routes);
    guardians::mount(routes);
    enrolments::mount(routes);
    withdrawing::mount(routes);
    merging::mount(routes);
}

/// The apprentice named in the address, locked until the end of the transaction.
fn locked(tx: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<Apprentice, Problem> {
    store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")
}
