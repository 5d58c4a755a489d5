//! Handlers of results, and their mounting: nothing is kept.

use std::collections::HashMap;

use actix_web::get;
use actix_web::web::{Data, Path};

use super::acts::{ResultSheet, cohort_of, marking_of, progression_of, sheet_of_class, sheets_of};
use super::appreciations;
use super::picture::{PicturePoint, SvgPicture, drawn};
use super::rules::ranks;
use super::wire::{ProgressionOut, ProgressionParams, ResultOut, ResultParams, StatisticsOut};
use crate::catalogue::cohorts::Cohort;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, EnrolmentId, MockExamId};
use crate::law::calendar::month_in_words;
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::store::{self as exams, Written};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::Page;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::{Act, Role};
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_results)
        .service(read_mark_distribution)
        .service(list_mock_exam_results)
        .service(draw_progression);
    appreciations::routes::mount(routes);
    #[cfg(feature = "pdf")]
    routes.service(super::printing::print_bulletin).service(super::printing::print_mock_exam_summary);
}

/// Lists what the marks of a mock exam come to, by name: each unit, the mean of each block, the weighted mean; the rank only
/// when staff ask for it.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), ResultParams),
    responses((status = 200, description = "One page of results.", body = Page<ResultOut>)))]
#[get("/v1/mock-exams/{id}/results")]
async fn list_results(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<MockExamId>,
    params: Params<ResultParams>,
) -> Answer {
    let page = params.0.rows()?;
    let ranked = params.0.ranks();
    door.read(Act::ReadMark, move |conn, asker| {
        if ranked {
            asker.caller.may(Act::RankCandidates)?;
        }
        let exam = exams::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let cohort = cohort_of(conn, asker, &exam)?;
        let rows = exams::list_candidates(conn, &asker.reach, exam.cohort_id, &page)?;
        let page = Page::of(rows, page.limit, |one| Written { id: one.enrolment_id.0 })
            .counted(&page, || exams::count_candidates(conn, &asker.reach, exam.cohort_id))?;
        let ranking = if ranked { Some(ranking(conn, &catalogue, &cohort, exam.clone())?) } else { None };
        let candidates: Vec<EnrolmentId> = page.data.iter().map(|one| one.enrolment_id).collect();
        let sheets = sheets_of(conn, asker, &catalogue, &cohort, (vec![exam], &candidates))?;
        let sheet = sheets.first().or_not_found("mock_exam")?;
        let known = sheet.known();
        let told = (asker.caller.sees_names_of(Role::Student), asker.lang);
        Reply::page(&page.map(|candidate| {
            let rank = ranking.as_ref().and_then(|ranking| ranking.get(&candidate.enrolment_id).copied());
            let result = sheet.result(candidate.enrolment_id, &known);
            let council = sheet.council.get(&candidate.enrolment_id);
            ResultOut::of(candidate, (&result, council), told, rank)
        }))
    })
    .await
}

/// Says how the marks of a mock exam are spread, paper by paper and over the whole, without names; nothing where so few are
/// marked that somebody could be recognised.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    responses((status = 200, description = "How they are spread.", body = StatisticsOut)))]
#[get("/v1/mock-exams/{id}/statistics")]
async fn read_mark_distribution(door: Door, catalogue: Data<Catalogue>, id: Path<MockExamId>) -> Answer {
    door.read(Act::ReadMarkDistribution, move |conn, asker| {
        let exam = exams::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let cohort = cohort_of(conn, asker, &exam)?;
        let seen = exam.released_at.is_some() || asker.reach.covers_site(exam.site_id);
        let least = marking_of(&catalogue, &cohort).distribution_from;
        let sheet = sheet_of_class(conn, &catalogue, &cohort, exam)?.or_not_found("mock_exam")?;
        Reply::ok(&StatisticsOut::of(&sheet, least, seen, asker.lang))
    })
    .await
}

/// Lists what an apprentice has at the mock exams of their cohort, session after session, and how it moves; apprentices and
/// company tutors read the sessions released.
#[utoipa::path(tag = "mock exams", params(("id" = ApprenticeId, Path, description = "Apprentice."), ProgressionParams),
    responses((status = 200, description = "The sessions, in the order of time.", body = Peopled<ProgressionOut>)))]
#[get("/v1/apprentices/{id}/mock-exam-results")]
async fn list_mock_exam_results(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    params: Params<ProgressionParams>,
) -> Answer {
    let named = params.0.enrolment;
    door.read(Act::ReadMark, move |conn, asker| {
        let progression = progression_of(conn, asker, &catalogue, (*id, named))?;
        Reply::ok(&with_people(conn, asker, ProgressionOut::of(&progression, asker.lang))?)
    })
    .await
}

/// Draws how the weighted mean of an apprentice moves from one mock exam to the next: a small picture in black and white, told
/// in words too; of the sessions they may read.
#[utoipa::path(tag = "mock exams", params(("id" = ApprenticeId, Path, description = "Apprentice."), ProgressionParams),
    responses((status = 200, description = "The picture.", body = SvgPicture, content_type = "image/svg+xml")))]
#[get("/v1/apprentices/{id}/mock-exam-progression.svg")]
async fn draw_progression(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<ApprenticeId>,
    params: Params<ProgressionParams>,
) -> Answer {
    let named = params.0.enrolment;
    door.read(Act::ReadMark, move |conn, asker| {
        let progression = progression_of(conn, asker, &catalogue, (*id, named))?;
        let point = |sheet: &ResultSheet| {
            let known = sheet.known();
            let mean = sheet.result(progression.enrolment_id, &known).mean;
            let label = month_in_words(sheet.exam.month_on).fr.into_owned();
            PicturePoint { label, mean: mean.hundredths, complete: mean.complete }
        };
        let points: Vec<PicturePoint> = progression.sheets.iter().map(point).collect();
        let svg = drawn("Moyenne aux examens blancs", &points);
        Reply::file("image/svg+xml", "progression.svg", svg.0.into_bytes())
    })
    .await
}

/// The rank of every candidate whose mean is complete.
fn ranking(
    conn: &mut Tx,
    catalogue: &Catalogue,
    cohort: &Cohort,
    exam: MockExam,
) -> Result<HashMap<EnrolmentId, usize>, Problem> {
    let sheet = sheet_of_class(conn, catalogue, cohort, exam)?.or_not_found("mock_exam")?;
    let mut candidates: Vec<EnrolmentId> = sheet.marks.iter().map(|mark| mark.enrolment_id).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let known = sheet.known();
    let means: Vec<_> = candidates.iter().map(|one| sheet.result(*one, &known).mean).collect();
    Ok(candidates.into_iter().zip(ranks(&means)).filter_map(|(one, rank)| Some((one, rank?))).collect())
}
