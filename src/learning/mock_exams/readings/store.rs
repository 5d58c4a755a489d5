//! Every query on readings and reconciliations: for staff, who mark.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::model::{MarkReading, MarkReconciliation, NewMarkReading};
use crate::at_sites;
use crate::ids::{EnrolmentId, MarkReadingId, MarkReconciliationId, MockExamId, PaperId};
use crate::platform::db::{Tx, any_of};
use crate::schema::{mock_exam_readings, mock_exam_reconciliations};
use crate::trust::access::{Bounds, Reach};

/// The readings within reach: those of their sites for staff, none for anybody else.
fn reachable<'a>(reach: &Reach) -> mock_exam_readings::BoxedQuery<'a, Pg> {
    let rows = mock_exam_readings::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, mock_exam_readings::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(mock_exam_readings::id.eq_any(Vec::<MarkReadingId>::new()))
        }
    }
}

/// The readings of some papers.
pub fn readings_of(conn: &mut Tx, reach: &Reach, papers: &[PaperId]) -> QueryResult<Vec<MarkReading>> {
    reachable(reach)
        .filter(mock_exam_readings::paper_id.eq(any_of(papers.to_vec())))
        .select(MarkReading::as_select())
        .order((mock_exam_readings::paper_id, mock_exam_readings::enrolment_id, mock_exam_readings::reading))
        .load(conn)
}

/// What was settled on at some papers found within reach.
pub fn reconciliations_of(conn: &mut Tx, papers: &[PaperId]) -> QueryResult<Vec<MarkReconciliation>> {
    mock_exam_reconciliations::table
        .filter(mock_exam_reconciliations::paper_id.eq(any_of(papers.to_vec())))
        .select(MarkReconciliation::as_select())
        .load(conn)
}

/// One reading.
pub fn find_reading(conn: &mut Tx, reach: &Reach, id: MarkReadingId) -> QueryResult<Option<MarkReading>> {
    reachable(reach)
        .filter(mock_exam_readings::id.eq(id))
        .select(MarkReading::as_select())
        .first(conn)
        .optional()
}

/// One reconciliation.
pub fn find_reconciliation(
    conn: &mut Tx,
    reach: &Reach,
    id: MarkReconciliationId,
) -> QueryResult<Option<MarkReconciliation>> {
    let found = mock_exam_reconciliations::table.find(id).select(MarkReconciliation::as_select());
    let found: Option<MarkReconciliation> = found.first(conn).optional()?;
    Ok(found.filter(|one| reach.covers_site(one.site_id)))
}

/// The mock exam of a paper.
pub fn exam_of(conn: &mut Tx, paper: PaperId) -> QueryResult<Option<MockExamId>> {
    use crate::schema::mock_exam_papers;
    mock_exam_papers::table.find(paper).select(mock_exam_papers::mock_exam_id).first(conn).optional()
}

/// Writes readings, each new or in place of the one of the same paper, candidate and marker, in one statement.
pub fn write_readings(tx: &mut Tx, readings: &[&NewMarkReading]) -> QueryResult<Vec<MarkReading>> {
    if readings.is_empty() {
        return Ok(Vec::new());
    }
    let place = (mock_exam_readings::paper_id, mock_exam_readings::enrolment_id, mock_exam_readings::reading);
    diesel::insert_into(mock_exam_readings::table)
        .values(readings.to_vec())
        .on_conflict(place)
        .do_update()
        .set((
            mock_exam_readings::mark_hundredths.eq(excluded(mock_exam_readings::mark_hundredths)),
            mock_exam_readings::marker.eq(excluded(mock_exam_readings::marker)),
            mock_exam_readings::remark.eq(excluded(mock_exam_readings::remark)),
        ))
        .returning(MarkReading::as_returning())
        .get_results(tx)
}

/// Writes what two markers settled on, in place of what they had before.
pub fn reconcile(tx: &mut Tx, settled: &MarkReconciliation) -> QueryResult<MarkReconciliation> {
    use mock_exam_reconciliations as columns;
    diesel::insert_into(columns::table)
        .values(settled)
        .on_conflict((columns::paper_id, columns::enrolment_id))
        .do_update()
        .set((
            columns::mark_hundredths.eq(excluded(columns::mark_hundredths)),
            columns::reason.eq(excluded(columns::reason)),
            columns::first_version.eq(excluded(columns::first_version)),
            columns::second_version.eq(excluded(columns::second_version)),
        ))
        .returning(MarkReconciliation::as_returning())
        .get_result(tx)
}

/// The readings of one candidate at one paper, locked until the end of the transaction.
pub fn lock_pair(
    tx: &mut Tx,
    reach: &Reach,
    paper: PaperId,
    candidate: EnrolmentId,
) -> QueryResult<Vec<MarkReading>> {
    let ids: Vec<MarkReadingId> = reachable(reach)
        .filter(mock_exam_readings::paper_id.eq(paper))
        .filter(mock_exam_readings::enrolment_id.eq(candidate))
        .select(mock_exam_readings::id)
        .load(tx)?;
    mock_exam_readings::table
        .filter(mock_exam_readings::id.eq_any(ids))
        .order(mock_exam_readings::reading)
        .for_no_key_update()
        .select(MarkReading::as_select())
        .load(tx)
}
