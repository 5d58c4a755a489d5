//! Fixing the days of all the mock exams of a cohort at once.

use actix_web::post;
use actix_web::web::Path;

use super::exams::refuse_settled;
use crate::catalogue::cohorts::{self, Cohort};
use crate::ids::CohortId;
use crate::law::findings::{Finding, Warning, refuse_errors};
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::model::{MockExamFacts, MockExamState};
use crate::learning::mock_exams::rules::book::SESSION_IS_PLANNED;
use crate::learning::mock_exams::rules::{ExamDays, check_days, first_week_of};
use crate::learning::mock_exams::store;
use crate::learning::mock_exams::wire::{CohortExamDaysIn, CohortExamsOut, SessionDaysIn};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;

/// Fixes the days of the mock exams of a cohort, all or none: those given, else, for each that has none yet, the first whole
/// working week of the month the programme plans.
#[utoipa::path(tag = "mock exams", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = CohortExamDaysIn,
    responses((status = 200, description = "The mock exams of the cohort, in order.", body = CohortExamsOut)))]
#[post("/v1/cohorts/{id}/mock-exams/days")]
pub(super) async fn fix_mock_exam_days(
    door: Door,
    id: Path<CohortId>,
    body: Body<CohortExamDaysIn>,
) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let exams = locked(tx, asker, cohort.id)?;
        let given = request.exams.unwrap_or_else(|| proposed(&exams));
        let (mut found, mut wanted) = (Vec::new(), Vec::new());
        for (rank, one) in given.iter().enumerate() {
            match exams.iter().find(|exam| exam.ordinal == one.ordinal) {
                Some(exam) => {
                    refuse_settled(exam.state)?;
                    found.extend(judged(&cohort, exam, one).into_iter().map(|finding| placed(finding, rank)));
                    wanted
                        .push((exam, MockExamFacts { starts_on: Some(one.starts_on), ends_on: one.ends_on }));
                }
                None => found.push(placed(no_such_session(&exams), rank)),
            }
        }
        let warnings = refuse_errors(found)?;
        for (exam, facts) in wanted {
            let changed = store::change_exam(tx, exam.id, &facts)?;
            asker.record_fields(tx, Event::MockExamChanged, &changed, &["starts_on", "ends_on"])?;
        }
        let data = store::exams_of(tx, &asker.reach, &[cohort.id])?;
        let warnings = warnings.into_iter().map(|finding| Warning::render(finding, asker.lang)).collect();
        Reply::ok(&CohortExamsOut { data, warnings })
    })
    .await
}

/// The mock exams of a cohort in the order of time, locked.
fn locked(tx: &mut Tx, asker: &Asker, cohort: CohortId) -> Result<Vec<MockExam>, Problem> {
    let ids = store::exams_of(tx, &asker.reach, &[cohort])?;
    let each = ids.into_iter().filter_map(|exam| store::lock_exam(tx, &asker.reach, exam.id).transpose());
    Ok(each.collect::<diesel::QueryResult<_>>()?)
}

/// The first working week of the month of each mock exam that has no days yet.
fn proposed(exams: &[MockExam]) -> Vec<SessionDaysIn> {
    let blank =
        exams.iter().filter(|exam| exam.state == MockExamState::Planned && exam.facts.starts_on.is_none());
    let each = blank.map(|exam| {
        let (starts_on, ends_on) = first_week_of(exam.month_on);
        SessionDaysIn { ordinal: exam.ordinal, starts_on, ends_on: Some(ends_on) }
    });
    each.collect()
}

fn judged(cohort: &Cohort, exam: &MockExam, given: &SessionDaysIn) -> Vec<Finding> {
    check_days(&ExamDays {
        starts_on: Some(given.starts_on),
        ends_on: given.ends_on,
        month_on: exam.month_on,
        cohort_starts_on: cohort.facts.starts_on,
        cohort_ends_on: cohort.facts.ends_on,
    })
}

/// A finding at its place in what was sent.
fn placed(finding: Finding, rank: usize) -> Finding {
    Finding { pointer: format!("/exams/{rank}{}", finding.pointer).into(), ..finding }
}

fn no_such_session(exams: &[MockExam]) -> Finding {
    let ranks: Vec<String> = exams.iter().map(|exam| exam.ordinal.to_string()).collect();
    let ranks = ranks.join(", ");
    SESSION_IS_PLANNED.at("/ordinal", say!("Rangs prévus : {ranks}.", "Ranks planned: {ranks}."))
}
