//! What was done during stays without a contract.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::desk::obligations::gathering::StayStepSeen;
use crate::ids::{ApprenticeId, ContractId, EnrolmentId};
use crate::platform::db::{Tx, any_of};
use crate::schema::stay_steps;

/// The steps of the stays of some apprentices, by day.
pub fn stay_steps_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, StayStepSeen)>> {
    type StepRow = (EnrolmentId, Option<ContractId>, String, NaiveDate);
    let rows: Vec<(ApprenticeId, StepRow)> = stay_steps::table
        .filter(stay_steps::apprentice_id.eq(any_of(ids.to_vec())))
        .order((stay_steps::done_on, stay_steps::id))
        .select((
            stay_steps::apprentice_id,
            (stay_steps::enrolment_id, stay_steps::contract_id, stay_steps::step, stay_steps::done_on),
        ))
        .load(conn)?;
    let seen = rows.into_iter().map(|(apprentice, (enrolment_id, contract_id, step, done_on))| {
        (apprentice, StayStepSeen { enrolment_id, contract_id, step, done_on })
    });
    Ok(seen.collect())
}
