//! Queries on those who are marked: the people of a cohort, by name.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Written, reachable_enrolments};
use crate::ids::{ApprenticeId, CohortId, EnrolmentId};
use crate::learning::mock_exams::model::Candidate;
use crate::people::apprentices::store::in_training_on;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{apprentices, cohorts, enrolments};
use crate::trust::access::Reach;

/// Most candidates of a mock exam.
const MOST_CANDIDATES: i64 = 1000;

/// The people of a cohort who are in the training on a day, by name.
pub fn candidates_on(
    conn: &mut Tx,
    reach: &Reach,
    cohort: CohortId,
    day: NaiveDate,
) -> QueryResult<Vec<Candidate>> {
    let within = reachable_enrolments(reach).filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
    let found: Vec<(EnrolmentId, ApprenticeId, String, String)> = enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::id.eq_any(within))
        .filter(in_training_on(day))
        .select((enrolments::id, apprentices::id, apprentices::family_name, apprentices::given_name))
        .order((apprentices::search_name, enrolments::id))
        .first_rows(MOST_CANDIDATES)
        .load(conn)?;
    Ok(found.into_iter().map(named).collect())
}

fn named(
    (enrolment_id, apprentice_id, family_name, given_name): (EnrolmentId, ApprenticeId, String, String),
) -> Candidate {
    Candidate { enrolment_id, apprentice_id, family_name, given_name }
}

/// Everybody of a cohort, by name.
pub fn candidates_named(conn: &mut Tx, reach: &Reach, cohort: CohortId) -> QueryResult<Vec<Candidate>> {
    Ok(candidates_by_ine(conn, reach, cohort)?.into_iter().map(|(candidate, ..)| candidate).collect())
}

/// A candidate, the name they use when it is another one, and their INE.
pub type KnownCandidate = (Candidate, Option<String>, Option<String>);

/// Everybody of a cohort by name, with the name they use when it is another one, and their INE.
pub fn candidates_by_ine(conn: &mut Tx, reach: &Reach, cohort: CohortId) -> QueryResult<Vec<KnownCandidate>> {
    type Known = (EnrolmentId, ApprenticeId, String, String, Option<String>, Option<String>);
    let within = reachable_enrolments(reach).filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
    let found: Vec<Known> = enrolments::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::id.eq_any(within))
        .select((
            enrolments::id,
            apprentices::id,
            apprentices::family_name,
            apprentices::given_name,
            apprentices::usage_name,
            apprentices::ine,
        ))
        .order((apprentices::search_name, enrolments::id))
        .first_rows(MOST_CANDIDATES)
        .load(conn)?;
    let one = |(enrolment, apprentice, family, given, usage, ine): Known| {
        (named((enrolment, apprentice, family, given)), usage, ine)
    };
    Ok(found.into_iter().map(one).collect())
}

/// The apprentice of an enrolment.
pub fn candidate(conn: &mut Tx, enrolment: EnrolmentId) -> QueryResult<Option<ApprenticeId>> {
    enrolments::table.find(enrolment).select(enrolments::apprentice_id).first(conn).optional()
}

/// Which of some enrolments are in a cohort.
pub fn enrolled_among(
    conn: &mut Tx,
    reach: &Reach,
    cohort: CohortId,
    ids: &[EnrolmentId],
) -> QueryResult<Vec<EnrolmentId>> {
    reachable_enrolments(reach)
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::id.eq_any(ids.to_vec()))
        .select(enrolments::id)
        .load(conn)
}

/// One more candidate of a cohort than the limit, by name; the cursor holds none, as its reader may not be told any.
pub fn list_candidates(
    conn: &mut Tx,
    reach: &Reach,
    cohort: CohortId,
    page: &Rows<Written>,
) -> QueryResult<Vec<Candidate>> {
    let within = reachable_enrolments(reach).filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
    let mut rows = enrolments::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::id.eq_any(within))
        .into_boxed();
    if let Some(after) = &page.after {
        let name = name_of(conn, after.id)?;
        let tie = apprentices::search_name.gt(name.clone()).or(enrolments::id.gt(after.id));
        rows = rows.filter(apprentices::search_name.ge(name)).filter(tie);
    }
    let found: Vec<(EnrolmentId, ApprenticeId, String, String)> = rows
        .select((enrolments::id, apprentices::id, apprentices::family_name, apprentices::given_name))
        .order((apprentices::search_name, enrolments::id))
        .first_rows(page.limit + 1)
        .load(conn)?;
    Ok(found.into_iter().map(named).collect())
}

/// How many candidates a cohort has.
pub fn count_candidates(conn: &mut Tx, reach: &Reach, cohort: CohortId) -> QueryResult<i64> {
    reachable_enrolments(reach).filter(enrolments::cohort_id.eq(cohort)).count().get_result(conn)
}

/// The name a candidate is sorted by; before all others when they are there no more.
fn name_of(conn: &mut Tx, enrolment: uuid::Uuid) -> QueryResult<String> {
    let name = enrolments::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::id.eq(enrolment))
        .select(apprentices::search_name)
        .first(conn);
    Ok(name.optional()?.unwrap_or_default())
}
