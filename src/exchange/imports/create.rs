//! Creating the records of an import: all of them, in few statements, each with its line in the journal.

use uuid::Uuid;

use super::planning::{ImportedRow, Joining, NewRecords, Newcomer};
use crate::contracts::agreements::Contract;
use crate::ids::{ApprenticeId, EnrolmentId, SiteId};
use crate::people::apprentices::model::GuardianFacts;
use crate::people::apprentices::store as apprentices;
use crate::people::apprentices::store::batch::NewEnrolment;
use crate::people::employers::batch as employers;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::{self, Change, Event};

/// Lines of the journal written by one statement.
const AT_ONCE: usize = 500;

/// Creates what is wanted, and tells each row its record.
pub fn create(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    rows: &mut [ImportedRow],
    records: NewRecords,
) -> Result<(), Problem> {
    match records {
        NewRecords::Employers(records) => {
            let (places, written): (Vec<_>, Vec<_>) = records.into_iter().unzip();
            let ids = employers::insert_employers(tx, site, written)?;
            Ok(note_created(tx, asker, Event::EmployerCreated, site, rows, &places, &ids)?)
        }
        NewRecords::Tutors(records) => {
            let (places, written): (Vec<_>, Vec<_>) = records.into_iter().unzip();
            let ids = employers::insert_tutors(tx, site, written)?;
            Ok(note_created(tx, asker, Event::TutorCreated, site, rows, &places, &ids)?)
        }
        NewRecords::Apprentices(records) => admit(tx, asker, site, rows, records),
        NewRecords::Contracts(written) => {
            made_already(rows, written);
            Ok(())
        }
    }
}

/// Creates apprentices, with their guardians and their enrolments.
fn admit(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    rows: &mut [ImportedRow],
    arrivals: Vec<(usize, Newcomer)>,
) -> Result<(), Problem> {
    let (places, newcomers): (Vec<usize>, Vec<Newcomer>) = arrivals.into_iter().unzip();
    let represented: Vec<_> = newcomers.iter().map(|one| one.guardian.clone()).collect();
    let (written, joins): (Vec<_>, Vec<_>) =
        newcomers.into_iter().map(|one| (one.written, one.joins)).unzip();
    let ids = apprentices::batch::insert_all(tx, site, written)?;
    apprentices::disabilities::write_unrecognised(tx, &asker.vault, site, &ids)?;
    let named = places.iter().zip(&ids).zip(represented);
    let guardians = named.filter_map(|((place, id), one)| Some((*place, *id, one?))).collect();
    let enrolments = joining(site, places.iter().copied(), &ids, joins);
    note_created(tx, asker, Event::ApprenticeCreated, site, rows, &places, &ids)?;
    represent(tx, asker, site, rows, guardians)?;
    enrol(tx, asker, site, rows, &enrolments)?;
    Ok(())
}

/// Tells rows the records just made, and the journal that they were.
fn note_created<Id: Copy + Into<Uuid>>(
    tx: &mut Tx,
    asker: &Asker,
    event: Event,
    site: SiteId,
    rows: &mut [ImportedRow],
    places: &[usize],
    ids: &[Id],
) -> diesel::QueryResult<()> {
    let ids: Vec<Uuid> = ids.iter().map(|id| (*id).into()).collect();
    for (place, id) in places.iter().zip(&ids) {
        if let Some(row) = rows.get_mut(*place) {
            row.record_id = Some(*id);
        }
    }
    record(tx, asker, (Act::CommitImport, event), site, &ids)
}

/// Tells rows their contracts, written and told in the journal already.
fn made_already(rows: &mut [ImportedRow], written: Vec<(usize, Contract)>) {
    for (place, contract) in written {
        if let Some(row) = rows.get_mut(place) {
            (row.record_id, row.version) = (Some(contract.id.0), Some(contract.version));
        }
    }
}

/// The enrolments of apprentices just made, each with the place of its row.
fn joining(
    site_id: SiteId,
    places: impl Iterator<Item = usize>,
    ids: &[ApprenticeId],
    joins: Vec<Vec<Joining>>,
) -> Vec<(usize, NewEnrolment)> {
    let each = places.zip(ids).zip(joins);
    let rows = each.flat_map(|((place, apprentice_id), joins)| {
        joins.into_iter().map(move |one| {
            let enrolment = NewEnrolment {
                id: EnrolmentId::new(),
                site_id,
                apprentice_id: *apprentice_id,
                cohort_id: one.cohort_id,
                facts: one.facts,
            };
            (place, enrolment)
        })
    });
    rows.collect()
}

fn represent(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    rows: &mut [ImportedRow],
    guardians: Vec<(usize, ApprenticeId, GuardianFacts)>,
) -> diesel::QueryResult<()> {
    let (places, written): (Vec<_>, Vec<_>) =
        guardians.into_iter().map(|(place, apprentice, guardian)| (place, (apprentice, guardian))).unzip();
    let ids: Vec<Uuid> =
        apprentices::batch::insert_guardians(tx, site, written)?.into_iter().map(|id| id.0).collect();
    for (place, id) in places.into_iter().zip(&ids) {
        if let Some(row) = rows.get_mut(place) {
            row.made.push(*id);
        }
    }
    record(tx, asker, (Act::CommitImport, Event::GuardianCreated), site, &ids)
}

fn enrol(
    tx: &mut Tx,
    asker: &Asker,
    site: SiteId,
    rows: &mut [ImportedRow],
    enrolments: &[(usize, NewEnrolment)],
) -> diesel::QueryResult<()> {
    let written: Vec<NewEnrolment> = enrolments.iter().map(|(_, one)| *one).collect();
    apprentices::batch::enrol_all(tx, &written)?;
    for (place, one) in enrolments {
        if let Some(row) = rows.get_mut(*place) {
            row.made.push(one.id.0);
        }
    }
    let ids: Vec<Uuid> = written.iter().map(|one| one.id.0).collect();
    record(tx, asker, (Act::CommitImport, Event::EnrolmentCreated), site, &ids)
}

/// Writes what happened to many records, just made or gone.
pub fn record(
    tx: &mut Tx,
    asker: &Asker,
    (act, event): (Act, Event),
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
