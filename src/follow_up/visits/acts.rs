//! What is done to a visit, by whatever door one came: held, corrected, acknowledged, noted.

use chrono::NaiveDate;

use super::model::{Acknowledger, Commitment, ContractDays, NoteFacts, NoteVisibility};
use super::rules::{CheckedReport, Meeting, check_contents, check_report, transition};
use super::store::VisitFilter;
use super::wire::{AcknowledgementIn, CommitmentCompletionIn, CorrectionIn, ReportIn, VisitOut};
use super::{Visit, rules, store};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{VisitCommitmentId, VisitId};
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::page::{Day, Page, Rows};
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::{self, Change, Event};

/// A visit as whoever asks reads it, with the people it is about.
pub fn present(conn: &mut Tx, asker: &Asker, visit: Visit) -> Result<Peopled<VisitOut>, Problem> {
    let reader = &asker.caller;
    let contents = store::contents_of(conn, std::slice::from_ref(&visit), reader)?.remove(&visit.id);
    let (contents, role) = (contents.unwrap_or_default(), reader.role);
    Ok(with_people(conn, asker, VisitOut::on(asker.today, visit, contents, role))?)
}

/// One page of the visits whoever asks reaches, as they read them, each with the people it is about.
pub fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &VisitFilter,
    page: &Rows<Day>,
) -> Result<Page<Peopled<VisitOut>>, Problem> {
    let rows = store::list(conn, &asker.reach, filter, asker.today, page)?;
    let found = Page::of(rows, page.limit, |row| Day { on: row.planned_on, id: row.id.0 })
        .counted(page, || store::count(conn, &asker.reach, filter, asker.today))?;
    let mut contents = store::contents_of(conn, &found.data, &asker.caller)?;
    let found = found.map(|row| {
        let contents = contents.remove(&row.id).unwrap_or_default();
        VisitOut::on(asker.today, row, contents, asker.caller.role)
    });
    Ok(peopled(conn, asker, found)?)
}

/// Makes a planned visit a visit held, with its report; whoever writes it acknowledges it.
pub fn hold(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: VisitId,
    request: ReportIn,
) -> Result<Visit, Problem> {
    let (state, days) = store::find_with_contract(tx, &asker.reach, id)?.or_not_found("visit")?;
    transition(state, rules::VisitAct::Hold).map_err(Finding::into_conflict)?;
    judge(tx, asker, catalogue, (id, days), &request)?;
    let report = request.written();
    let Some(visit) = store::hold(tx, id, &report)? else { return Err(settled_meanwhile(tx, asker, id)) };
    write(tx, asker, &visit, 1, None, request)?;
    asker.record_fields(tx, Event::VisitHeld, &visit, &["held_on", "report"])?;
    Ok(visit)
}

/// Writes a new version of a report, which says why and is to be acknowledged again: by the side that wrote it first.
pub fn correct(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    id: VisitId,
    request: CorrectionIn,
) -> Result<Visit, Problem> {
    let current = lock_held(tx, asker, id)?;
    asker.caller.may_correct(store::first_author(tx, &asker.caller, id)?.role)?;
    let (_, days) = store::find_with_contract(tx, &asker.reach, id)?.or_not_found("visit")?;
    let CorrectionIn { reason, report: request, kept_commitments } = request;
    judge(tx, asker, catalogue, (id, days), &request).map_err(|problem| problem.under("/report"))?;
    let number = current.report_number.unwrap_or_default() + 1;
    let visit = store::correct(tx, id, number, &request.written())?;
    write(tx, asker, &visit, number, Some(&reason), request)?;
    if let Some(mut remaining) = kept_commitments {
        remaining.extend(store::written_in(tx, id, number)?);
        store::withdraw_commitments(tx, id, number, &remaining)?;
    }
    asker.record_fields(tx, Event::VisitCorrected, &visit, &["report"])?;
    Ok(visit)
}

/// Acknowledges the version of the report that was read; the second time changes nothing.
pub fn acknowledge(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitId,
    request: AcknowledgementIn,
) -> Result<Visit, Problem> {
    let visit = lock_held(tx, asker, id)?;
    if let Some(stale) = rules::check_read(request.report_version, visit.report_number.unwrap_or_default()) {
        return Err(stale.into_conflict());
    }
    if !store::acknowledge(tx, &visit, Acknowledger::of(asker.caller.role), asker.signed())? {
        return Ok(visit);
    }
    let visit = store::touch(tx, &visit)?;
    asker.record(tx, Event::VisitAcknowledged, &visit)?;
    Ok(visit)
}

/// Adds a note to a visit held. No partner is told and the version stays: who may not read it learns nothing.
pub fn add_note(tx: &mut Tx, asker: &Asker, id: VisitId, request: &NoteFacts) -> Result<Visit, Problem> {
    let visit = lock_held(tx, asker, id)?;
    refuse_errors(
        rules::check_note("/visibility", request.visibility, readable(asker)).into_iter().collect(),
    )?;
    write_note(tx, asker, &visit, request)?;
    Ok(visit)
}

/// Says that what was agreed at a visit is done.
pub fn complete(
    tx: &mut Tx,
    asker: &Asker,
    id: VisitCommitmentId,
    request: CommitmentCompletionIn,
) -> Result<Commitment, Problem> {
    let found = store::lock_commitment(tx, &asker.reach, id)?;
    let (current, visit) = found.or_not_found("visit_commitment")?;
    let done_on = request.done_on.unwrap_or(asker.today);
    let judged = rules::check_done(&current, visit.held_on, done_on, asker.today);
    refuse_errors(judged.map_err(Finding::into_conflict)?.into_iter().collect())?;
    let done = store::settle(tx, current.id, Some(done_on))?;
    let visit = store::touch(tx, &visit)?;
    asker.record_fields(tx, Event::VisitCommitmentDone, &visit, &["commitments"])?;
    Ok(done)
}

/// A visit that took place, locked until the end of the transaction.
pub(super) fn lock_held(tx: &mut Tx, asker: &Asker, id: VisitId) -> Result<Visit, Problem> {
    let visit = store::lock(tx, &asker.reach, id)?.or_not_found("visit")?;
    match rules::check_held(visit.state) {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(visit),
    }
}

/// The notes whoever asks may read.
pub(super) fn readable(asker: &Asker) -> &'static [NoteVisibility] {
    NoteVisibility::seen_by(asker.caller.role)
}

fn judge(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (id, days): (VisitId, ContractDays),
    request: &ReportIn,
) -> Result<(), Problem> {
    let meeting = Meeting {
        held_on: request.held_on,
        persons_present: request.present.len(),
        contract_starts_on: days.starts_on,
        contract_ends_on: days.effective_ends_on(),
    };
    let due_on: Vec<NaiveDate> = request.commitments.iter().map(|one| one.due_on).collect();
    let report = CheckedReport {
        held_on: request.held_on,
        mode: request.held_mode(),
        remote_reason: request.remote_reason,
        skills: &request.skills,
        due_on: &due_on,
    };
    let mut findings = check_report(&meeting, asker.today);
    findings.extend(check_contents(&report));
    let note = request.note.as_ref();
    findings.extend(
        note.and_then(|note| rules::check_note("/note/visibility", note.visibility, readable(asker))),
    );
    refuse_errors(findings)?;
    refuse_unknown_codes(tx, catalogue, id, request)
}

/// Missions and skills are those of the programme.
fn refuse_unknown_codes(
    tx: &mut Tx,
    catalogue: &Catalogue,
    id: VisitId,
    request: &ReportIn,
) -> Result<(), Problem> {
    if request.missions.is_empty() && request.skills.is_empty() {
        return Ok(());
    }
    let code = store::programme_code(tx, id)?.unwrap_or_default();
    let programme = catalogue.programme(&code);
    let is_mission = |code: &str| {
        let groups = programme.into_iter().flat_map(|programme| &programme.missions);
        groups.flat_map(|group| &group.missions).any(|mission| mission.code == code)
    };
    let is_skill = |code: &str| programme.is_some_and(|programme| programme.skill(code).is_some());
    let missions = request.missions.iter().enumerate().filter(|(_, code)| !is_mission(&code.0));
    let skills = request.skills.iter().enumerate().filter(|(_, skill)| !is_skill(&skill.code));
    let faults: Vec<Fault> = missions
        .map(|(rank, _)| unknown(format!("/missions/{rank}"), "mission.unknown"))
        .chain(skills.map(|(rank, _)| unknown(format!("/skills/{rank}/code"), "skill.unknown")))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

fn unknown(pointer: String, code: &'static str) -> Fault {
    let message = say!("Le programme n'a pas ce code.", "The programme has no such code.");
    Fault::new(pointer, code, message)
}

/// Writes a version of the report and what comes with it.
fn write(
    tx: &mut Tx,
    asker: &Asker,
    visit: &Visit,
    number: i16,
    why: Option<&str>,
    request: ReportIn,
) -> Result<(), Problem> {
    store::insert_report(tx, visit, number, why, asker.signed(), request.written())?;
    store::insert_commitments(tx, visit, number, request.commitments)?;
    if let Some(note) = &request.note {
        write_note(tx, asker, visit, note)?;
    }
    store::acknowledge(tx, visit, Acknowledger::of(asker.caller.role), asker.signed())?;
    Ok(())
}

fn write_note(tx: &mut Tx, asker: &Asker, visit: &Visit, note: &NoteFacts) -> Result<(), Problem> {
    let written = store::insert_note(tx, visit, note, asker.signed())?;
    let (act, site_id, subject_id) = (asker.act, visit.site_id, written.id.0);
    let event = Event::VisitNoteWritten;
    let change = Change { act, event, site_id, subject_id, version: 1, fields: &[] };
    Ok(journal::record(tx, &asker.author(), &change)?)
}

/// No lock is taken before the report is written: whoever comes second is told what the first one did.
fn settled_meanwhile(tx: &mut Tx, asker: &Asker, id: VisitId) -> Problem {
    match store::find_with_contract(tx, &asker.reach, id) {
        Ok(Some((state, _))) => match transition(state, rules::VisitAct::Hold) {
            Err(refusal) => refusal.into_conflict(),
            Ok(_) => Problem::busy("visit.contended"),
        },
        Ok(None) => Problem::not_found("visit"),
        Err(error) => error.into(),
    }
}
