//! Creating the records of an import: all of them, in few statements, each with its line in the journal.

use uuid::Uuid;

use super::planning::{Row, Wanted};
use crate::access::Act;
use crate::apprentices::store as apprentices;
use crate::contracts::drafting;
use crate::door::Asker;
use crate::employers::batch as employers;
use crate::ids::SiteId;
use crate::journal::{self, Change};
use crate::platform::db::Tx;
use crate::platform::error::Problem;

/// Lines of the journal written by one statement.
const AT_ONCE: usize = 500;

/// Creates what is wanted, and tells each row its record.
pub fn create(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    rows: &mut [Row],
    wanted: Wanted,
) -> Result<(), Problem> {
    let (places, ids, event): (Vec<usize>, Vec<Uuid>, _) = match wanted {
        Wanted::Employers(wanted) => {
            let (places, written) = wanted.into_iter().unzip();
            let ids = employers::insert_employers(tx, site, written)?;
            (places, ids.into_iter().map(Uuid::from).collect(), "employer.created")
        }
        Wanted::Tutors(wanted) => {
            let (places, written) = wanted.into_iter().unzip();
            let ids = employers::insert_tutors(tx, site, written)?;
            (places, ids.into_iter().map(Uuid::from).collect(), "tutor.created")
        }
        Wanted::Apprentices(wanted) => {
            let (places, written) = wanted.into_iter().unzip();
            let ids = apprentices::batch::insert_all(tx, site, written)?;
            (places, ids.into_iter().map(Uuid::from).collect(), "apprentice.created")
        }
        Wanted::Contracts(wanted) => {
            let mut ids = Vec::with_capacity(wanted.len());
            for (_, drafted) in &wanted {
                ids.push(drafting::write(tx, drafted)?.id.0);
            }
            (wanted.into_iter().map(|(place, _)| place).collect(), ids, "contract.created")
        }
    };
    for (place, id) in places.into_iter().zip(&ids) {
        if let Some(row) = rows.get_mut(place) {
            row.record_id = Some(*id);
        }
    }
    record(tx, asker, (Act::CommitImport, event), site, &ids)?;
    Ok(())
}

/// Writes what happened to many records, just made or gone.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    (act, event): (Act, &'static str),
    site_id: SiteId,
    ids: &[Uuid],
) -> diesel::QueryResult<()> {
    let author = asker.author();
    for chunk in ids.chunks(AT_ONCE) {
        let changes: Vec<Change<'_>> = chunk
            .iter()
            .map(|id| Change { act, event, site_id, subject_id: *id, version: 1, fields: &[] })
            .collect();
        journal::record_all(tx, &author, &changes)?;
    }
    Ok(())
}
