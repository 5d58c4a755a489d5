//! Showing whether an apprentice is recognised as a disabled worker: to few, and never without a line in the journal.

use super::model::Apprentice;
use super::store::disabilities;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::{self, Event, Reading};

/// Whether an apprentice is recognised, for whoever may know; the others cost no look-up and leave no line.
pub fn shown(conn: &mut Tx, asker: &Asker, apprentice: &Apprentice) -> Result<Option<bool>, Problem> {
    if !asker.caller.sees_disability() {
        return Ok(None);
    }
    let recognised = disabilities::recognised(conn, &asker.vault, apprentice)?;
    let (site_id, subject_id) = (apprentice.site_id, apprentice.id.0);
    let reading = Reading { event: Event::ApprenticeDisabilityRead, site_id, subject_id };
    journal::record_reading(conn, &asker.author(), &reading)?;
    Ok(Some(recognised))
}
