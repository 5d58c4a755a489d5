//! What is known of the exams of learners: the registrations of each session, who sat what, what the jury decided.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;

use super::enrolled::{Enrolled, about_enrolled, enrolled_in};
use super::model::ExamFacts;
use super::past::PastExam;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{EnrolmentId, ExamResultId};
use crate::outcomes::results::model::{ExamPresence, JuryDecision};
use crate::platform::db::{Tx, any_of};
use crate::schema::{enrolments, exam_result_units, exam_results};

/// The exams of an enrolment, by the year of their session.
pub(super) type ExamsBySession = BTreeMap<i32, ExamFacts>;

/// A registration as it was on a day.
type Registration =
    (ExamResultId, EnrolmentId, i32, Option<NaiveDate>, Option<JuryDecision>, Option<NaiveDate>);

/// What is known of the exams of some enrolments on a day, by session.
pub(super) fn exams_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    enrolled: &Enrolled<'_>,
    as_of: NaiveDate,
) -> QueryResult<HashMap<EnrolmentId, ExamsBySession>> {
    let registered = exam_results::table.filter(exam_results::registered_on.le(as_of)).into_boxed::<Pg>();
    let rows: Vec<Registration> = about_enrolled!(registered, exam_results::enrolment_id, enrolled)
        .select((
            exam_results::id,
            exam_results::enrolment_id,
            exam_results::session,
            exam_results::registration_withdrawn_on,
            exam_results::decision,
            exam_results::decided_on,
        ))
        .load(conn)?;
    let presences = presences_of(conn, catalogue, enrolled)?;
    let mut grouped = HashMap::<EnrolmentId, ExamsBySession>::new();
    for (id, enrolment, session, withdrawn_on, decision, decided_on) in rows {
        let exam = ExamFacts {
            withdrawn: withdrawn_on.is_some_and(|on| on <= as_of),
            admitted: admitted(decision, decided_on, as_of),
            ..presences.get(&id).copied().unwrap_or_default()
        };
        grouped.entry(enrolment).or_default().insert(session, exam);
    }
    Ok(grouped)
}

/// Whether the jury admitted somebody, once its decision was final and known.
fn admitted(decision: Option<JuryDecision>, decided_on: Option<NaiveDate>, as_of: NaiveDate) -> Option<bool> {
    let known = decision.filter(|decision| decision.is_final() && decided_on.is_some_and(|on| on <= as_of));
    known.map(|decision| decision == JuryDecision::Admitted)
}

/// The exam of a learner whose file was forgotten.
pub(super) fn exam_of_past(exam: &PastExam, optional: &[String], as_of: NaiveDate) -> ExamFacts {
    let mut facts = ExamFacts {
        withdrawn: exam.withdrawn_on.is_some_and(|on| on <= as_of),
        admitted: admitted(exam.decision, exam.decided_on, as_of),
        ..ExamFacts::default()
    };
    for (_, presence) in exam.units.iter().filter(|(code, _)| !optional.contains(code)) {
        facts.add(*presence, 1);
    }
    facts
}

/// How many compulsory units each candidate sat or not.
fn presences_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    enrolled: &Enrolled<'_>,
) -> QueryResult<HashMap<ExamResultId, ExamFacts>> {
    let registered =
        about_enrolled!(exam_results::table.into_boxed::<Pg>(), exam_results::enrolment_id, enrolled);
    let rows: Vec<(ExamResultId, ExamPresence, i64)> = exam_result_units::table
        .filter(exam_result_units::exam_result_id.eq_any(registered.select(exam_results::id)))
        .filter(exam_result_units::unit_code.ne_all(optional_units(catalogue)))
        .group_by((exam_result_units::exam_result_id, exam_result_units::presence))
        .select((exam_result_units::exam_result_id, exam_result_units::presence, count_star()))
        .load(conn)?;
    let mut found = HashMap::<ExamResultId, ExamFacts>::new();
    for (id, presence, units) in rows {
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        found.entry(id).or_default().add(presence, units);
    }
    Ok(found)
}

/// Codes of units that are optional wherever they stand.
pub(super) fn optional_units(catalogue: &Catalogue) -> Vec<String> {
    let regulations = catalogue.programmes.iter().flat_map(|programme| &programme.exam_regulations);
    let (optional, compulsory): (Vec<_>, Vec<_>) =
        regulations.flat_map(|regulation| regulation.leaves()).partition(|unit| unit.optional);
    let everywhere =
        optional.into_iter().filter(|unit| compulsory.iter().all(|other| other.code != unit.code));
    everywhere.map(|unit| unit.code.clone()).collect()
}
