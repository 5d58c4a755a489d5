//! Showing what is known of the disability of an apprentice: to few, and never without a line in the journal.

use super::model::{Apprentice, ApprenticeFacts, Disability};
use super::store::disabilities;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::{self, Event, Reading};

/// What is known of an apprentice, for whoever may know; the others cost no look-up and leave no line.
pub fn shown(conn: &mut Tx, asker: &Asker, apprentice: &Apprentice) -> Result<Option<Disability>, Problem> {
    if !asker.caller.sees_disability() {
        return Ok(None);
    }
    let known = disabilities::known(conn, &asker.vault, apprentice)?;
    let (site_id, subject_id) = (apprentice.site_id, apprentice.id.0);
    let reading = Reading { event: Event::ApprenticeDisabilityRead, site_id, subject_id };
    journal::record_reading(conn, &asker.author(), &reading)?;
    Ok(Some(known))
}

/// What a patch that names some of it makes of what is known.
pub fn patched(
    conn: &mut Tx,
    asker: &Asker,
    apprentice: &Apprentice,
    facts: &ApprenticeFacts,
    fields: &[String],
) -> Result<Option<Disability>, Problem> {
    let named = |field: &str| fields.iter().any(|one| one == field);
    if !Disability::FIELDS.into_iter().any(named) {
        return Ok(None);
    }
    let (known, said) = (disabilities::known(conn, &asker.vault, apprentice)?, facts.disability());
    let of = |field: &str, said: bool, known: bool| if named(field) { said } else { known };
    let [worker, youth, boe] = Disability::FIELDS;
    Ok(Some(Disability {
        disabled_worker: of(worker, said.disabled_worker, known.disabled_worker),
        youth_equivalence: of(youth, said.youth_equivalence, known.youth_equivalence),
        boe_extension: of(boe, said.boe_extension, known.boe_extension),
    }))
}
