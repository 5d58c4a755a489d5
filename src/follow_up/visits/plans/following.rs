//! What becomes of the visits still planned when their contract changes: nothing held is lost, nothing planned is stale.

use super::planning::plan_visits;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::{Contract, case};
use crate::contracts::tutorships::{Tutorship, rules::tutor_on};
use crate::follow_up::visits;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Gives the visits still planned to whoever is tutor then, and plans those that a longer contract deserves.
pub fn follow(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    tutors: &[Tutorship],
) -> Result<(), Problem> {
    for visit in visits::store::lock_planned(tx, contract.id)? {
        // a visit already late is received by whoever is tutor today
        let day = visit.planned_on.max(asker.today);
        let Some(tutor) = tutor_on(tutors, day).filter(|tutor| *tutor != visit.tutor_id) else { continue };
        let given = visits::store::give(tx, visit.id, tutor)?;
        asker.record_fields(tx, Event::VisitGiven, &given, &["tutor_id"])?;
    }
    let training = case::training_of(tx, &asker.reach, contract)?;
    plan_visits(tx, asker, catalogue, &training, contract)
}
