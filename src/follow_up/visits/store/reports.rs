//! Queries on what a visit that took place tells: report versions, commitments, acknowledgements, notes.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::{find, lock};
use crate::follow_up::visits::model::{
    Acknowledgement, Acknowledger, Commitment, CommitmentFacts, NoteFacts, NoteVisibility, Visit,
    VisitContents, VisitNote, VisitReport, VisitReportFacts,
};
use crate::follow_up::visits::rules::VisitState;
use crate::ids::{VisitCommitmentId, VisitId, VisitNoteId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{
    cohorts, contracts, enrolments, programmes, visit_acknowledgements, visit_commitments, visit_notes,
    visit_reports, visits,
};
use crate::trust::access::{Caller, Reach};
use crate::trust::journal::{AuthorKind, AuthorOut, Authors, Signed};

/// What visits tell a reader: nothing is asked for those that did not take place.
pub fn contents_of(
    conn: &mut Tx,
    visits: &[Visit],
    reader: &Caller,
) -> QueryResult<HashMap<VisitId, VisitContents>> {
    let reported = visits.iter().filter(|visit| visit.report_number.is_some());
    let ids: Vec<VisitId> = reported.map(|visit| visit.id).collect();
    let mut contents: HashMap<VisitId, VisitContents> = HashMap::new();
    if ids.is_empty() {
        return Ok(contents);
    }
    for report in reports_that_hold(conn, &ids)? {
        let (visit, report) = (report.visit_id, Some(report));
        contents.entry(visit).or_default().report = report;
    }
    for row in commitments_of(conn, &ids)? {
        contents.entry(row.visit_id).or_default().commitments.push(row);
    }
    for row in acknowledgements_of(conn, &ids)? {
        contents.entry(row.visit_id).or_default().acknowledgements.push(row);
    }
    for row in notes_of(conn, &ids, NoteVisibility::seen_by(reader.role))? {
        contents.entry(row.visit_id).or_default().notes.push(row);
    }
    let authors = Arc::new(Authors::find(conn, reader, contents.values().flat_map(authors_in))?);
    contents.values_mut().for_each(|one| one.authors = Arc::clone(&authors));
    Ok(contents)
}

/// Everybody who wrote or acknowledged something of a visit.
fn authors_in(contents: &VisitContents) -> impl Iterator<Item = (AuthorKind, Option<Uuid>)> {
    let reports = contents.report.iter().map(|row| (row.author_kind, row.author_id));
    let acknowledged = contents.acknowledgements.iter().map(|row| (row.author_kind, row.author_id));
    reports.chain(acknowledged).chain(contents.notes.iter().map(|row| (row.author_kind, row.author_id)))
}

fn reports_that_hold(conn: &mut Tx, ids: &[VisitId]) -> QueryResult<Vec<VisitReport>> {
    visit_reports::table
        .inner_join(visits::table.on(visits::id.eq(visit_reports::visit_id)))
        .filter(visit_reports::visit_id.eq(any_of(ids.to_vec())))
        .filter(visits::report_number.eq(visit_reports::number.nullable()))
        .select(VisitReport::as_select())
        .load(conn)
}

fn commitments_of(conn: &mut Tx, ids: &[VisitId]) -> QueryResult<Vec<Commitment>> {
    visit_commitments::table
        .filter(visit_commitments::visit_id.eq(any_of(ids.to_vec())))
        .order((visit_commitments::due_on, visit_commitments::id))
        .select(Commitment::as_select())
        .load(conn)
}

/// Who acknowledged the reports of visits already found within reach, whatever the version.
pub fn acknowledgements_of(conn: &mut Tx, ids: &[VisitId]) -> QueryResult<Vec<Acknowledgement>> {
    visit_acknowledgements::table
        .filter(visit_acknowledgements::visit_id.eq(any_of(ids.to_vec())))
        .order((visit_acknowledgements::acknowledged_at, visit_acknowledgements::party))
        .select(Acknowledgement::as_select())
        .load(conn)
}

fn notes_of(conn: &mut Tx, ids: &[VisitId], seen: &[NoteVisibility]) -> QueryResult<Vec<VisitNote>> {
    visit_notes::table
        .filter(visit_notes::visit_id.eq(any_of(ids.to_vec())))
        .filter(visit_notes::visibility.eq(any_of(seen.to_vec())))
        .order((visit_notes::written_at, visit_notes::id))
        .select(VisitNote::as_select())
        .load(conn)
}

/// Every version of the report of a visit already found within reach, the first one first.
pub fn versions_of(conn: &mut Tx, visit: VisitId) -> QueryResult<Vec<VisitReport>> {
    visit_reports::table
        .filter(visit_reports::visit_id.eq(visit))
        .order(visit_reports::number)
        .select(VisitReport::as_select())
        .load(conn)
}

/// Who wrote and who acknowledged these versions.
pub fn authors_of(
    conn: &mut Tx,
    reader: &Caller,
    versions: &[VisitReport],
    acknowledgements: &[Acknowledgement],
) -> QueryResult<Authors> {
    let wrote = versions.iter().map(|row| (row.author_kind, row.author_id));
    let acknowledged = acknowledgements.iter().map(|row| (row.author_kind, row.author_id));
    Authors::find(conn, reader, wrote.chain(acknowledged))
}

/// Who wrote the report of a visit in the first place, whoever corrected it since.
pub fn first_author(conn: &mut Tx, reader: &Caller, visit: VisitId) -> QueryResult<AuthorOut> {
    let first = visit_reports::table.filter(visit_reports::visit_id.eq(visit)).order(visit_reports::number);
    let number = first.select(visit_reports::number).first(conn)?;
    author_in(conn, reader, visit, number)
}

/// Who wrote a version of the report of a visit.
pub fn author_in(conn: &mut Tx, reader: &Caller, visit: VisitId, number: i16) -> QueryResult<AuthorOut> {
    let version = visit_reports::table.find((visit, number));
    let (kind, id) = version.select((visit_reports::author_kind, visit_reports::author_id)).first(conn)?;
    Ok(Authors::find(conn, reader, [(kind, id)])?.of(kind, id))
}

/// The code of the programme a visit belongs to.
pub fn programme_code(conn: &mut Tx, visit: VisitId) -> QueryResult<Option<String>> {
    visits::table
        .find(visit)
        .inner_join(contracts::table.on(contracts::id.eq(visits::contract_id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .select(programmes::code)
        .first(conn)
        .optional()
}

/// Makes a visit still planned a visit held; nothing when somebody settled it in between.
pub fn hold(tx: &mut Tx, id: VisitId, report: &VisitReportFacts) -> QueryResult<Option<Visit>> {
    diesel::update(visits::table.find(id).filter(visits::state.eq(VisitState::Planned)))
        .set((
            visits::state.eq(VisitState::Held),
            visits::held_on.eq(report.held_on),
            visits::held_mode.eq(report.mode),
            visits::remote_reason.eq(report.remote_reason),
            visits::report_number.eq(1_i16),
        ))
        .returning(Visit::as_returning())
        .get_result(tx)
        .optional()
}

/// Makes a new version of the report the one that holds.
pub fn correct(tx: &mut Tx, id: VisitId, number: i16, report: &VisitReportFacts) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id))
        .set((
            visits::held_on.eq(report.held_on),
            visits::held_mode.eq(report.mode),
            visits::remote_reason.eq(report.remote_reason),
            visits::report_number.eq(number),
        ))
        .returning(Visit::as_returning())
        .get_result(tx)
}

/// Raises the version of a visit when something it tells changed.
pub fn touch(tx: &mut Tx, visit: &Visit) -> QueryResult<Visit> {
    diesel::update(visits::table.find(visit.id))
        .set(visits::report_number.eq(visit.report_number))
        .returning(Visit::as_returning())
        .get_result(tx)
}

/// Writes a version of a report, with why the one before was corrected.
pub fn insert_report(
    tx: &mut Tx,
    visit: &Visit,
    number: i16,
    why: Option<&str>,
    written: Signed,
    report: VisitReportFacts,
) -> QueryResult<()> {
    diesel::insert_into(visit_reports::table)
        .values((
            visit_reports::visit_id.eq(visit.id),
            visit_reports::number.eq(number),
            visit_reports::site_id.eq(visit.site_id),
            visit_reports::correction_reason.eq(why),
            visit_reports::author_kind.eq(written.by.kind),
            visit_reports::author_id.eq(written.by.id),
            visit_reports::written_at.eq(written.at),
            report,
        ))
        .execute(tx)
        .map(drop)
}

/// Writes what was agreed in a version of a report.
pub fn insert_commitments(
    tx: &mut Tx,
    visit: &Visit,
    number: i16,
    commitments: Vec<CommitmentFacts>,
) -> QueryResult<()> {
    if commitments.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = commitments
        .into_iter()
        .map(|one| {
            (
                visit_commitments::id.eq(VisitCommitmentId::new()),
                visit_commitments::site_id.eq(visit.site_id),
                visit_commitments::visit_id.eq(visit.id),
                visit_commitments::reported_in.eq(number),
                one,
            )
        })
        .collect();
    diesel::insert_into(visit_commitments::table).values(rows).execute(tx).map(drop)
}

/// The commitments that a version of a report brought.
pub fn written_in(conn: &mut Tx, visit: VisitId, number: i16) -> QueryResult<Vec<VisitCommitmentId>> {
    visit_commitments::table
        .filter(visit_commitments::visit_id.eq(visit))
        .filter(visit_commitments::reported_in.eq(number))
        .select(visit_commitments::id)
        .load(conn)
}

/// Withdraws the commitments of a visit that a version no longer holds.
pub fn withdraw_commitments(
    tx: &mut Tx,
    visit: VisitId,
    number: i16,
    remaining: &[VisitCommitmentId],
) -> QueryResult<()> {
    let theirs = visit_commitments::table
        .filter(visit_commitments::visit_id.eq(visit))
        .filter(visit_commitments::withdrawn_in.is_null())
        .filter(visit_commitments::id.ne_all(remaining.to_vec()));
    diesel::update(theirs).set(visit_commitments::withdrawn_in.eq(number)).execute(tx).map(drop)
}

/// One commitment, with its visit, within reach as the visit is.
pub fn commitment(
    conn: &mut Tx,
    reach: &Reach,
    id: VisitCommitmentId,
) -> QueryResult<Option<(Commitment, Visit)>> {
    let found: Option<Commitment> =
        visit_commitments::table.find(id).select(Commitment::as_select()).first(conn).optional()?;
    let Some(found) = found else { return Ok(None) };
    let visit = find(conn, reach, found.visit_id)?;
    Ok(visit.map(|visit| (found, visit)))
}

/// One commitment, held with its visit until the end of the transaction.
pub fn lock_commitment(
    tx: &mut Tx,
    reach: &Reach,
    id: VisitCommitmentId,
) -> QueryResult<Option<(Commitment, Visit)>> {
    let Some((_, visit)) = commitment(tx, reach, id)? else { return Ok(None) };
    let Some(visit) = lock(tx, reach, visit.id)? else { return Ok(None) };
    let locked: Option<Commitment> = visit_commitments::table
        .find(id)
        .for_no_key_update()
        .select(Commitment::as_select())
        .first(tx)
        .optional()?;
    Ok(locked.map(|commitment| (commitment, visit)))
}

/// Writes the day a commitment was done, or that it is not.
pub fn settle(tx: &mut Tx, id: VisitCommitmentId, done_on: Option<NaiveDate>) -> QueryResult<Commitment> {
    diesel::update(visit_commitments::table.find(id))
        .set(visit_commitments::done_on.eq(done_on))
        .returning(Commitment::as_returning())
        .get_result(tx)
}

/// Writes that a party acknowledged the version that holds; says whether it had not yet.
pub fn acknowledge(
    tx: &mut Tx,
    visit: &Visit,
    party: Acknowledger,
    acknowledged: Signed,
) -> QueryResult<bool> {
    let Some(number) = visit.report_number else { return Ok(false) };
    let written = diesel::insert_into(visit_acknowledgements::table)
        .values((
            visit_acknowledgements::visit_id.eq(visit.id),
            visit_acknowledgements::number.eq(number),
            visit_acknowledgements::party.eq(party),
            visit_acknowledgements::site_id.eq(visit.site_id),
            visit_acknowledgements::author_kind.eq(acknowledged.by.kind),
            visit_acknowledgements::author_id.eq(acknowledged.by.id),
            visit_acknowledgements::acknowledged_at.eq(acknowledged.at),
        ))
        .on_conflict_do_nothing()
        .execute(tx)?;
    Ok(written > 0)
}

/// Removes the acknowledgement of a version by a party.
pub fn forget_acknowledgement(
    tx: &mut Tx,
    visit: VisitId,
    number: i16,
    party: Acknowledger,
) -> QueryResult<()> {
    diesel::delete(visit_acknowledgements::table.find((visit, number, party))).execute(tx).map(drop)
}

/// One note, held with its visit until the end of the transaction; within reach as the visit is.
pub fn lock_note(tx: &mut Tx, reach: &Reach, id: VisitNoteId) -> QueryResult<Option<(VisitNote, Visit)>> {
    let found = visit_notes::table.find(id).select(visit_notes::visit_id).first(tx).optional()?;
    let Some(visit) = found else { return Ok(None) };
    let Some(visit) = lock(tx, reach, visit)? else { return Ok(None) };
    let note = visit_notes::table.find(id).select(VisitNote::as_select()).first(tx).optional()?;
    Ok(note.map(|note| (note, visit)))
}

/// Writes a note on a visit of a site.
pub fn insert_note(tx: &mut Tx, visit: &Visit, note: &NoteFacts, written: Signed) -> QueryResult<VisitNote> {
    diesel::insert_into(visit_notes::table)
        .values((
            visit_notes::id.eq(VisitNoteId::new()),
            visit_notes::site_id.eq(visit.site_id),
            visit_notes::visit_id.eq(visit.id),
            visit_notes::author_kind.eq(written.by.kind),
            visit_notes::author_id.eq(written.by.id),
            visit_notes::written_at.eq(written.at),
            note,
        ))
        .returning(VisitNote::as_returning())
        .get_result(tx)
}
