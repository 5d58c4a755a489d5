//! What was done during stays without a contract.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::desk::obligations::gathering::StayStepSeen;
use crate::ids::{ApprenticeId, ContractId, EnrolmentId, StayStepId};
use crate::platform::db::{Tx, any_of};
use crate::schema::stay_steps;

/// The steps of the stays of some apprentices, by day.
pub fn stay_steps_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, StayStepSeen)>> {
    type StepRow = (StayStepId, (EnrolmentId, Option<ContractId>), String, (NaiveDate, Option<NaiveDate>));
    let rows: Vec<(ApprenticeId, StepRow)> = stay_steps::table
        .filter(stay_steps::apprentice_id.eq(any_of(ids.to_vec())))
        .order((stay_steps::done_on, stay_steps::id))
        .select((
            stay_steps::apprentice_id,
            (
                stay_steps::id,
                (stay_steps::enrolment_id, stay_steps::contract_id),
                stay_steps::step,
                (stay_steps::done_on, stay_steps::ends_on),
            ),
        ))
        .load(conn)?;
    let seen = rows.into_iter().map(|(apprentice, (id, of, step, (done_on, covered_until)))| {
        let (enrolment_id, contract_id) = of;
        (apprentice, StayStepSeen { id, enrolment_id, contract_id, step, done_on, covered_until })
    });
    Ok(seen.collect())
}
