//! Every query on the steps of stays without a contract.

use diesel::pg::Pg;
use diesel::prelude::*;

use super::model::{NewStayStep, StayStep, StayStepFacts};
use super::rules::steps::RECORDED_ONCE;
use crate::at_sites;
use crate::ids::{ApprenticeId, StayStepId};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::say;
use crate::schema::stay_steps;
use crate::trust::access::{Bounds, Reach};

/// Most steps read of one apprentice at once.
const MOST_STEPS: i64 = 1000;

type StayStepQuery<'a> = stay_steps::BoxedQuery<'a, Pg>;

/// The steps within reach: their own for students, none for company tutors.
fn reachable<'a>(reach: &Reach) -> StayStepQuery<'a> {
    let rows = stay_steps::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, stay_steps::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(stay_steps::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(stay_steps::apprentice_id.eq(*apprentice)),
    }
}

/// One step.
pub fn find(conn: &mut Tx, reach: &Reach, id: StayStepId) -> QueryResult<Option<StayStep>> {
    reachable(reach).filter(stay_steps::id.eq(id)).select(StayStep::as_select()).first(conn).optional()
}

/// One step, locked until the end of the transaction; its apprentice is locked first.
pub fn lock(tx: &mut Tx, reach: &Reach, id: StayStepId) -> QueryResult<Option<StayStep>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    stay_steps::table.find(id).for_no_key_update().select(StayStep::as_select()).first(tx).optional()
}

/// The steps recorded of an apprentice, by day.
pub fn of_apprentice(conn: &mut Tx, reach: &Reach, id: ApprenticeId) -> QueryResult<Vec<StayStep>> {
    reachable(reach)
        .filter(stay_steps::apprentice_id.eq(id))
        .order((stay_steps::done_on, stay_steps::id))
        .select(StayStep::as_select())
        .first_rows(MOST_STEPS)
        .load(conn)
}

/// Writes a step.
pub fn insert(tx: &mut Tx, new: &NewStayStep) -> Result<StayStep, Problem> {
    diesel::insert_into(stay_steps::table)
        .values(new)
        .returning(StayStep::as_returning())
        .get_result(tx)
        .refuse_on("stay_steps_once", already_recorded)
}

/// Writes a step anew.
pub fn change(tx: &mut Tx, id: StayStepId, facts: &StayStepFacts) -> QueryResult<StayStep> {
    diesel::update(stay_steps::table.find(id)).set(facts).returning(StayStep::as_returning()).get_result(tx)
}

fn already_recorded() -> Problem {
    RECORDED_ONCE.conflict(say!(
        "Cette démarche est déjà enregistrée pour cette période : corrigez-la, ou retirez-la.",
        "This step is already recorded for this stay: correct it, or take it back."
    ))
}
