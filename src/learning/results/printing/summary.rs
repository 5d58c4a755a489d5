//! The summary of a class at a mock exam, for the council of teachers: every mark, every mean, on one landscape sheet.

use std::collections::HashMap;

use actix_web::get;
use actix_web::web::{Data, Path};
use serde::Serialize;

use super::{ResultSheetDate, printed_coefficient, printed_mark, printed_mean, typeset_text};
use crate::catalogue::programmes::letterhead::Letterhead;
use crate::catalogue::programmes::{Catalogue, as_it_stands};
use crate::ids::{EnrolmentId, MockExamId};
use crate::law::calendar::french_day;
use crate::learning::mock_exams::model::{Candidate, MockExam, MockExamState};
use crate::learning::mock_exams::store as exams;
use crate::learning::results::acts::{cohort_of, programme_of, sheets_of};
use crate::learning::results::model::CandidateResult;
use crate::learning::results::rules::distribution_of;
use crate::learning::results::wire::french_mark;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::reply::{Answer, Reply};
use crate::platform::typesetting;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};

/// The template of a summary.
const TEMPLATE: &str = include_str!("../../../../templates/mock_exam_summary.typ");

/// Prints the marks and the means of everybody at a mock exam, for the council, in French, as a PDF; `GET
/// /v1/mock-exams/{id}/results` says the same as JSON.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    responses((status = 200, description = "The summary.", body = typesetting::PdfFile, content_type = "application/pdf")))]
#[get("/v1/mock-exams/{id}/summary.pdf")]
pub async fn print_mock_exam_summary(door: Door, catalogue: Data<Catalogue>, id: Path<MockExamId>) -> Answer {
    let id = id.into_inner();
    let printed = door
        .read(Act::RankCandidates, move |conn, asker| {
            let catalogue = as_it_stands(conn, &catalogue, asker.today)?;
            let exam = exams::find_exam(conn, &asker.reach, id)?.or_not_found("mock_exam")?;
            Reply::ok(&summary(conn, asker, &catalogue, exam)?)
        })
        .await?;
    let pdf = typesetting::typeset(TEMPLATE, printed.body.unwrap_or_default()).await?;
    Reply::file("application/pdf", &format!("recapitulatif-{id}.pdf"), pdf)
}

/// What a summary is made of.
#[derive(Debug, Clone, Serialize)]
struct ClassSummary {
    #[serde(flatten)]
    head: Letterhead,
    title: String,
    session: String,
    cohort: String,
    programme: String,
    draft: bool,
    papers: Vec<SummaryPaper>,
    candidates: Vec<SummaryLine>,
    /// The mean of the complete means.
    mean: String,
    printed_on: String,
    date: ResultSheetDate,
}

#[derive(Debug, Clone, Serialize)]
struct SummaryPaper {
    code: String,
    label: String,
    coefficient: String,
    mean: String,
}

#[derive(Debug, Clone, Serialize)]
struct SummaryLine {
    name: String,
    marks: Vec<String>,
    mean: String,
}

fn summary(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    exam: MockExam,
) -> Result<ClassSummary, Problem> {
    let cohort = cohort_of(conn, asker, &exam)?;
    let (_, last_day) = exam.days();
    let candidates = exams::candidates_on(conn, &asker.reach, exam.cohort_id, last_day)?;
    let ids: Vec<EnrolmentId> = candidates.iter().map(|one| one.enrolment_id).collect();
    let sheets = sheets_of(conn, asker, catalogue, &cohort, (vec![exam], &ids))?;
    let sheet = sheets.first().or_not_found("mock_exam")?;
    let known = sheet.known();
    let results: HashMap<EnrolmentId, CandidateResult<'_>> =
        ids.iter().map(|one| (*one, sheet.result(*one, &known))).collect();
    let means = results.values().map(|one| one.mean).filter(|mean| mean.complete);
    Ok(ClassSummary {
        head: Letterhead::of(catalogue, sheet.exam.site_id),
        title: format!("Récapitulatif de l’examen blanc n° {}", sheet.exam.ordinal),
        session: typeset_text(&sheet.exam.days_in_words().fr),
        cohort: typeset_text(&cohort.facts.name),
        programme: programme_of(catalogue, &cohort).map(|one| typeset_text(&one.title)).unwrap_or_default(),
        draft: sheet.exam.state != MockExamState::Released,
        papers: papers_of(&results),
        mean: mean_among(means.filter_map(|mean| mean.hundredths)),
        candidates: candidates.iter().filter_map(|one| line_of(one, &results)).collect(),
        printed_on: french_day(asker.today),
        date: asker.today.into(),
    })
}

/// The papers, in the order of the regulation, each with the mean of its marks.
fn papers_of(results: &HashMap<EnrolmentId, CandidateResult<'_>>) -> Vec<SummaryPaper> {
    let Some(any) = results.values().next() else { return Vec::new() };
    let at = |rank: usize| results.values().filter_map(move |one| one.units.get(rank)?.hundredths);
    let each = any.units.iter().enumerate().map(|(rank, unit)| SummaryPaper {
        code: unit.unit.paper.facts.unit_code.clone(),
        label: typeset_text(&unit.unit.paper.facts.label),
        coefficient: printed_coefficient(unit),
        mean: mean_among(at(rank).map(i64::from)),
    });
    each.collect()
}

fn mean_among(marks: impl Iterator<Item = i64>) -> String {
    distribution_of(marks, 1).map_or_else(|| "—".to_owned(), |spread| french_mark(spread.mean))
}

fn line_of(
    candidate: &Candidate,
    results: &HashMap<EnrolmentId, CandidateResult<'_>>,
) -> Option<SummaryLine> {
    let result = results.get(&candidate.enrolment_id)?;
    let partial = if result.mean.complete || result.mean.hundredths.is_none() { "" } else { " *" };
    Some(SummaryLine {
        name: typeset_text(&format!("{} {}", candidate.family_name, candidate.given_name)),
        marks: result.units.iter().map(|unit| printed_mark(unit, true)).collect(),
        mean: format!("{}{partial}", printed_mean(&result.mean)),
    })
}
