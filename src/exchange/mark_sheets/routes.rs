//! Taking a sheet of marks in, and taking it back.

use actix_web::post;
use actix_web::web::Path;

use super::model::{SheetCandidate, SheetGround, SheetReading};
use super::planning;
use super::wire::{MarkSheetImportOut, MarkSheetQuery, faults_of};
use crate::exchange::sheets::reading::{self, SheetFormat};
use crate::ids::{EnrolmentId, MarkId, MockExamId, PaperId};
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::acts::{refuse_cancelled, refuse_early};
use crate::learning::mock_exams::entering::{self, MarkOrigin, refuse_released};
use crate::learning::mock_exams::model::{MarkFacts, MockExamState, NewMark, PaperMark};
use crate::learning::mock_exams::rules::{ExistingMarks, by_place};
use crate::learning::mock_exams::store;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::upload::{Received, Upload};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{
    self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut, noted, take_noted_back,
};

/// Text parted by a separator.
const CSV: &str = "text/csv";
/// Cells as a spreadsheet gives them to be pasted.
const PASTED: &str = "text/tab-separated-values";
/// A workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(import_marks).service(withdraw_mark_import);
}

/// Takes the marks of a class in as one sheet, a line per candidate and a column per paper: a dry run unless `commit=true`,
/// which enters all of them or none.
///
/// The body is the file itself, CSV or XLSX, or the cells as a spreadsheet pastes them (tabs). Candidates are named by family
/// and given name, INE, `enrolment_id` or `apprentice_id`; papers by code or title. A cell holds `12,5`, `abs`, `abs justifiée`,
/// `disp`, or nothing, which changes nothing. Every mistake is told at once, with its line, its column and what would be
/// accepted; while there is one, nothing is entered.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), MarkSheetQuery),
    request_body(description = "The sheet.", content(
        (String = "text/csv"),
        (String = "text/tab-separated-values"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )),
    responses((status = 200, description = "What was understood, and whether it was entered.", body = MarkSheetImportOut)))]
#[post("/v1/mock-exams/{id}/marks/import")]
async fn import_marks(
    door: Door,
    id: Path<MockExamId>,
    params: Params<MarkSheetQuery>,
    file: Upload,
) -> Answer {
    let commit = params.0.commit;
    door.receive(Act::EnterMark, file, move |tx, asker, file| {
        let exam = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        if exam.state == MockExamState::Cancelled {
            return Err(refuse_cancelled());
        }
        refuse_early(&exam, asker.today)?;
        let (format, bytes) = opened(file)?;
        let table = reading::read(format, bytes)?;
        let ground = ground_of(tx, asker, &exam)?;
        let reading = planning::plan(&table, &ground);
        let before = marks_before(tx, asker, &reading)?;
        let known = by_place(&before);
        if commit {
            if !reading.faults.is_empty() {
                return Err(Problem::faults(faults_of(&reading.faults, &table.headers)));
            }
            enter(tx, asker, &exam, &ground, &batch_of(&reading, &exam, asker, &known))?;
        }
        let told = (commit, asker.lang);
        Reply::ok(&MarkSheetImportOut::of(table, &reading, (&ground, &known), told))
    })
    .await
}

/// Takes back the last sheet of marks entered at a mock exam, and says why: each mark is as it was before; refused once one of
/// them changed, or the marks are released.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/mock-exams/{id}/marks/import/withdrawal")]
async fn withdraw_mark_import(door: Door, id: Path<MockExamId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterMark, body, move |tx, asker, request| {
        let exam = store::lock_exam(tx, &asker.reach, *id)?.or_not_found("mock_exam")?;
        if exam.state == MockExamState::Released {
            return Err(refuse_released());
        }
        let about = About::record(WithdrawalKind::MarkImport, &exam, &*request.reason);
        let withdrawal = take_noted_back(tx, asker, about)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// The bytes of a sheet, and how they are read.
pub fn opened(file: &Received) -> Result<(SheetFormat, &[u8]), Problem> {
    let (media, bytes) = file.as_one_of(&[CSV, PASTED, XLSX])?;
    let format = if media == XLSX { SheetFormat::Xlsx } else { SheetFormat::Csv };
    Ok((format, bytes))
}

/// The papers and everybody of the cohort: three statements, whatever the sheet holds.
fn ground_of(tx: &mut Tx, asker: &Asker, exam: &MockExam) -> Result<SheetGround, Problem> {
    let candidates = store::candidates_by_ine(tx, &asker.reach, exam.cohort_id)?;
    let candidate = |(candidate, usage_name, ine)| SheetCandidate { candidate, usage_name, ine };
    Ok(SheetGround {
        papers: store::papers_of_exam(tx, exam)?,
        candidates: candidates.into_iter().map(candidate).collect(),
    })
}

/// The marks already kept where the sheet has some.
fn marks_before(tx: &mut Tx, asker: &Asker, reading: &SheetReading) -> Result<Vec<PaperMark>, Problem> {
    let mut papers: Vec<PaperId> = reading.marks.iter().map(|mark| mark.paper_id).collect();
    let mut candidates: Vec<EnrolmentId> = reading.marks.iter().map(|mark| mark.enrolment_id).collect();
    papers.sort_unstable();
    papers.dedup();
    candidates.sort_unstable();
    candidates.dedup();
    Ok(store::marks_at(tx, &asker.reach, &papers, &candidates)?)
}

/// The marks to write; where one says the same already, its remark and its marker stay.
fn batch_of(
    reading: &SheetReading,
    exam: &MockExam,
    asker: &Asker,
    known: &ExistingMarks<'_>,
) -> Vec<NewMark> {
    let new = reading.marks.iter().map(|one| {
        let there = known.get(&(one.paper_id, one.enrolment_id)).map(|mark| &mark.facts);
        let facts = MarkFacts {
            status: one.mark.status,
            mark_hundredths: one.mark.hundredths,
            remark: there.and_then(|facts| facts.remark.clone()),
            marker: there.and_then(|facts| facts.marker.clone()),
        };
        NewMark {
            id: MarkId::new(),
            site_id: exam.site_id,
            paper_id: one.paper_id,
            enrolment_id: one.enrolment_id,
            facts,
            entered_on: asker.today,
        }
    });
    new.collect()
}

/// Enters the marks and notes what changed, so that the whole sheet may be taken back.
fn enter(
    tx: &mut Tx,
    asker: &Asker,
    exam: &MockExam,
    ground: &SheetGround,
    batch: &[NewMark],
) -> Result<(), Problem> {
    let scopes: Vec<RowScope> =
        ground.papers.iter().map(|paper| RowScope::of("mock_exam_marks", "paper_id", paper.id.0)).collect();
    if entering::changes_nothing(tx, asker, batch)? {
        return Ok(());
    }
    let about = (WithdrawalKind::MarkImport, exam.site_id, exam.id.0);
    let entered =
        noted(tx, about, &scopes, |tx| entering::enter(tx, asker, exam, (batch, &[]), MarkOrigin::Entry))?;
    let fields = [format!("{} marks", entered.written)];
    asker.record_fields(tx, Event::MockExamMarksImported, exam, &fields)?;
    Ok(())
}
