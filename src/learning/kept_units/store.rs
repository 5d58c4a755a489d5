//! Every query on kept units.

use diesel::pg::Pg;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{KeptUnit, KeptUnitFacts};
use crate::at_sites;
use crate::ids::{CohortId, EnrolmentId, KeptUnitId, SiteId};
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::{enrolments, kept_units};
use crate::trust::access::{Bounds, Reach, followed_enrolments};

/// Where a list stands: its last row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct KeptAt {
    pub id: Uuid,
}

type KeptUnitQuery<'a> = kept_units::BoxedQuery<'a, Pg>;

/// The kept units within reach: of the enrolments a signed contract serves for tutors, one's own for students.
fn reachable<'a>(reach: &Reach) -> KeptUnitQuery<'a> {
    let rows = kept_units::table.into_boxed();
    let of = |apprentices| {
        enrolments::table.filter(enrolments::apprentice_id.eq_any(apprentices)).select(enrolments::id)
    };
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, kept_units::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(kept_units::enrolment_id.eq_any(followed_enrolments(*tutor))),
        Bounds::Link { tutor, apprentices } => rows
            .filter(kept_units::enrolment_id.eq_any(followed_enrolments(*tutor)))
            .filter(kept_units::enrolment_id.eq_any(of(apprentices.clone()))),
        Bounds::Apprentice(apprentice) => rows.filter(kept_units::enrolment_id.eq_any(of(vec![*apprentice]))),
    }
}

/// One kept unit.
pub fn find(conn: &mut Tx, reach: &Reach, id: KeptUnitId) -> QueryResult<Option<KeptUnit>> {
    let rows = reachable(reach).filter(kept_units::id.eq(id));
    rows.select(KeptUnit::as_select()).first(conn).optional()
}

/// One more row than the limit of an enrolment, in the order of writing.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    enrolment: EnrolmentId,
    page: &Rows<KeptAt>,
) -> QueryResult<Vec<KeptUnit>> {
    let mut rows = reachable(reach).filter(kept_units::enrolment_id.eq(enrolment));
    if let Some(after) = page.after {
        rows = rows.filter(kept_units::id.gt(after.id));
    }
    rows.order(kept_units::id).select(KeptUnit::as_select()).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, enrolment: EnrolmentId) -> QueryResult<i64> {
    reachable(reach).filter(kept_units::enrolment_id.eq(enrolment)).count().get_result(conn)
}

/// Those of some enrolments found within reach: one statement.
pub fn of_enrolments(conn: &mut Tx, of: &[EnrolmentId]) -> QueryResult<Vec<KeptUnit>> {
    kept_units::table
        .filter(kept_units::enrolment_id.eq(any_of(of.to_vec())))
        .order(kept_units::id)
        .select(KeptUnit::as_select())
        .load(conn)
}

/// Those of everybody in a cohort found within reach: one statement.
pub fn of_cohort(conn: &mut Tx, cohort: CohortId) -> QueryResult<Vec<KeptUnit>> {
    let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
    kept_units::table.filter(kept_units::enrolment_id.eq_any(theirs)).select(KeptUnit::as_select()).load(conn)
}

/// Writes a kept unit; the enrolment is locked before.
pub fn insert(
    tx: &mut Tx,
    (site, enrolment): (SiteId, EnrolmentId),
    facts: &KeptUnitFacts,
) -> QueryResult<KeptUnit> {
    let fixed = (
        kept_units::id.eq(KeptUnitId::new()),
        kept_units::site_id.eq(site),
        kept_units::enrolment_id.eq(enrolment),
    );
    diesel::insert_into(kept_units::table)
        .values((fixed, facts))
        .returning(KeptUnit::as_returning())
        .get_result(tx)
}

/// Writes what a kept unit says anew; the enrolment is locked before.
pub fn change(tx: &mut Tx, id: KeptUnitId, facts: &KeptUnitFacts) -> QueryResult<KeptUnit> {
    diesel::update(kept_units::table.find(id)).set(facts).returning(KeptUnit::as_returning()).get_result(tx)
}
