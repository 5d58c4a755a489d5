//! Queries on guardians.

use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;

use crate::at_sites;
use crate::ids::{ApprenticeId, GuardianId};
use crate::people::apprentices::model::{Apprentice, Guardian, GuardianFacts};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::guardians;
use crate::trust::access::{Bounds, Reach};

type GuardianQuery<'a> = guardians::BoxedQuery<'a, Pg>;

/// The guardians within reach: their own for students, none for tutors.
fn reachable<'a>(reach: &Reach) -> GuardianQuery<'a> {
    let rows = guardians::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, guardians::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(guardians::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(guardians::apprentice_id.eq(*apprentice)),
    }
}

/// One guardian.
pub fn find_guardian(conn: &mut Tx, reach: &Reach, id: GuardianId) -> QueryResult<Option<Guardian>> {
    reachable(reach).filter(guardians::id.eq(id)).select(Guardian::as_select()).first(conn).optional()
}

/// One guardian, locked until the end of the transaction.
pub fn lock_guardian(tx: &mut Tx, reach: &Reach, id: GuardianId) -> QueryResult<Option<Guardian>> {
    if find_guardian(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    guardians::table.find(id).for_no_key_update().select(Guardian::as_select()).first(tx).optional()
}

/// One more row than the limit, in the order they were written.
pub fn list_guardians(
    conn: &mut Tx,
    reach: &Reach,
    apprentice: ApprenticeId,
    page: &Rows<GuardianId>,
) -> QueryResult<Vec<Guardian>> {
    let mut rows = narrowed_guardians(reach, apprentice);
    if let Some(after) = page.after {
        rows = rows.filter(guardians::id.gt(after));
    }
    rows.select(Guardian::as_select()).order(guardians::id).first_rows(page.limit + 1).load(conn)
}

/// How many rows the whole list has.
pub fn count_guardians(conn: &mut Tx, reach: &Reach, apprentice: ApprenticeId) -> QueryResult<i64> {
    narrowed_guardians(reach, apprentice).count().get_result(conn)
}

fn narrowed_guardians<'a>(reach: &Reach, apprentice: ApprenticeId) -> GuardianQuery<'a> {
    reachable(reach).filter(guardians::apprentice_id.eq(apprentice))
}

/// Whether an apprentice already found within reach has a guardian.
pub fn has_guardian(conn: &mut Tx, apprentice: &Apprentice) -> QueryResult<bool> {
    let theirs = guardians::table.filter(guardians::apprentice_id.eq(apprentice.id));
    diesel::select(exists(theirs)).get_result(conn)
}

/// Writes a new guardian of an apprentice.
pub fn insert_guardian(tx: &mut Tx, apprentice: &Apprentice, facts: &GuardianFacts) -> QueryResult<Guardian> {
    diesel::insert_into(guardians::table)
        .values((
            guardians::id.eq(GuardianId::new()),
            guardians::site_id.eq(apprentice.site_id),
            guardians::apprentice_id.eq(apprentice.id),
            facts,
        ))
        .returning(Guardian::as_returning())
        .get_result(tx)
}

/// Writes a guardian anew.
pub fn change_guardian(tx: &mut Tx, id: GuardianId, facts: &GuardianFacts) -> QueryResult<Guardian> {
    diesel::update(guardians::table.find(id)).set(facts).returning(Guardian::as_returning()).get_result(tx)
}
