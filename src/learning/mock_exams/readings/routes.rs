//! Which papers two people mark, what each gives, what they settle on; and taking those back.

use actix_web::web::Path;
use actix_web::{get, post, put};
use chrono::{DateTime, Utc};

use super::acts::{KnownReadings, ReadingPlace, faults_of, follow_agreements};
use super::model::{MarkAgreement, MarkReading, MarkReconciliation, NewMarkReading, ReadingPair};
use super::rules::agreement;
use super::rules::book::{FAR_APART_ONLY, READ_BEFORE_RELEASED, READINGS_ARE_FRESH};
use super::store;
use super::wire::{
    MarkReadingIn, MarkReadingsIn, MarkReadingsOut, MarkReconciledOut, MarkReconciliationIn, ReadingFilter,
    ReadingLineOut, ReadingOfCandidateOut, ReadingPairOut,
};
use crate::ids::{EnrolmentId, MarkReadingId, MarkReconciliationId, MockExamId};
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::acts::{refuse_cancelled, refuse_early};
use crate::learning::mock_exams::model::{MockExamPaper, MockExamState};
use crate::learning::mock_exams::store::{self as exams, Written};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

/// Mounts the readings.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(enter_mark_readings)
        .service(list_mark_readings)
        .service(reconcile_mark)
        .service(withdraw_mark_reading)
        .service(withdraw_mark_reconciliation)
        .service(super::papers::choose_double_marking);
}

/// Enters the marks that two people give papers, all or none: where both are near enough, their mean becomes the mark; where
/// they are far apart, the paper waits for a reconciliation.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MarkReadingsIn,
    responses((status = 200, description = "Where both markers of each paper now stand.", body = MarkReadingsOut)))]
#[put("/v1/mock-exams/{id}/readings")]
async fn enter_mark_readings(door: Door, id: Path<MockExamId>, body: Body<MarkReadingsIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let exam = locked(tx, asker, *id)?;
        let papers = exams::papers_of_exam(tx, &exam)?;
        let versions: Vec<_> = request.readings.iter().map(|entry| entry.version).collect();
        let entries = request.readings.into_iter().map(|entry| written(entry, &exam));
        let batch: Vec<NewMarkReading> = entries.collect();
        let before = KnownReadings::of(tx, asker, &papers)?;
        refuse_faults(tx, asker, &exam, (&batch, &papers, &before))?;
        refuse_stale(&batch, &versions, &before.readings)?;
        let there =
            |entry: &NewMarkReading| reading_at(&before.readings, entry).is_some_and(|one| entry.says(one));
        let changes: Vec<&NewMarkReading> = batch.iter().filter(|entry| !there(entry)).collect();
        let entered = store::write_readings(tx, &changes)?;
        let fields = ["mark_hundredths", "marker", "remark"];
        asker.record_all(tx, entered.iter().map(|one| (Event::MarkReadingEntered, one)), &fields)?;
        let known = KnownReadings::of(tx, asker, &papers)?;
        let places = places_of(&batch);
        let marks_entered = follow_agreements(tx, asker, &exam, (&papers, &known, &places))?;
        let (entered, unchanged) = (entered.len(), batch.len() - entered.len());
        let data = shown(&papers, &known, &places, asker);
        Reply::ok(&MarkReadingsOut { entered, unchanged, marks_entered, data })
    })
    .await
}

/// Lists, candidate by candidate, what both markers gave and whether they agree.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), Paged<ReadingFilter>),
    responses((status = 200, description = "One page of candidates, by name.", body = Page<ReadingLineOut>)))]
#[get("/v1/mock-exams/{id}/readings")]
async fn list_mark_readings(
    door: Door,
    id: Path<MockExamId>,
    params: Params<Paged<ReadingFilter>>,
) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadMarkReading, move |conn, asker| {
        let exam = exams::find_exam(conn, &asker.reach, *id)?.or_not_found("mock_exam")?;
        let mut papers = exams::papers_of_exam(conn, &exam)?;
        papers.retain(|paper| paper.double_marking && filter.paper.is_none_or(|only| only == paper.id));
        let known = KnownReadings::of(conn, asker, &papers)?;
        let pairs = known.pairs();
        let nothing = ReadingPair::default();
        let rows = exams::list_candidates(conn, &asker.reach, exam.cohort_id, &page)?;
        let page = Page::of(rows, page.limit, |one| Written { id: one.enrolment_id.0 })
            .counted(&page, || exams::count_candidates(conn, &asker.reach, exam.cohort_id))?;
        Reply::page(&page.map(|candidate| {
            let of = |paper: &MockExamPaper| {
                let pair = pairs.get(&(paper.id, candidate.enrolment_id)).unwrap_or(&nothing);
                ReadingPairOut::of(paper, pair, asker.lang)
            };
            let told = papers.iter().map(of).collect();
            ReadingLineOut::of(candidate, told)
        }))
    })
    .await
}

/// Settles the mark of a paper whose two markers are far apart; a reading that changes afterwards opens the matter again.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = MarkReconciliationIn,
    responses((status = 200, description = "Where both markers now stand.", body = MarkReconciledOut)))]
#[post("/v1/mock-exams/{id}/reconciliations")]
async fn reconcile_mark(door: Door, id: Path<MockExamId>, body: Body<MarkReconciliationIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let exam = locked(tx, asker, *id)?;
        let mut papers = exams::papers_of_exam(tx, &exam)?;
        papers.retain(|paper| paper.id == request.paper_id);
        let place: ReadingPlace = (request.paper_id, request.enrolment_id);
        let both = store::lock_pair(tx, &asker.reach, place.0, place.1)?;
        let settled = settled(&exam, (&papers, &both), request, asker.now)?;
        let settled = store::reconcile(tx, &settled)?;
        asker.record(tx, Event::MarkReconciled, &settled)?;
        let known = KnownReadings::of(tx, asker, &papers)?;
        follow_agreements(tx, asker, &exam, (&papers, &known, &[place]))?;
        let told = shown(&papers, &known, &[place], asker).pop().or_not_found("paper")?;
        let ReadingOfCandidateOut { enrolment_id, pair } = told;
        Reply::ok(&MarkReconciledOut { id: settled.id, enrolment_id, pair })
    })
    .await
}

/// Takes a reading back, and says why: the paper waits for it again, its mark stays until both markers agree anew.
#[utoipa::path(tag = "mock exams", params(("id" = MarkReadingId, Path, description = "Reading.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exam-readings/{id}/withdrawal")]
async fn withdraw_mark_reading(door: Door, id: Path<MarkReadingId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let found = store::find_reading(tx, &asker.reach, *id)?.or_not_found("mark_reading")?;
        let apprentice_id = unreleased(tx, asker, (found.paper_id, found.enrolment_id), "mark_reading")?;
        let found = store::find_reading(tx, &asker.reach, *id)?.or_not_found("mark_reading")?;
        let about = About::record(WithdrawalKind::MarkReading, &found, &*request.reason);
        let about = About { apprentice_id, ..about };
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes a reconciliation back, and says why: both markers are far apart again.
#[utoipa::path(tag = "mock exams", params(("id" = MarkReconciliationId, Path, description = "Reconciliation.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/mock-exam-reconciliations/{id}/withdrawal")]
async fn withdraw_mark_reconciliation(
    door: Door,
    id: Path<MarkReconciliationId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let noun = "mark_reconciliation";
        let found = store::find_reconciliation(tx, &asker.reach, *id)?.or_not_found(noun)?;
        let apprentice_id = unreleased(tx, asker, (found.paper_id, found.enrolment_id), noun)?;
        let found = store::find_reconciliation(tx, &asker.reach, *id)?.or_not_found(noun)?;
        let about = About::record(WithdrawalKind::MarkReconciliation, &found, &*request.reason);
        let about = About { apprentice_id, ..about };
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// The mock exam, locked, while its readings may change.
fn locked(tx: &mut Tx, asker: &Asker, id: MockExamId) -> Result<MockExam, Problem> {
    let exam = exams::lock_exam(tx, &asker.reach, id)?.or_not_found("mock_exam")?;
    refuse_settled_marks(&exam)?;
    refuse_early(&exam, asker.today)?;
    Ok(exam)
}

/// Refuses what no longer changes of marks that are released.
pub(super) fn refuse_settled_marks(exam: &MockExam) -> Result<(), Problem> {
    match exam.state {
        MockExamState::Cancelled => Err(refuse_cancelled()),
        MockExamState::Released => {
            Err(READ_BEFORE_RELEASED
                .conflict(Sentence::new(READ_BEFORE_RELEASED.fr, READ_BEFORE_RELEASED.en)))
        }
        MockExamState::Planned | MockExamState::Held | MockExamState::Marked => Ok(()),
    }
}

/// Locks the mock exam of a paper whose marks are not released, and gives the apprentice of the candidate.
fn unreleased(
    tx: &mut Tx,
    asker: &Asker,
    (paper, candidate): ReadingPlace,
    noun: &'static str,
) -> Result<Option<crate::ids::ApprenticeId>, Problem> {
    let exam = store::exam_of(tx, paper)?.or_not_found(noun)?;
    let exam = exams::lock_exam(tx, &asker.reach, exam)?.or_not_found(noun)?;
    refuse_settled_marks(&exam)?;
    Ok(exams::candidate(tx, candidate)?)
}

fn written(entry: MarkReadingIn, exam: &MockExam) -> NewMarkReading {
    NewMarkReading {
        id: MarkReadingId::new(),
        site_id: exam.site_id,
        paper_id: entry.paper_id,
        enrolment_id: entry.enrolment_id,
        reading: entry.reading,
        mark_hundredths: entry.mark_hundredths,
        marker: entry.marker,
        remark: entry.remark,
    }
}

fn refuse_faults(
    tx: &mut Tx,
    asker: &Asker,
    exam: &MockExam,
    (batch, papers, known): (&[NewMarkReading], &[MockExamPaper], &KnownReadings),
) -> Result<(), Problem> {
    let candidates: Vec<EnrolmentId> = batch.iter().map(|entry| entry.enrolment_id).collect();
    let enrolled = exams::enrolled_among(tx, &asker.reach, exam.cohort_id, &candidates)?;
    let faults = faults_of(batch, papers, &enrolled, known);
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

fn reading_at<'a>(known: &'a [MarkReading], entry: &NewMarkReading) -> Option<&'a MarkReading> {
    let place = (entry.paper_id, entry.enrolment_id, entry.reading);
    known.iter().find(|one| (one.paper_id, one.enrolment_id, one.reading) == place)
}

fn refuse_stale(
    batch: &[NewMarkReading],
    versions: &[Option<i64>],
    known: &[MarkReading],
) -> Result<(), Problem> {
    let stale = |entry: &NewMarkReading, version: &Option<i64>| {
        version.is_some() && *version != reading_at(known, entry).map(|one| one.version)
    };
    match batch.iter().zip(versions).position(|(entry, version)| stale(entry, version)) {
        None => Ok(()),
        Some(place) => Err(READINGS_ARE_FRESH.conflict(say!(
            "La lecture /readings/{place} a changé depuis ; rien n'a été enregistré.",
            "Reading /readings/{place} changed since; nothing was saved."
        ))),
    }
}

/// The candidates and papers of a batch, each once, in its order.
fn places_of(batch: &[NewMarkReading]) -> Vec<ReadingPlace> {
    let mut places: Vec<ReadingPlace> = Vec::new();
    for entry in batch {
        let place = (entry.paper_id, entry.enrolment_id);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn shown(
    papers: &[MockExamPaper],
    known: &KnownReadings,
    places: &[ReadingPlace],
    asker: &Asker,
) -> Vec<ReadingOfCandidateOut> {
    let pairs = known.pairs();
    let of = |place: &ReadingPlace| {
        let paper = papers.iter().find(|paper| paper.id == place.0)?;
        let pair = ReadingPairOut::of(paper, pairs.get(place)?, asker.lang);
        Some(ReadingOfCandidateOut { enrolment_id: place.1, pair })
    };
    places.iter().filter_map(of).collect()
}

/// What both markers settle on, refused unless they are far apart.
fn settled(
    exam: &MockExam,
    (papers, both): (&[MockExamPaper], &[MarkReading]),
    request: MarkReconciliationIn,
    now: DateTime<Utc>,
) -> Result<MarkReconciliation, Problem> {
    let paper = papers.first().ok_or_else(|| {
        let text = say!("Aucune épreuve de cet examen blanc.", "No paper of this mock exam.");
        Problem::fault("/paper_id", "paper.unknown", text)
    })?;
    let pair = ReadingPair {
        first: both.iter().find(|one| one.reading == 1),
        second: both.iter().find(|one| one.reading == 2),
        reconciled: None,
    };
    let (stands, _) = agreement(&pair, paper.agreed_within_hundredths.unwrap_or_default());
    let (Some(first), Some(second), MarkAgreement::ToReconcile) = (pair.first, pair.second, stands) else {
        let (label, english) = (stands.label_fr(), stands.label_en());
        return Err(FAR_APART_ONLY.conflict(say!(
            "Rien à concilier ici : {label}.",
            "There is nothing to reconcile here: {english}."
        )));
    };
    Ok(MarkReconciliation {
        id: MarkReconciliationId::new(),
        site_id: exam.site_id,
        paper_id: request.paper_id,
        enrolment_id: request.enrolment_id,
        mark_hundredths: request.mark_hundredths,
        reason: request.reason,
        first_version: first.version,
        second_version: second.version,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}
