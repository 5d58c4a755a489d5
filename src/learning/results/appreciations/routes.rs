//! Writing, reading and taking back what the council says.

use actix_web::web::Path;
use actix_web::{get, post, put};

use super::model::{CouncilAppreciation, NewCouncilAppreciation};
use super::store;
use super::wire::{CouncilAppreciationIn, CouncilAppreciationsIn, CouncilAppreciationsOut};
use crate::ids::{CouncilAppreciationId, EnrolmentId, MockExamId};
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::acts::{refuse_cancelled, refuse_early};
use crate::learning::mock_exams::model::MockExamState;
use crate::learning::mock_exams::store::{self as exams, Written};
use crate::learning::results::rules::book::{APPRECIATED_ONCE, APPRECIATIONS_ARE_FRESH};
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::body::Body;
use crate::platform::error::{Fault, OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the appreciations.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(write_council_appreciations)
        .service(list_council_appreciations)
        .service(withdraw_council_appreciation);
}

/// Writes what the council says of candidates at a mock exam, all or none; apprentices read it with their marks, once released.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = CouncilAppreciationsIn,
    responses((status = 200, description = "The appreciations as they now are.", body = CouncilAppreciationsOut)))]
#[put("/v1/mock-exams/{id}/council-appreciations")]
async fn write_council_appreciations(
    door: Door,
    id: Path<MockExamId>,
    body: Body<CouncilAppreciationsIn>,
) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let exam = exams::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        if exam.state == MockExamState::Cancelled {
            return Err(refuse_cancelled());
        }
        refuse_early(&exam, asker.today)?;
        let candidates: Vec<EnrolmentId> =
            request.appreciations.iter().map(|entry| entry.enrolment_id).collect();
        let enrolled = exams::enrolled_among(tx, &asker.reach, exam.cohort_id, &candidates)?;
        refuse_faults(&request.appreciations, &enrolled)?;
        let before = store::of(tx, &asker.reach, &[exam.id], &candidates)?;
        refuse_stale(&request.appreciations, &before)?;
        let batch: Vec<NewCouncilAppreciation> =
            request.appreciations.into_iter().map(|entry| written(entry, &exam)).collect();
        let there = |new: &NewCouncilAppreciation| {
            before.iter().any(|one| (one.enrolment_id, &one.text) == (new.enrolment_id, &new.text))
        };
        let changes: Vec<&NewCouncilAppreciation> = batch.iter().filter(|one| !there(one)).collect();
        let new = store::write(tx, &changes)?;
        asker.record_all(tx, new.iter().map(|one| (Event::CouncilAppreciationWritten, one)), &["text"])?;
        let (written, unchanged) = (new.len(), batch.len() - new.len());
        let data = store::of(tx, &asker.reach, &[exam.id], &candidates)?;
        Reply::ok(&CouncilAppreciationsOut { written, unchanged, data })
    })
    .await
}

/// Lists what the council says at a mock exam, each with the people it is about: all for staff; once the marks are released,
/// one's apprentices' for tutors, one's own for students.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), Paging),
    responses((status = 200, description = "One page of appreciations.", body = Page<Peopled<CouncilAppreciation>>)))]
#[get("/v1/mock-exams/{id}/council-appreciations")]
async fn list_council_appreciations(door: Door, id: Path<MockExamId>, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadMark, move |conn, asker| {
        let exam = exams::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let rows = store::list(conn, &asker.reach, exam.id, &page)?;
        let found = Page::of(rows, page.limit, |row| Written { id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, exam.id))?;
        Reply::page(&peopled(conn, asker, found)?)
    })
    .await
}

/// Takes an appreciation of the council back, and says why.
#[utoipa::path(tag = "mock exams", params(("id" = CouncilAppreciationId, Path, description = "Appreciation.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/council-appreciations/{id}/withdrawal")]
async fn withdraw_council_appreciation(
    door: Door,
    id: Path<CouncilAppreciationId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let noun = "council_appreciation";
        let found = store::find(tx, &asker.reach, *id)?.or_not_found(noun)?;
        exams::lock_exam(tx, &asker.reach, found.mock_exam_id)?.or_not_found(noun)?;
        let found = store::find(tx, &asker.reach, *id)?.or_not_found(noun)?;
        let about = About::record(WithdrawalKind::CouncilAppreciation, &found, &*request.reason);
        let about = About { apprentice_id: exams::candidate(tx, found.enrolment_id)?, ..about };
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn written(entry: CouncilAppreciationIn, exam: &MockExam) -> NewCouncilAppreciation {
    NewCouncilAppreciation {
        id: CouncilAppreciationId::new(),
        site_id: exam.site_id,
        mock_exam_id: exam.id,
        enrolment_id: entry.enrolment_id,
        text: entry.text,
    }
}

/// Everything wrong with a batch, at its place.
fn refuse_faults(batch: &[CouncilAppreciationIn], enrolled: &[EnrolmentId]) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (index, entry) in batch.iter().enumerate() {
        let pointer = format!("/appreciations/{index}/enrolment_id");
        if !enrolled.contains(&entry.enrolment_id) {
            let text = say!("Aucune inscription dans cette promotion.", "No enrolment in this cohort.");
            faults.push(Fault::new(pointer.clone(), "enrolment.unknown", text));
        }
        if batch.iter().take(index).any(|other| other.enrolment_id == entry.enrolment_id) {
            let text = say!("Ce candidat est déjà plus haut.", "This candidate is above already.");
            faults.push(Fault::new(pointer, APPRECIATED_ONCE.code, text));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

fn refuse_stale(batch: &[CouncilAppreciationIn], before: &[CouncilAppreciation]) -> Result<(), Problem> {
    let present = |entry: &CouncilAppreciationIn| {
        before.iter().find(|one| one.enrolment_id == entry.enrolment_id).map(|one| one.version)
    };
    match batch.iter().position(|entry| entry.version.is_some() && entry.version != present(entry)) {
        None => Ok(()),
        Some(place) => Err(APPRECIATIONS_ARE_FRESH.conflict(say!(
            "L'appréciation /appreciations/{place} a changé depuis sa lecture ; rien n'a été enregistré.",
            "Appreciation /appreciations/{place} changed since it was read; nothing was saved."
        ))),
    }
}
