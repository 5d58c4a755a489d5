//! Every query on the appreciations of the council.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::model::{CouncilAppreciation, NewCouncilAppreciation};
use crate::at_sites;
use crate::ids::{CouncilAppreciationId, EnrolmentId, MockExamId};
use crate::learning::mock_exams::store::{Written, own_enrolments};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{council_appreciations, enrolments, mock_exams};
use crate::trust::access::{Bounds, Reach};

/// The appreciations within reach: once the marks are released, their apprentices' for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> council_appreciations::BoxedQuery<'a, Pg> {
    let rows = council_appreciations::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, council_appreciations::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            let own = own_enrolments(reach).select(enrolments::id);
            let released =
                mock_exams::table.filter(mock_exams::released_at.is_not_null()).select(mock_exams::id);
            rows.filter(council_appreciations::enrolment_id.eq_any(own))
                .filter(council_appreciations::mock_exam_id.eq_any(released))
        }
    }
}

/// One appreciation.
pub fn find(
    conn: &mut Tx,
    reach: &Reach,
    id: CouncilAppreciationId,
) -> QueryResult<Option<CouncilAppreciation>> {
    reachable(reach)
        .filter(council_appreciations::id.eq(id))
        .select(CouncilAppreciation::as_select())
        .first(conn)
        .optional()
}

/// One more row than the limit of those of a mock exam, in the order of writing.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    exam: MockExamId,
    page: &Rows<Written>,
) -> QueryResult<Vec<CouncilAppreciation>> {
    let mut rows = reachable(reach).filter(council_appreciations::mock_exam_id.eq(exam));
    if let Some(after) = &page.after {
        rows = rows.filter(council_appreciations::id.gt(after.id));
    }
    rows.select(CouncilAppreciation::as_select())
        .order(council_appreciations::id)
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, exam: MockExamId) -> QueryResult<i64> {
    reachable(reach).filter(council_appreciations::mock_exam_id.eq(exam)).count().get_result(conn)
}

/// The appreciations of some candidates at some mock exams.
pub fn of(
    conn: &mut Tx,
    reach: &Reach,
    exams: &[MockExamId],
    candidates: &[EnrolmentId],
) -> QueryResult<Vec<CouncilAppreciation>> {
    reachable(reach)
        .filter(council_appreciations::mock_exam_id.eq(any_of(exams.to_vec())))
        .filter(council_appreciations::enrolment_id.eq(any_of(candidates.to_vec())))
        .select(CouncilAppreciation::as_select())
        .load(conn)
}

/// Writes appreciations, each new or in place of the one of the same candidate, in one statement.
pub fn write(tx: &mut Tx, those: &[&NewCouncilAppreciation]) -> QueryResult<Vec<CouncilAppreciation>> {
    if those.is_empty() {
        return Ok(Vec::new());
    }
    diesel::insert_into(council_appreciations::table)
        .values(those.to_vec())
        .on_conflict((council_appreciations::mock_exam_id, council_appreciations::enrolment_id))
        .do_update()
        .set(council_appreciations::text.eq(excluded(council_appreciations::text)))
        .returning(CouncilAppreciation::as_returning())
        .get_results(tx)
}
