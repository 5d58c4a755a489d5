//! Which papers of a mock exam two people mark.

use actix_web::put;
use actix_web::web::{Data, Path};

use super::routes::refuse_settled_marks;
use super::rules::book::READ_PAPER_STAYS_DOUBLE;
use super::store;
use super::wire::DoubleMarkingIn;
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::ids::{MockExamId, PaperId};
use crate::law::findings::{Finding, refuse_errors};
use crate::learning::mock_exams::model::MockExamPaper;
use crate::learning::mock_exams::routes::with_papers;
use crate::learning::mock_exams::rules::book::PAPER_IS_OF_REGULATION;
use crate::learning::mock_exams::store as exams;
use crate::learning::mock_exams::wire::MockExamDetailOut;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::reply::Answer;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;

/// Says which papers two people mark, each without the other, and how far apart they may be; no other paper is. A paper whose
/// readings are entered stays so.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = DoubleMarkingIn,
    responses((status = 200, description = "The mock exam with its papers.", body = MockExamDetailOut)))]
#[put("/v1/mock-exams/{id}/double-marking")]
pub(super) async fn choose_double_marking(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<MockExamId>,
    body: Body<DoubleMarkingIn>,
) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let exam = exams::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        asker.expects(exam.version)?;
        refuse_settled_marks(&exam)?;
        let cohort = cohorts::store::find(tx, &asker.reach, exam.cohort_id)?.or_not_found("mock_exam")?;
        let marking = catalogue.programme(&cohort.programme).map(|one| one.mock_exam_marking.clone());
        let usual = i32::from(marking.unwrap_or_default().agreed_within_hundredths);
        let papers = exams::papers_of_exam(tx, &exam)?;
        let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id).collect();
        let read: Vec<PaperId> =
            store::readings_of(tx, &asker.reach, &ids)?.into_iter().map(|one| one.paper_id).collect();
        refuse_errors(faults(&request, &papers, &read))?;
        let within = |paper: &MockExamPaper| {
            let asked = request.papers.iter().find(|one| one.unit_code == paper.facts.unit_code)?;
            Some(asked.agreed_within_hundredths.unwrap_or(usual))
        };
        let chosen: Vec<(PaperId, Option<i32>)> =
            papers.iter().map(|paper| (paper.id, within(paper))).collect();
        if papers.iter().all(|paper| paper.agreed_within_hundredths == within(paper)) {
            return with_papers(tx, exam, Vec::new(), asker.lang);
        }
        exams::choose_double_marking(tx, &chosen)?;
        let exam = exams::touch_exam(tx, exam.id)?;
        asker.record_fields(tx, Event::MockExamChanged, &exam, &["double_marking"])?;
        with_papers(tx, exam, Vec::new(), asker.lang)
    })
    .await
}

/// Everything wrong with the papers chosen.
fn faults(request: &DoubleMarkingIn, papers: &[MockExamPaper], read: &[PaperId]) -> Vec<Finding> {
    let codes: Vec<&str> = papers.iter().map(|paper| paper.facts.unit_code.as_str()).collect();
    let names = codes.join(", ");
    let unknown =
        request.papers.iter().enumerate().filter(|(_, one)| !codes.contains(&one.unit_code.as_str()));
    let unknown = unknown.map(|(rank, _)| {
        let facts = say!("Épreuves de cet examen blanc : {names}.", "Papers of this mock exam: {names}.");
        PAPER_IS_OF_REGULATION.at(format!("/papers/{rank}/unit_code"), facts)
    });
    let stays = |paper: &&MockExamPaper| {
        let chosen = request.papers.iter().any(|one| one.unit_code == paper.facts.unit_code);
        paper.double_marking && !chosen && read.contains(&paper.id)
    };
    let dropped = papers.iter().filter(stays).map(|paper| {
        let code = &paper.facts.unit_code;
        let facts = say!(
            "Des lectures sont saisies à l'épreuve {code} : retirez-les d'abord.",
            "Readings are entered at paper {code}: take them back first."
        );
        READ_PAPER_STAYS_DOUBLE.at("/papers", facts)
    });
    unknown.chain(dropped).collect()
}
