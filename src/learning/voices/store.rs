//! Queries on who is within the reach of whom, where a tutorship of the day decides.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, SiteId, TutorId, VisitId};
use crate::platform::db::Tx;
use crate::schema::{cohorts, contract_tutors, contracts, enrolments, visits};

/// The contract of an apprentice that runs on a day and of which somebody is tutor that day, with the enrolment it serves:
/// neither a contract that is over nor one to come.
pub fn running_contract(
    conn: &mut Tx,
    tutor: TutorId,
    apprentice: ApprenticeId,
    today: NaiveDate,
) -> QueryResult<Option<(ContractId, EnrolmentId)>> {
    contract_tutors::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_tutors::contract_id)))
        .filter(contract_tutors::tutor_id.eq(tutor))
        .filter(contract_tutors::from_on.le(today))
        .filter(contract_tutors::to_on.ge(today))
        .filter(contracts::apprentice_id.eq(apprentice))
        .filter(contracts::signed_on.is_not_null())
        .filter(contracts::starts_on.le(today))
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(today)))
        .order((contracts::starts_on.desc(), contracts::id))
        .select((contracts::id, contracts::enrolment_id))
        .first(conn)
        .optional()
}

/// The visits among some that are about an apprentice of a site; under one contract when one is named.
pub fn visits_of(
    conn: &mut Tx,
    (site, apprentice): (SiteId, ApprenticeId),
    contract: Option<ContractId>,
    ids: &[VisitId],
) -> QueryResult<Vec<VisitId>> {
    let mut rows = visits::table
        .filter(visits::id.eq_any(ids.to_vec()))
        .filter(visits::site_id.eq(site))
        .filter(visits::apprentice_id.eq(apprentice))
        .select(visits::id)
        .into_boxed();
    if let Some(contract) = contract {
        rows = rows.filter(visits::contract_id.eq(contract));
    }
    rows.load(conn)
}

/// Which of some apprentices are enrolled in a cohort found within reach.
pub fn enrolled_in(
    conn: &mut Tx,
    cohort: CohortId,
    apprentices: &[ApprenticeId],
) -> QueryResult<Vec<ApprenticeId>> {
    enrolments::table
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::apprentice_id.eq_any(apprentices.to_vec()))
        .select(enrolments::apprentice_id)
        .load(conn)
}

/// The year of the session that a cohort found within reach sits.
pub fn session_of(conn: &mut Tx, cohort: CohortId) -> QueryResult<i32> {
    cohorts::table.find(cohort).select(cohorts::exam_session).first(conn)
}
