//! Handlers of apprentices, guardians and enrolments, and their mounting.

mod apprentices;
mod counts;
mod enrolments;
mod guardians;
mod merging;
mod withdrawing;

use chrono::NaiveDate;

use super::model::Apprentice;
use super::store;
use crate::ids::ApprenticeId;
use crate::people::apprentices::cards::settling::settle;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::say;
use crate::trust::door::Asker;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    apprentices::mount(routes);
    guardians::mount(routes);
    enrolments::mount(routes);
    withdrawing::mount(routes);
    merging::mount(routes);
    counts::mount(routes);
}

/// Settles the statuses and phases that a list is narrowed by, which are kept as of today; `by` is the day they are wanted
/// of, when the list is narrowed by them.
fn told_of_today(conn: &mut Tx, asker: &Asker, by: Option<NaiveDate>) -> Result<(), Problem> {
    match by {
        None => Ok(()),
        // the contract that counts may be one with another company
        Some(_) if asker.caller.tutor_id.is_some() => Err(Problem::forbidden()),
        Some(day) if day == asker.today => settle(conn, asker.today, &asker.law),
        Some(_) => Err(told_of_another_day()),
    }
}

fn told_of_another_day() -> Problem {
    let message = say!(
        "Les filtres status et phase valent pour aujourd'hui : retirez as_of, ou ces filtres.",
        "The filters status and phase are told of today: leave out as_of, or these filters."
    );
    Problem::unreadable_at(
        "query.invalid",
        say!("Paramètres à corriger.", "Parameters to correct."),
        vec![Fault::new("as_of", "as_of_today_only", message)],
    )
}

/// The apprentice named in the address, locked until the end of the transaction.
fn locked(tx: &mut Tx, asker: &Asker, id: ApprenticeId) -> Result<Apprentice, Problem> {
    store::lock(tx, &asker.reach, id)?.or_not_found("apprentice")
}
