//! Taking a sheet of exam results in, and taking it back.

use actix_web::post;
use actix_web::web::{Data, Path};

use super::model::{ResultGround, ResultReading};
use super::planning;
use super::wire::{ResultSheetOut, ResultSheetQuery};
use crate::catalogue::cohorts;
use crate::catalogue::programmes::Catalogue;
use crate::exchange::mark_sheets::model::SheetCandidate;
use crate::exchange::mark_sheets::routes::opened;
use crate::exchange::mark_sheets::wire::faults_of;
use crate::exchange::sheets::reading;
use crate::ids::{CohortId, EnrolmentId};
use crate::learning::mock_exams::store::candidates_by_ine;
use crate::outcomes::results::acts::{self, ExamEntry, SessionSat};
use crate::outcomes::results::store;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::platform::upload::Upload;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{
    self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut, noted, take_noted_back,
};

/// What the journal names of exams written by a sheet.
const FIELDS: [&str; 3] = ["registered_on", "units", "decision"];

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(import_exam_results).service(withdraw_result_import);
}

/// Takes the official exams of a class in as one sheet, a line per candidate: a dry run unless `commit=true`, which enters all
/// of them or none.
///
/// The body is the file itself, CSV or XLSX, or the cells as a spreadsheet pastes them (tabs). Candidates are named by family
/// and given name, INE, `enrolment_id` or `apprentice_id`. Columns: `Inscrit le`, `Numéro de candidat`, `Abandon le`, `Décision`,
/// `Date de décision`, `Procès-verbal`, `Diplôme le`, a unit by code or title, its catch-up oral (`E1 rattrapage`). A cell of a
/// unit holds `12,5`, `présent`, `abs`, `abs justifiée`, or nothing; an empty cell changes nothing. Every mistake is told at once,
/// with its line, its column and what would be accepted; while there is one, nothing is entered. What the jury decided is
/// corrected one by one.
#[utoipa::path(tag = "exam results", params(("id" = CohortId, Path, description = "Cohort."), ResultSheetQuery),
    request_body(description = "The sheet.", content(
        (String = "text/csv"),
        (String = "text/tab-separated-values"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )),
    responses((status = 200, description = "What was understood, and whether it was entered.", body = ResultSheetOut)))]
#[post("/v1/cohorts/{id}/results/import")]
async fn import_exam_results(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    params: Params<ResultSheetQuery>,
    file: Upload,
) -> Answer {
    let ResultSheetQuery { commit, session } = params.0;
    door.receive(Act::EnterExamResult, file, move |tx, asker, file| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let sat = SessionSat::of(&catalogue, &cohort, session.unwrap_or(cohort.facts.exam_session))?;
        let (format, bytes) = opened(file)?;
        let table = reading::read(format, bytes)?;
        let ground = ground_of(tx, asker, sat)?;
        let reading = planning::plan(asker, &table, &ground);
        if commit {
            if !reading.faults.is_empty() {
                return Err(Problem::faults(faults_of(&reading.faults, &table.headers)));
            }
            enter(tx, asker, &ground, &reading)?;
        }
        Reply::ok(&ResultSheetOut::of(table, &reading, &ground, (commit, asker.lang)))
    })
    .await
}

/// Takes back the last sheet of exam results entered for a class, and says why: each exam is as it was before; refused once one
/// of them changed.
#[utoipa::path(tag = "exam results", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/cohorts/{id}/results/import/withdrawal")]
async fn withdraw_result_import(door: Door, id: Path<CohortId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::EnterExamResult, body, move |tx, asker, request| {
        let cohort = cohorts::store::find(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let about = About::record(WithdrawalKind::ResultImport, &cohort, &*request.reason);
        let withdrawal = take_noted_back(tx, asker, about)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Everybody of the cohort, locked, and their exams at the session: a few statements, whatever the sheet holds.
fn ground_of<'a>(tx: &mut Tx, asker: &Asker, sat: SessionSat<'a>) -> Result<ResultGround<'a>, Problem> {
    let candidates = candidates_by_ine(tx, &asker.reach, sat.cohort.id)?;
    let enrolments: Vec<EnrolmentId> = candidates.iter().map(|(one, ..)| one.enrolment_id).collect();
    store::lock_enrolled(tx, sat.cohort.id, &enrolments)?;
    let known = acts::known_at(tx, asker, sat.session, &enrolments)?;
    let candidate = |(candidate, usage_name, ine)| SheetCandidate { candidate, usage_name, ine };
    Ok(ResultGround { sat, candidates: candidates.into_iter().map(candidate).collect(), known })
}

/// Enters the exams and notes what changed, so that the whole sheet may be taken back; a sheet that changes nothing is not noted.
fn enter(
    tx: &mut Tx,
    asker: &Asker,
    ground: &ResultGround<'_>,
    reading: &ResultReading,
) -> Result<(), Problem> {
    let known = |entry: &ExamEntry| ground.known.get(&entry.enrolment_id);
    let changes =
        |entry: &&ExamEntry| !known(entry).is_some_and(|known| known.exam.says_the_same(&entry.exam));
    let entries: Vec<ExamEntry> =
        reading.lines.iter().map(|line| &line.entry).filter(changes).cloned().collect();
    if entries.is_empty() {
        return Ok(());
    }
    let ids: Vec<uuid::Uuid> =
        entries.iter().map(|entry| known(entry).map_or(entry.id, |known| known.row.result.id).0).collect();
    let exams = ids.iter().map(|id| RowScope::of("exam_results", "id", *id));
    let units = ids.iter().map(|id| RowScope::of("exam_result_units", "exam_result_id", *id));
    let scopes: Vec<RowScope> = exams.chain(units).collect();
    let cohort = ground.sat.cohort;
    let about = (WithdrawalKind::ResultImport, cohort.site_id, cohort.id.0);
    let entered = noted(tx, about, &scopes, |tx| {
        acts::enter(tx, asker, ground.sat, (&entries, &ground.known), (Vec::new(), &FIELDS))
    })?;
    let fields = [format!("{} exams", entered.entered)];
    asker.record_fields(tx, Event::CohortResultsImported, cohort, &fields)?;
    Ok(())
}
