//! Which papers a mock exam has: those of the regulation of the exam, some dropped, some added again.

use std::collections::BTreeSet;

use actix_web::put;
use actix_web::web::{Data, Path};

use super::exams::{refuse_settled, with_papers};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::ids::MockExamId;
use crate::law::findings::{Finding, refuse_errors};
use crate::learning::mock_exams::model::{MockExamPaper, PaperFacts};
use crate::learning::mock_exams::rules::book::{
    MARKED_PAPER_STAYS, PAPER_IS_OF_REGULATION, SEATED_PAPER_STAYS,
};
use crate::learning::mock_exams::rules::papers_of;
use crate::learning::mock_exams::store;
use crate::learning::mock_exams::wire::{MockExamDetailOut, PapersIn};
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::reply::Answer;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;

/// Says which exam units a mock exam still to come has a paper of: the others are dropped, unless somebody was marked there.
/// Those it has already change nothing.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = PapersIn,
    responses((status = 200, description = "The mock exam with its papers.", body = MockExamDetailOut)))]
#[put("/v1/mock-exams/{id}/papers")]
pub(super) async fn choose_papers(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<MockExamId>,
    body: Body<PapersIn>,
) -> Answer {
    door.create(Act::ChangeMockExam, body, move |tx, asker, request| {
        let current = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        asker.expects(current.version)?;
        refuse_settled(current.state)?;
        let cohort = cohorts::store::find(tx, &asker.reach, current.cohort_id)?.or_not_found("mock_exam")?;
        let programme = catalogue.programme(&cohort.programme);
        let regulation = programme.and_then(|one| one.regulation(&cohort.facts.exam_regulation));
        let possible = regulation.map(papers_of).unwrap_or_default();
        let kept = store::papers_of_exam(tx, &current)?;
        let marked = store::marked_units(tx, current.id)?;
        let seated = store::seated_units(tx, current.id)?;
        let mut wrong = faults(&request.unit_codes, &possible, &kept, &marked);
        wrong.extend(
            seated.iter().filter(|code| !request.unit_codes.contains(code)).map(|code| seat_stays(code)),
        );
        refuse_errors(wrong)?;
        let chosen: BTreeSet<&str> = request.unit_codes.iter().map(String::as_str).collect();
        let has = |code: &str| kept.iter().any(|paper| paper.facts.unit_code == code);
        let added: Vec<PaperFacts> = possible
            .into_iter()
            .filter(|paper| chosen.contains(paper.unit_code.as_str()) && !has(&paper.unit_code))
            .collect();
        if added.is_empty() && kept.iter().all(|paper| chosen.contains(paper.facts.unit_code.as_str())) {
            return with_papers(tx, current, Vec::new(), asker.lang);
        }
        let exam = store::choose_papers(tx, &current, &request.unit_codes, &added)?;
        asker.record_fields(tx, Event::MockExamChanged, &exam, &["papers"])?;
        with_papers(tx, exam, Vec::new(), asker.lang)
    })
    .await
}

/// The refusal to drop a paper that people are called to.
fn seat_stays(code: &str) -> Finding {
    let facts = say!(
        "Une épreuve {code} est prévue : retirez-la d'abord.",
        "A sitting of paper {code} is planned: take it back first."
    );
    SEATED_PAPER_STAYS.at("/unit_codes", facts)
}

/// Everything wrong with the units chosen.
fn faults(
    chosen: &[String],
    possible: &[PaperFacts],
    kept: &[MockExamPaper],
    marked: &[String],
) -> Vec<Finding> {
    let unknown = chosen.iter().enumerate().filter(|(_, code)| {
        let is = |known: &str| known == code.as_str();
        !possible.iter().any(|paper| is(&paper.unit_code)) && !kept.iter().any(|one| is(&one.facts.unit_code))
    });
    let names = possible.iter().map(|paper| paper.unit_code.as_str()).collect::<Vec<_>>().join(", ");
    let unknown = unknown.map(|(rank, _)| {
        let facts = say!("Épreuves du règlement : {names}.", "Units of the regulation: {names}.");
        PAPER_IS_OF_REGULATION.at(format!("/unit_codes/{rank}"), facts)
    });
    let dropped = marked.iter().filter(|code| !chosen.contains(code)).map(|code| {
        let facts = say!("Des notes sont saisies à l'épreuve {code}.", "Marks are entered at paper {code}.");
        MARKED_PAPER_STAYS.at("/unit_codes", facts)
    });
    unknown.chain(dropped).collect()
}
