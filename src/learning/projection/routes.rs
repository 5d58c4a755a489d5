//! Handlers of projections, and their mounting: nothing is kept.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::acts::gather;
use super::model::OfficialMarks;
use super::rules::{SupposedMarks, suppose};
use super::wire::{ProjectionOut, ProjectionParams, WhatIfIn};
use crate::catalogue::programmes::Catalogue;
use crate::ids::ApprenticeId;
use crate::law::findings::refusal;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_exam_projection).service(suppose_exam_marks);
}

/// Says where an apprentice stands before the exam, with the marks of the mock exams or the official ones and the units kept
/// or dispensed with, and what is still needed to reach the mean; the jury alone decides.
#[utoipa::path(tag = "exam projection", params(("id" = ApprenticeId, Path, description = "Apprentice."), ProjectionParams),
    responses((status = 200, description = "Where they stand, with the rules followed.", body = Peopled<ProjectionOut>),
        (status = 409, description = "Why there is nothing to project.")))]
#[get("/v1/apprentices/{id}/exam-projection")]
async fn read_exam_projection(
    door: Door,
    catalogue: Data<Catalogue>,
    official: Data<OfficialMarks>,
    id: Path<ApprenticeId>,
    params: Params<ProjectionParams>,
) -> Answer {
    let params = params.0;
    door.read(Act::ReadMark, move |conn, asker| {
        let gathered = gather(conn, asker, (&catalogue, **official), *id, params)?;
        let judged = gathered.judged(&catalogue)?;
        Reply::ok(&with_people(conn, asker, ProjectionOut::of(&gathered, &judged, asker.lang))?)
    })
    .await
}

/// Says the same with marks, kept units, exemptions and absences that are supposed; nothing is kept.
#[utoipa::path(tag = "exam projection", params(("id" = ApprenticeId, Path, description = "Apprentice."), ProjectionParams),
    request_body = WhatIfIn,
    responses((status = 200, description = "Where they would stand.", body = Peopled<ProjectionOut>),
        (status = 409, description = "Why there is nothing to project.")))]
#[post("/v1/apprentices/{id}/exam-projection/what-if")]
async fn suppose_exam_marks(
    door: Door,
    catalogue: Data<Catalogue>,
    official: Data<OfficialMarks>,
    id: Path<ApprenticeId>,
    params: Params<ProjectionParams>,
    body: Body<WhatIfIn>,
) -> Answer {
    let params = params.0;
    door.read(Act::ReadMark, move |conn, asker| {
        let mut gathered = gather(conn, asker, (&catalogue, **official), *id, params)?;
        let judged = gathered.judged(&catalogue)?;
        let supposed = SupposedMarks::from(&body.checked()?);
        suppose(&mut gathered.units, &supposed, judged.award.kept_from_hundredths.into()).map_err(refusal)?;
        Reply::ok(&with_people(conn, asker, ProjectionOut::of(&gathered, &judged, asker.lang))?)
    })
    .await
}
