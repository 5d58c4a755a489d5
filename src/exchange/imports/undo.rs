//! Removing the records of an import, as long as nobody changed them and nothing hangs under them.

use std::collections::HashMap;

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

use super::create::record;
use super::model::Import;
use super::rules::{CHANGED_SINCE, IN_USE};
use super::store;
use crate::contracts::agreements::batch as contracts;
use crate::exchange::sheets::ListKind;
use crate::follow_up::visits::store as visits;
use crate::ids::{ApprenticeId, ContractId, EmployerId, EnrolmentId, GuardianId, TutorId};
use crate::people::apprentices::store::batch as apprentices;
use crate::people::employers::batch as employers;
use crate::platform::db::{Json, Tx};
use crate::platform::error::Problem;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// What hangs under a record, by table: in French and in English.
const DEPENDENTS: [(&str, &str, &str); 32] = [
    ("tutors", "des maîtres d'apprentissage", "tutors"),
    ("contracts", "des contrats", "contracts"),
    ("enrolments", "des inscriptions", "enrolments"),
    ("guardians", "des représentants légaux", "guardians"),
    ("accounts", "des comptes", "accounts"),
    ("visits", "des visites", "visits"),
    ("referents", "des référents", "referents"),
    ("phone_contacts", "des contacts téléphoniques", "phone contacts"),
    ("ruptures", "des ruptures", "ruptures"),
    ("rupture_cases", "des procédures de rupture", "rupture procedures"),
    ("rupture_steps", "des étapes de rupture", "steps of ruptures"),
    ("mock_exam_marks", "des notes", "marks"),
    ("council_appreciations", "des appréciations du conseil", "appreciations of the council"),
    ("mock_exam_readings", "des lectures d'épreuves", "readings of papers"),
    ("mock_exam_reconciliations", "des conciliations", "reconciliations"),
    ("mock_exam_invitations", "des invitations", "invitations"),
    ("milestones", "des faits enregistrés", "milestones"),
    ("contract_signatures", "des signatures", "signatures"),
    ("contract_filings", "des dépôts", "deposits"),
    ("contract_originals", "des avenants", "amendments"),
    ("amendments", "des avenants", "amendments"),
    ("absences", "des absences", "absences"),
    ("skill_positions", "des positionnements", "positions on skills"),
    ("skill_targets", "des objectifs", "targets on skills"),
    ("prior_learnings", "des acquis antérieurs", "prior learning"),
    ("exam_results", "des résultats d'examen", "exam results"),
    ("outcome_surveys", "des enquêtes auprès de sortants", "surveys of leavers"),
    ("company_missions", "des missions en entreprise", "missions in the company"),
    ("logbook_signatures", "des signatures du livret", "signatures of the logbook"),
    ("logbook_returns", "des renvois du livret", "returns of the logbook"),
    ("exam_accommodations", "des aménagements d'épreuve", "exam accommodations"),
    ("kept_units", "des unités conservées ou dispensées", "units kept or dispensed with"),
];

/// Removes what an import created.
pub fn remove(tx: &mut Tx, asker: &Asker, import: &Import) -> Result<(), Problem> {
    let created = store::created(tx, import)?;
    let ids: Vec<Uuid> = created.iter().map(|(_, id)| *id).collect();
    refuse_changed(tx, import)?;
    match import.kind {
        ListKind::Apprentices => unmake(tx, asker, import)?,
        ListKind::Contracts => unplan(tx, asker, import, &created)?,
        ListKind::Employers | ListKind::Tutors => {}
    }
    let removed = remove_all(tx, import.kind, &ids).map_err(|error| in_use(error, &created))?;
    let event = match import.kind {
        ListKind::Employers => Event::EmployerRemoved,
        ListKind::Tutors => Event::TutorRemoved,
        ListKind::Apprentices => Event::ApprenticeRemoved,
        ListKind::Contracts => Event::ContractDiscarded,
    };
    record(tx, asker, (Act::UndoImport, event), import.site_id, &removed)?;
    Ok(())
}

/// Removes the enrolments and the guardians that came with the apprentices of an import.
fn unmake(tx: &mut Tx, asker: &Asker, import: &Import) -> Result<(), Problem> {
    let left = store::left_behind(tx, import)?;
    let made: Vec<(i32, Uuid)> = left
        .into_iter()
        .flat_map(|(row, _, Json(left))| left.made.into_iter().map(move |id| (row, id)))
        .collect();
    let ids: Vec<EnrolmentId> = made.iter().map(|(_, id)| EnrolmentId(*id)).collect();
    if let Some(changed) = apprentices::changed_enrolment(tx, ids.clone())? {
        return Err(was_changed(row_of(&made, changed.0)));
    }
    let guardians: Vec<GuardianId> = made.iter().map(|(_, id)| GuardianId(*id)).collect();
    if let Some(changed) = apprentices::changed_guardian(tx, guardians.clone())? {
        return Err(was_changed(row_of(&made, changed.0)));
    }
    let removed = untyped(apprentices::remove_guardians(tx, guardians)?);
    record(tx, asker, (Act::UndoImport, Event::GuardianRemoved), import.site_id, &removed)?;
    let removed = apprentices::unenrol_all(tx, ids).map_err(|error| in_use(error, &made))?;
    record(tx, asker, (Act::UndoImport, Event::EnrolmentRemoved), import.site_id, &untyped(removed))?;
    Ok(())
}

fn changed_since(tx: &mut Tx, import: &Import, ids: &[Uuid]) -> diesel::QueryResult<Option<Uuid>> {
    Ok(match import.kind {
        ListKind::Employers => employers::changed_employer(tx, typed(ids, EmployerId))?.map(Uuid::from),
        ListKind::Tutors => employers::changed_tutor(tx, typed(ids, TutorId))?.map(Uuid::from),
        ListKind::Apprentices => apprentices::changed(tx, typed(ids, ApprenticeId))?.map(Uuid::from),
        ListKind::Contracts => {
            let theirs = contracts::apprentices_of(tx, typed(ids, ContractId))?;
            apprentices::lock_all(tx, theirs)?;
            changed_contract(tx, import, typed(ids, ContractId))?.map(Uuid::from)
        }
    })
}

/// Removes the visits planned with the contracts of an import.
fn unplan(tx: &mut Tx, asker: &Asker, import: &Import, created: &[(i32, Uuid)]) -> Result<(), Problem> {
    let ids = created.iter().map(|(_, id)| ContractId(*id)).collect();
    let removed = visits::remove_under(tx, ids).map_err(|error| in_use(error, created))?;
    record(tx, asker, (Act::UndoImport, Event::VisitRemoved), import.site_id, &untyped(removed))?;
    Ok(())
}

/// The first contract that is not as the import left it, its visits included.
fn changed_contract(
    tx: &mut Tx,
    import: &Import,
    ids: Vec<ContractId>,
) -> diesel::QueryResult<Option<ContractId>> {
    let left = store::left_behind(tx, import)?;
    let left: HashMap<Uuid, i64> = left
        .into_iter()
        .filter_map(|(_, record, Json(left))| Some((record?, left.version.unwrap_or(1))))
        .collect();
    let now = contracts::versions(tx, ids.clone())?;
    let changed = now.into_iter().find(|(id, version)| left.get(&id.0) != Some(version));
    match changed {
        Some((id, _)) => Ok(Some(id)),
        None => visits::changed_under(tx, ids),
    }
}

fn remove_all(tx: &mut Tx, kind: ListKind, ids: &[Uuid]) -> diesel::QueryResult<Vec<Uuid>> {
    Ok(match kind {
        ListKind::Employers => untyped(employers::remove_employers(tx, typed(ids, EmployerId))?),
        ListKind::Tutors => untyped(employers::remove_tutors(tx, typed(ids, TutorId))?),
        ListKind::Apprentices => untyped(apprentices::remove_all(tx, typed(ids, ApprenticeId))?),
        ListKind::Contracts => untyped(contracts::remove_all(tx, typed(ids, ContractId))?),
    })
}

fn typed<T>(ids: &[Uuid], of: fn(Uuid) -> T) -> Vec<T> {
    ids.iter().copied().map(of).collect()
}

fn untyped<T: Into<Uuid>>(ids: Vec<T>) -> Vec<Uuid> {
    ids.into_iter().map(Into::into).collect()
}

/// Refuses to undo an import one of whose records was changed since.
pub fn refuse_changed(conn: &mut Tx, import: &Import) -> Result<(), Problem> {
    let created = store::created(conn, import)?;
    let ids: Vec<Uuid> = created.iter().map(|(_, id)| *id).collect();
    match changed_since(conn, import, &ids)? {
        Some(changed) => Err(was_changed(row_of(&created, changed))),
        None => Ok(()),
    }
}

fn row_of(created: &[(i32, Uuid)], record_id: Uuid) -> i32 {
    created.iter().find(|(_, id)| *id == record_id).map_or(0, |(number, _)| *number)
}

fn was_changed(row: i32) -> Problem {
    CHANGED_SINCE.conflict(say!(
        "La fiche créée par la ligne {row} a été modifiée depuis : l'import ne s'annule plus.",
        "The record created by row {row} was changed since: the import can no longer be undone."
    ))
}

/// The base knows what hangs under a record, whatever rooms there are: its refusal is told in words.
fn in_use(error: DieselError, created: &[(i32, Uuid)]) -> Problem {
    let DieselError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, info) = &error else {
        return error.into();
    };
    let table = info.table_name().unwrap_or_default();
    let named = DEPENDENTS.iter().find(|(known, ..)| *known == table);
    let (fr, en) = named.map_or((table, table), |(_, fr, en)| (*fr, *en));
    let row = named_in(info.as_ref()).map_or(0, |id| row_of(created, id));
    IN_USE.conflict(say!(
        "La fiche créée par la ligne {row} sert déjà ({fr}) : l'import ne s'annule plus.",
        "The record created by row {row} is already used ({en}): the import can no longer be undone."
    ))
}

/// The record a refusal of the base is about: `Key (id, site_id)=(…, …) is still referenced`.
fn named_in(info: &dyn DatabaseErrorInformation) -> Option<Uuid> {
    let words = info.details()?.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
    words.filter(|word| word.len() == 36).find_map(|word| word.parse().ok())
}
