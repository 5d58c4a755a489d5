//! Queries on what is published.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::ids::{MockExamId, SittingPublicationId};
use crate::learning::mock_exams::MockExam;
use crate::learning::sittings::model::SittingPublication;
use crate::platform::db::{Tx, any_of};
use crate::schema::sitting_publications;

/// Which of some mock exams found within reach are published.
pub fn publications_of(conn: &mut Tx, exams: &[MockExamId]) -> QueryResult<HashSet<MockExamId>> {
    let rows: Vec<MockExamId> = sitting_publications::table
        .filter(sitting_publications::mock_exam_id.eq(any_of(exams.to_vec())))
        .select(sitting_publications::mock_exam_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The publication of a mock exam found within reach.
pub fn find_publication(conn: &mut Tx, exam: MockExamId) -> QueryResult<Option<SittingPublication>> {
    sitting_publications::table
        .filter(sitting_publications::mock_exam_id.eq(exam))
        .select(SittingPublication::as_select())
        .first(conn)
        .optional()
}

/// The same, locked until the end of the transaction.
pub fn lock_publication(tx: &mut Tx, exam: MockExamId) -> QueryResult<Option<SittingPublication>> {
    sitting_publications::table
        .filter(sitting_publications::mock_exam_id.eq(exam))
        .for_no_key_update()
        .select(SittingPublication::as_select())
        .first(tx)
        .optional()
}

/// Writes that the sittings of a mock exam are shown.
pub fn publish(tx: &mut Tx, exam: &MockExam, at: DateTime<Utc>) -> QueryResult<SittingPublication> {
    diesel::insert_into(sitting_publications::table)
        .values((
            sitting_publications::id.eq(SittingPublicationId::new()),
            sitting_publications::site_id.eq(exam.site_id),
            sitting_publications::mock_exam_id.eq(exam.id),
            sitting_publications::published_at.eq(at),
        ))
        .returning(SittingPublication::as_returning())
        .get_result(tx)
}
