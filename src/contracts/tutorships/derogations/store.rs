//! Every query on ceiling derogations.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{CeilingDerogation, DerogationFacts};
use crate::at_sites;
use crate::ids::{CeilingDerogationId, TutorId};
use crate::people::employers::Tutor;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::ceiling_derogations;
use crate::trust::access::{Bounds, Reach};

type DerogationQuery<'a> = ceiling_derogations::BoxedQuery<'a, diesel::pg::Pg>;

/// The derogations within reach: their own for tutors, none for students.
fn reachable<'a>(reach: &Reach) -> DerogationQuery<'a> {
    let rows = ceiling_derogations::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, ceiling_derogations::site_id, sites),
        Bounds::Tutor(following) => rows.filter(ceiling_derogations::tutor_id.eq(following.tutor)),
        Bounds::Link { .. } | Bounds::Apprentice(_) => rows.filter(ceiling_derogations::id.is_null()),
    }
}

/// One derogation.
pub fn find(conn: &mut Tx, reach: &Reach, id: CeilingDerogationId) -> QueryResult<Option<CeilingDerogation>> {
    let rows = reachable(reach).filter(ceiling_derogations::id.eq(id));
    rows.select(CeilingDerogation::as_select()).first(conn).optional()
}

/// One more row than the limit of a tutor's derogations, the earliest first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    tutor: TutorId,
    page: &Rows<(NaiveDate, CeilingDerogationId)>,
) -> QueryResult<Vec<CeilingDerogation>> {
    let mut rows = narrowed(reach, tutor);
    if let Some((day, id)) = page.after {
        let further = ceiling_derogations::from_on.gt(day).or(ceiling_derogations::id.gt(id));
        rows = rows.filter(ceiling_derogations::from_on.ge(day)).filter(further);
    }
    rows.order((ceiling_derogations::from_on, ceiling_derogations::id))
        .select(CeilingDerogation::as_select())
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, tutor: TutorId) -> QueryResult<i64> {
    narrowed(reach, tutor).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, tutor: TutorId) -> DerogationQuery<'a> {
    reachable(reach).filter(ceiling_derogations::tutor_id.eq(tutor))
}

/// Those of the records of some people. They count whoever signs: no reach narrows what the law counts.
pub fn of_tutors(tx: &mut Tx, tutors: &[TutorId]) -> QueryResult<Vec<CeilingDerogation>> {
    let theirs = ceiling_derogations::tutor_id.eq(any_of(tutors.to_vec()));
    ceiling_derogations::table.filter(theirs).select(CeilingDerogation::as_select()).load(tx)
}

/// Writes a derogation; the tutor is locked before.
pub fn insert(tx: &mut Tx, tutor: &Tutor, facts: &DerogationFacts) -> QueryResult<CeilingDerogation> {
    let fixed = (
        ceiling_derogations::id.eq(CeilingDerogationId::new()),
        ceiling_derogations::site_id.eq(tutor.site_id),
        ceiling_derogations::tutor_id.eq(tutor.id),
    );
    diesel::insert_into(ceiling_derogations::table)
        .values((fixed, facts))
        .returning(CeilingDerogation::as_returning())
        .get_result(tx)
}

/// Writes what a derogation says anew; the tutor is locked before.
pub fn change(
    tx: &mut Tx,
    id: CeilingDerogationId,
    facts: &DerogationFacts,
) -> QueryResult<CeilingDerogation> {
    diesel::update(ceiling_derogations::table.find(id))
        .set(facts)
        .returning(CeilingDerogation::as_returning())
        .get_result(tx)
}
