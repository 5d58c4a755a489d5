//! Planning, reading, changing and taking back sittings.

use actix_web::web::{Data, Path};
use actix_web::{get, patch, post};

use crate::catalogue::programmes::Catalogue;
use crate::ids::{MockExamId, SittingId};
use crate::law::findings::Warning;
use crate::learning::mock_exams::store as exams;
use crate::learning::sittings::acts;
use crate::learning::sittings::store::{self, AgendaFilter, SittingKey};
use crate::learning::sittings::wire::{SittingDetailOut, SittingOut, SittingPatch, SittingsIn, SittingsOut};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged, Paging, Rows};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(plan_sittings)
        .service(list_sittings_of_exam)
        .service(list_sittings)
        .service(get_sitting)
        .service(change_sitting)
        .service(withdraw_sitting);
}

/// Plans sittings of a mock exam, all or none; everything wrong with them is told at once.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam.")),
    request_body = SittingsIn,
    responses((status = 201, description = "The sittings, in the order sent.", body = SittingsOut)))]
#[post("/v1/mock-exams/{id}/sittings")]
async fn plan_sittings(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<MockExamId>,
    body: Body<SittingsIn>,
) -> Answer {
    door.create(Act::PlanSitting, body, move |tx, asker, request| {
        let (data, found) = acts::plan(tx, asker, &catalogue, *id, &request)?;
        let warnings = found.into_iter().map(|finding| Warning::render(finding, asker.lang)).collect();
        Reply::created(format!("/v1/mock-exams/{id}/sittings"), &SittingsOut { data, warnings })
    })
    .await
}

/// Lists the sittings of a mock exam, in the order of time.
#[utoipa::path(tag = "mock exams", params(("id" = MockExamId, Path, description = "Mock exam."), Paging),
    responses((status = 200, description = "One page of sittings.", body = Page<SittingOut>)))]
#[get("/v1/mock-exams/{id}/sittings")]
async fn list_sittings_of_exam(door: Door, id: Path<MockExamId>, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadSitting, move |conn, asker| {
        let exam = exams::find_exam(conn, &asker.caller.may(Act::ReadMockExam)?, *id)?;
        let exam = exam.or_not_found("mock_exam")?;
        let filter = AgendaFilter { mock_exam: Some(exam.id), ..AgendaFilter::default() };
        Reply::page(&listed(conn, asker, &filter, &page)?)
    })
    .await
}

/// Lists sittings in the order of time: those published that they sit for students, or of which they are a juror for tutors.
#[utoipa::path(tag = "mock exams", params(Paged<AgendaFilter>),
    responses((status = 200, description = "One page of sittings.", body = Page<SittingOut>)))]
#[get("/v1/sittings")]
async fn list_sittings(door: Door, params: Params<Paged<AgendaFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadSitting, move |conn, asker| Reply::page(&listed(conn, asker, &filter, &page)?)).await
}

/// Reads a sitting with its jury and its candidates; a candidate reads their own slot alone.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    responses((status = 200, description = "The sitting.", body = SittingDetailOut)))]
#[get("/v1/sittings/{id}")]
async fn get_sitting(door: Door, id: Path<SittingId>) -> Answer {
    door.read(Act::ReadSitting, move |conn, asker| {
        let sitting = store::find_sitting(conn, &asker.reach, *id)?.or_not_found("sitting")?;
        let version = sitting.version;
        Ok(Reply::ok(&acts::detailed(conn, asker, sitting)?)?.version(version))
    })
    .await
}

/// Changes a sitting by merge patch: slots already placed move with it, and nothing may overlap.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    request_body = SittingPatch,
    responses((status = 200, description = "The sitting changed.", body = SittingDetailOut)))]
#[patch("/v1/sittings/{id}")]
async fn change_sitting(door: Door, id: Path<SittingId>, body: Body<SittingPatch>) -> Answer {
    door.change(Act::PlanSitting, body, move |tx, asker, patch| {
        let (sitting, found) = acts::change(tx, asker, *id, patch)?;
        let version = sitting.version;
        let warnings = found.into_iter().map(|finding| Warning::render(finding, asker.lang)).collect();
        let detail = SittingDetailOut { warnings, ..acts::detailed(tx, asker, sitting)? };
        Ok(Reply::ok(&detail)?.version(version))
    })
    .await
}

/// Takes back a sitting planned by mistake, with its jury and its slots, and says why.
#[utoipa::path(tag = "mock exams", params(("id" = SittingId, Path, description = "Sitting.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/sittings/{id}/withdrawal")]
async fn withdraw_sitting(door: Door, id: Path<SittingId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::PlanSitting, body, move |tx, asker, request| {
        let current = store::lock_sitting(tx, &asker.reach, *id)?.or_not_found("sitting")?;
        let about = About::record(WithdrawalKind::Sitting, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn listed(
    conn: &mut Tx,
    asker: &Asker,
    filter: &AgendaFilter,
    page: &Rows<SittingKey>,
) -> Result<Page<SittingOut>, Problem> {
    let rows = store::list_sittings(conn, &asker.reach, filter, page)?;
    let found = Page::of(rows, page.limit, |row| SittingKey { at: row.starts_at, id: row.id })
        .counted(page, || store::count_sittings(conn, &asker.reach, filter))?;
    let Page { data, next_cursor, total } = found;
    Ok(Page { data: acts::told(conn, asker, data)?, next_cursor, total })
}
