//! Official marks as projections take them.

use super::model::{ExamPresence, ExamUnitFacts, ResultRow};
use super::store;
use crate::ids::{EnrolmentId, ExamResultId};
use crate::learning::projection::model::{OfficialMark, OfficialMarks, UnitStanding};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::access::Bounds;
use crate::trust::door::Asker;

/// The official marks of an enrolment at a session.
pub const OF_PROJECTIONS: OfficialMarks = OfficialMarks { at: official_marks };

fn official_marks(
    conn: &mut Tx,
    asker: &Asker,
    enrolment: EnrolmentId,
    session: i32,
) -> Result<Vec<OfficialMark>, Problem> {
    let own = matches!(asker.reach.bounds(), Bounds::Apprentice(_));
    let mut rows = store::at_session(conn, &asker.reach, session, &[enrolment])?;
    rows.retain(|row: &ResultRow| !own || row.result.is_told_to_its_candidate());
    let ids: Vec<ExamResultId> = rows.iter().map(|row| row.result.id).collect();
    let told = store::units_of(conn, &ids)?.into_iter();
    Ok(told
        .flat_map(|(id, units)| units.into_iter().filter_map(move |unit| official_mark(id, unit)))
        .collect())
}

/// What a unit counts for: nothing yet for somebody who came and has no mark.
fn official_mark(exam_result_id: ExamResultId, unit: ExamUnitFacts) -> Option<OfficialMark> {
    let best = unit.best_hundredths().map(i64::from);
    let standing = match (unit.presence, unit.catch_up_hundredths) {
        (ExamPresence::Absent, None) => UnitStanding::Absent,
        (ExamPresence::AbsentJustified, None) => UnitStanding::AbsentJustified,
        _ => UnitStanding::Marked,
    };
    let mark_hundredths = best.filter(|_| standing == UnitStanding::Marked);
    (standing != UnitStanding::Marked || mark_hundredths.is_some()).then_some(OfficialMark {
        exam_result_id,
        unit_code: unit.unit_code,
        standing,
        mark_hundredths,
    })
}
