//! Handlers of exam accommodations, and their mounting.

use actix_web::web::Path;
use actix_web::{get, patch, post};

use super::acts::{self, refuse_unaware};
use super::model::{ExamAccommodation, ExamAccommodationFacts, ExamAccommodationPatch};
use super::store::{self, AccommodatedAt, ExamAccommodationFilter};
use crate::ids::{EnrolmentId, ExamAccommodationId};
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Page, Paged};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_exam_accommodations)
        .service(record_exam_accommodation)
        .service(get_exam_accommodation)
        .service(change_exam_accommodation)
        .service(withdraw_exam_accommodation);
}

/// Lists the extra time granted for exams, in the order it was recorded. The office, the disability referent and the candidate
/// read it; why it was granted is never kept.
#[utoipa::path(tag = "mock exams", params(Paged<ExamAccommodationFilter>),
    responses((status = 200, description = "One page of accommodations.", body = Page<Peopled<ExamAccommodation>>),
        (status = 404, description = "A trainer who is not disability referent.")))]
#[get("/v1/exam-accommodations")]
async fn list_exam_accommodations(door: Door, params: Params<Paged<ExamAccommodationFilter>>) -> Answer {
    let Paged { filter, paging } = params.0;
    let page = paging.rows()?;
    door.read(Act::ReadExamAccommodation, move |conn, asker| {
        refuse_unaware(asker)?;
        let rows = store::list(conn, &asker.reach, &filter, &page)?;
        let found = Page::of(rows, page.limit, |row| AccommodatedAt { id: row.id.0 })
            .counted(&page, || store::count(conn, &asker.reach, &filter))?;
        Reply::page(&peopled(conn, asker, found)?)
    })
    .await
}

/// Records the extra time granted to a candidate: sittings planned from then on give it to them by themselves, those planned
/// before are changed one by one.
#[utoipa::path(tag = "mock exams", params(("id" = EnrolmentId, Path, description = "Enrolment.")),
    request_body = ExamAccommodationFacts,
    responses((status = 201, description = "What was recorded.", body = Peopled<ExamAccommodation>)))]
#[post("/v1/enrolments/{id}/exam-accommodations")]
async fn record_exam_accommodation(
    door: Door,
    id: Path<EnrolmentId>,
    body: Body<ExamAccommodationFacts>,
) -> Answer {
    door.create(Act::ChangeExamAccommodation, body, move |tx, asker, facts| {
        let granted = acts::record(tx, asker, *id, &facts)?;
        let (version, location) = (granted.version, format!("/v1/exam-accommodations/{}", granted.id));
        Ok(Reply::created(location, &with_people(tx, asker, granted)?)?.version(version))
    })
    .await
}

/// Reads the extra time granted to a candidate.
#[utoipa::path(tag = "mock exams", params(("id" = ExamAccommodationId, Path, description = "Exam accommodation.")),
    responses((status = 200, description = "The accommodation.", body = Peopled<ExamAccommodation>)))]
#[get("/v1/exam-accommodations/{id}")]
async fn get_exam_accommodation(door: Door, id: Path<ExamAccommodationId>) -> Answer {
    door.read(Act::ReadExamAccommodation, move |conn, asker| {
        refuse_unaware(asker)?;
        let found = store::find(conn, &asker.reach, *id)?.or_not_found("exam_accommodation")?;
        answer(conn, asker, found)
    })
    .await
}

/// Corrects what is recorded of the extra time of a candidate.
#[utoipa::path(tag = "mock exams", params(("id" = ExamAccommodationId, Path, description = "Exam accommodation.")),
    request_body = ExamAccommodationPatch,
    responses((status = 200, description = "What is recorded now.", body = Peopled<ExamAccommodation>)))]
#[patch("/v1/exam-accommodations/{id}")]
async fn change_exam_accommodation(
    door: Door,
    id: Path<ExamAccommodationId>,
    body: Body<ExamAccommodationPatch>,
) -> Answer {
    door.change(Act::ChangeExamAccommodation, body, move |tx, asker, patch| {
        let changed = acts::correct(tx, asker, *id, patch)?;
        answer(tx, asker, changed)
    })
    .await
}

/// Takes back the extra time of a candidate, and says why: sittings planned from then on no longer give it.
#[utoipa::path(tag = "mock exams", params(("id" = ExamAccommodationId, Path, description = "Exam accommodation.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/exam-accommodations/{id}/withdrawal")]
async fn withdraw_exam_accommodation(
    door: Door,
    id: Path<ExamAccommodationId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::ChangeExamAccommodation, body, move |tx, asker, request| {
        let withdrawn = acts::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawn)
    })
    .await
}

fn answer(conn: &mut Tx, asker: &Asker, row: ExamAccommodation) -> Answer {
    let version = row.version;
    Ok(Reply::ok(&with_people(conn, asker, row)?)?.version(version))
}
