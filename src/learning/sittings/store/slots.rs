//! Queries on the slots of candidates.

use diesel::pg::Pg;
use diesel::prelude::*;

use super::sittings::reachable as reachable_sittings;
use crate::ids::{EnrolmentId, MockExamId, PaperId, SittingId, SittingSlotId};
use crate::learning::mock_exams::MockExam;
use crate::learning::sittings::model::{SittingSlot, SlotPresence};
use crate::platform::db::{Tx, any_of};
use crate::schema::{enrolments, sitting_slots, sittings};
use crate::trust::access::{Bounds, Reach};

/// The slots of the sittings within reach; their own alone for students.
fn reachable<'a>(reach: &Reach) -> sitting_slots::BoxedQuery<'a, Pg> {
    let within = reachable_sittings(reach).select(sittings::id);
    let rows = sitting_slots::table.filter(sitting_slots::sitting_id.eq_any(within)).into_boxed();
    match reach.bounds() {
        Bounds::Apprentice(apprentice) => {
            let own =
                enrolments::table.filter(enrolments::apprentice_id.eq(*apprentice)).select(enrolments::id);
            rows.filter(sitting_slots::enrolment_id.eq_any(own))
        }
        _ => rows,
    }
}

/// One slot.
pub fn find_slot(conn: &mut Tx, reach: &Reach, id: SittingSlotId) -> QueryResult<Option<SittingSlot>> {
    reachable(reach).filter(sitting_slots::id.eq(id)).select(SittingSlot::as_select()).first(conn).optional()
}

/// One slot, locked until the end of the transaction.
pub fn lock_slot(tx: &mut Tx, reach: &Reach, id: SittingSlotId) -> QueryResult<Option<SittingSlot>> {
    if find_slot(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    sitting_slots::table.find(id).for_no_key_update().select(SittingSlot::as_select()).first(tx).optional()
}

/// The slots of some sittings within reach, in the order of time.
pub fn slots_of(conn: &mut Tx, reach: &Reach, of: &[SittingId]) -> QueryResult<Vec<SittingSlot>> {
    reachable(reach)
        .filter(sitting_slots::sitting_id.eq(any_of(of.to_vec())))
        .select(SittingSlot::as_select())
        .order((sitting_slots::sitting_id, sitting_slots::starts_at.asc().nulls_last(), sitting_slots::id))
        .load(conn)
}

/// The slots of a candidate at a mock exam, within reach.
pub fn slots_of_candidate(
    conn: &mut Tx,
    reach: &Reach,
    exam: MockExamId,
    candidate: EnrolmentId,
) -> QueryResult<Vec<SittingSlot>> {
    let of_exam = sittings::table.filter(sittings::mock_exam_id.eq(exam)).select(sittings::id);
    reachable(reach)
        .filter(sitting_slots::enrolment_id.eq(candidate))
        .filter(sitting_slots::sitting_id.eq_any(of_exam))
        .select(SittingSlot::as_select())
        .order((sitting_slots::starts_at.asc().nulls_last(), sitting_slots::id))
        .load(conn)
}

/// The candidates who do not sit papers they could: at which mock exams found within reach, and why.
pub fn set_apart(
    conn: &mut Tx,
    exams: &[MockExam],
    candidates: &[EnrolmentId],
) -> QueryResult<Vec<(PaperId, EnrolmentId, SlotPresence)>> {
    let exams: Vec<MockExamId> = exams.iter().map(|exam| exam.id).collect();
    sitting_slots::table
        .inner_join(sittings::table.on(sittings::id.eq(sitting_slots::sitting_id)))
        .filter(sittings::mock_exam_id.eq(any_of(exams)))
        .filter(sitting_slots::enrolment_id.eq(any_of(candidates.to_vec())))
        .filter(sitting_slots::presence.ne(SlotPresence::Expected))
        .select((sittings::paper_id, sitting_slots::enrolment_id, sitting_slots::presence))
        .load(conn)
}

/// How many candidates expected at some sittings have no hour yet.
pub fn unplaced_count(conn: &mut Tx, of: &[SittingId]) -> QueryResult<i64> {
    sitting_slots::table
        .filter(sitting_slots::sitting_id.eq(any_of(of.to_vec())))
        .filter(sitting_slots::presence.eq(SlotPresence::Expected))
        .filter(sitting_slots::starts_at.is_null())
        .count()
        .get_result(conn)
}
