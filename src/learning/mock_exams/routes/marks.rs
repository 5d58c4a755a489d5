//! Entering, reading and correcting marks.

use actix_web::web::Path;
use actix_web::{get, patch, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{refuse_cancelled, refuse_early};
use crate::ids::{EnrolmentId, MarkId, MockExamId, PaperId};
use crate::law::findings::refuse_errors;
use crate::learning::mock_exams::acts::listed_marks;
use crate::learning::mock_exams::model::{MarkFacts, MockExam, MockExamState, NewMark, PaperMark};
use crate::learning::mock_exams::rules::book::{MARKS_ARE_FRESH, RELEASED_MARK_IS_CORRECTED};
use crate::learning::mock_exams::rules::{
    ExistingMarks, Mark, by_place, changes_in, faults_of, stale_places,
};
use crate::learning::mock_exams::store::{self, MarkFilter, MarkScope, MarksRead};
use crate::learning::mock_exams::wire::{MarkEntryIn, MarkPatch, MarksIn, MarksOut};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Stale entries named in a refusal.
const NAMED: usize = 20;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(enter_marks)
        .service(list_marks)
        .service(get_mark)
        .service(change_mark)
        .service(withdraw_mark);
}

/// Enters marks, all or none; entering the same twice changes nothing.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MarksIn,
    responses((status = 200, description = "The marks as they now are.", body = MarksOut)))]
#[put("/v1/mock-exams/{id}/marks")]
async fn enter_marks(door: Door, id: Path<MockExamId>, body: Body<MarksIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let exam = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        if exam.state == MockExamState::Cancelled {
            return Err(refuse_cancelled());
        }
        refuse_early(&exam, asker.today)?;
        let versions: Vec<_> = request.marks.iter().map(|entry| entry.version).collect();
        let entries = request.marks.into_iter().map(|entry| written(entry, &exam, asker));
        let batch: Vec<NewMark> = entries.collect();
        refuse_faults(tx, asker, &exam, &batch)?;
        let before = marks_of(tx, asker, &batch)?;
        let known = by_place(&before);
        refuse_stale(&stale_places(&batch, &versions, &known))?;
        let changes = changes_in(&batch, &known);
        if exam.state == MockExamState::Released && changes.iter().any(|entry| is_known(entry, &known)) {
            return Err(refuse_released());
        }
        let entered = store::write_marks(tx, &changes)?;
        let fields = ["status", "mark_hundredths", "remark", "marker"];
        asker.record_all(tx, entered.iter().map(|mark| (Event::MarkEntered, mark)), &fields)?;
        let data = marks_of(tx, asker, &batch)?;
        let (entered, unchanged) = (entered.len(), batch.len() - entered.len());
        Reply::ok(&MarksOut { entered, unchanged, data })
    })
    .await
}

/// Lists the marks of a mock exam, each with the people it is about: all for staff, one's apprentices' for tutors, one's own for students.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), Paged<MarkFilter>),
    responses((status = 200, description = "One page of marks.", body = Page<Peopled<PaperMark>>)))]
#[get("/v1/mock-exams/{id}/marks")]
async fn list_marks(door: Door, id: Path<MockExamId>, params: Params<Paged<MarkFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMark, move |conn, asker| {
        let exam = store::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let read = MarksRead { scope: MarkScope::exam(exam.id), filter: filter.clone() };
        Reply::page(&listed_marks(conn, asker, &read, &page)?)
    })
    .await
}

/// Reads one mark.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    responses((status = 200, description = "The mark.", body = Peopled<PaperMark>)))]
#[get("/v1/mock-exam-marks/{id}")]
async fn get_mark(door: Door, id: Path<MarkId>) -> Answer {
    door.read(Act::ReadMark, move |conn, asker| {
        let mark = store::find_mark(conn, &asker.reach, *id)?.or_not_found("mark")?;
        let version = mark.version;
        Ok(Reply::ok(&with_people(conn, asker, mark)?)?.version(version))
    })
    .await
}

/// Corrects one mark by merge patch.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    request_body = MarkPatch,
    responses((status = 200, description = "The mark corrected.", body = Peopled<PaperMark>)))]
#[patch("/v1/mock-exam-marks/{id}")]
async fn change_mark(door: Door, id: Path<MarkId>, body: Body<MarkPatch>) -> Answer {
    door.change(Act::EnterMark, body, move |tx, asker, patch| {
        let (current, state) = store::lock_mark(tx, &asker.reach, *id)?.or_not_found("mark")?;
        asker.expects(current.version)?;
        match state {
            MockExamState::Cancelled => return Err(refuse_cancelled()),
            MockExamState::Released => return Err(refuse_released()),
            MockExamState::Planned | MockExamState::Held | MockExamState::Marked => {}
        }
        let facts = patch.applied_to(&current.facts)?;
        refuse_errors(Mark::new(facts.status, facts.mark_hundredths).err().into_iter().collect())?;
        let mark = store::change_mark(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::MarkEntered, &mark, &patch.fields())?;
        let version = mark.version;
        Ok(Reply::ok(&with_people(tx, asker, mark)?)?.version(version))
    })
    .await
}

/// Takes back a mark entered by mistake, and says why: the paper is without a mark again.
#[utoipa::path(tag = "mock exams", params(("id" = MarkId, Path, description = "Mark.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exam-marks/{id}/withdrawal")]
async fn withdraw_mark(door: Door, id: Path<MarkId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let (current, _) = store::lock_mark(tx, &asker.reach, *id)?.or_not_found("mark")?;
        let about = About::record(WithdrawalKind::Mark, &current, &*request.reason);
        let about = About { apprentice_id: store::candidate(tx, current.enrolment_id)?, ..about };
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// A mark as sent, as a mark to write.
fn written(entry: MarkEntryIn, exam: &MockExam, asker: &Asker) -> NewMark {
    let MarkEntryIn { paper_id, enrolment_id, status, mark_hundredths, remark, marker, .. } = entry;
    NewMark {
        id: MarkId::new(),
        site_id: exam.site_id,
        paper_id,
        enrolment_id,
        facts: MarkFacts { status, mark_hundredths, remark, marker },
        entered_on: asker.today,
    }
}

fn refuse_faults(tx: &mut Tx, asker: &Asker, exam: &MockExam, batch: &[NewMark]) -> Result<(), Problem> {
    let candidates: Vec<EnrolmentId> = batch.iter().map(|entry| entry.enrolment_id).collect();
    let enrolled = store::enrolled_among(tx, &asker.reach, exam.cohort_id, &candidates)?;
    let papers = store::papers_of_exam(tx, exam)?;
    let papers = papers.into_iter().map(|paper| paper.id).collect();
    let faults = faults_of(batch, &papers, &enrolled.into_iter().collect());
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

/// The marks already kept at the places of a batch, in its order.
fn marks_of(tx: &mut Tx, asker: &Asker, batch: &[NewMark]) -> Result<Vec<PaperMark>, Problem> {
    let papers: Vec<PaperId> = batch.iter().map(|entry| entry.paper_id).collect();
    let candidates: Vec<EnrolmentId> = batch.iter().map(|entry| entry.enrolment_id).collect();
    let around = store::marks_at(tx, &asker.reach, &papers, &candidates)?;
    let known = by_place(&around);
    let at = |entry: &NewMark| known.get(&(entry.paper_id, entry.enrolment_id)).map(|mark| (*mark).clone());
    Ok(batch.iter().filter_map(at).collect())
}

/// Whether a mark stands already where an entry would write one.
fn is_known(entry: &NewMark, known: &ExistingMarks<'_>) -> bool {
    known.contains_key(&(entry.paper_id, entry.enrolment_id))
}

fn refuse_released() -> Problem {
    RELEASED_MARK_IS_CORRECTED.conflict(say!(
        "Les notes de cet examen blanc sont publiées : corrigez-les une à une, avec une raison \
         (POST /v1/mock-exam-marks/{{id}}/correction), ou retirez d'abord la publication.",
        "The marks of this mock exam are released: correct them one by one, with a reason \
         (POST /v1/mock-exam-marks/{{id}}/correction), or take the release back first."
    ))
}

fn refuse_stale(places: &[usize]) -> Result<(), Problem> {
    if places.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = places.iter().take(NAMED).map(|place| format!("/marks/{place}")).collect();
    let (count, named) = (places.len(), named.join(", "));
    Err(MARKS_ARE_FRESH.conflict(say!(
        "{count} note(s) ont changé depuis leur lecture ({named}) ; rien n'a été enregistré.",
        "{count} mark(s) changed since they were read ({named}); nothing was saved."
    )))
}
