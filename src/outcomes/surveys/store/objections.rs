//! Queries on who objects to surveys after their training.

use std::collections::HashSet;

use diesel::pg::Pg;
use diesel::prelude::*;

use crate::at_sites;
use crate::ids::{ApprenticeId, SurveyObjectionId};
use crate::outcomes::surveys::model::{NewSurveyObjection, SurveyObjection};
use crate::outcomes::surveys::rules::OBJECTED_ALREADY;
use crate::platform::db::{Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::say;
use crate::schema::survey_objections;
use crate::trust::access::{Bounds, Reach};

/// The objections within reach: their own for apprentices, none for company tutors.
fn reachable<'a>(reach: &Reach) -> survey_objections::BoxedQuery<'a, Pg> {
    let rows = survey_objections::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, survey_objections::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(survey_objections::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(survey_objections::apprentice_id.eq(*apprentice)),
    }
}

/// One objection.
pub fn find_objection(
    conn: &mut Tx,
    reach: &Reach,
    id: SurveyObjectionId,
) -> QueryResult<Option<SurveyObjection>> {
    let row = reachable(reach).filter(survey_objections::id.eq(id));
    row.select(SurveyObjection::as_select()).first(conn).optional()
}

/// One objection, locked until the end of the transaction; its apprentice is locked first.
pub fn lock_objection(
    tx: &mut Tx,
    reach: &Reach,
    id: SurveyObjectionId,
) -> QueryResult<Option<SurveyObjection>> {
    if find_objection(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    let row = survey_objections::table.find(id).for_no_key_update();
    row.select(SurveyObjection::as_select()).first(tx).optional()
}

/// Which of some apprentices object.
pub fn objectors_among(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<HashSet<ApprenticeId>> {
    let rows: Vec<ApprenticeId> = survey_objections::table
        .filter(survey_objections::apprentice_id.eq(any_of(ids.to_vec())))
        .select(survey_objections::apprentice_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Writes an objection.
pub fn insert_objection(tx: &mut Tx, new: &NewSurveyObjection) -> Result<SurveyObjection, Problem> {
    diesel::insert_into(survey_objections::table)
        .values(new)
        .returning(SurveyObjection::as_returning())
        .get_result(tx)
        .refuse_on("survey_objections_once", || {
            OBJECTED_ALREADY.conflict(say!(
                "Son opposition est déjà écrite : retirez-la pour l'interroger à nouveau.",
                "Their objection is written already: take it back to ask them again."
            ))
        })
}
