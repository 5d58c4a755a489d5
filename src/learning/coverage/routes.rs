//! The handler of coverage, and its mounting.

use actix_web::get;
use actix_web::web::{Data, Path};

use super::rules::CoverageSources;
use super::wire::CoverageOut;
use crate::catalogue::programmes::Catalogue;
use crate::ids::ApprenticeId;
use crate::learning::voices::store::session_of;
use crate::learning::{missions, skills, voices};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;

/// Mounts the room.
pub fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_coverage);
}

/// Reads which blocks and skills the company exercised, how long is left before the exam, and a mission to suggest.
#[utoipa::path(tag = "skills", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "The coverage.", body = Peopled<CoverageOut>),
        (status = 409, description = "The apprentice is enrolled in no cohort.")))]
#[get("/v1/apprentices/{id}/coverage")]
async fn read_coverage(door: Door, catalogue: Data<Catalogue>, id: Path<ApprenticeId>) -> Answer {
    door.read(Act::ReadMission, move |conn, asker| {
        let file = voices::find(conn, asker, &catalogue, *id)?;
        let done = missions::store::all_of(conn, &file)?;
        let positions = skills::store::latest(conn, &file)?;
        let session = session_of(conn, file.enrolment.cohort.id)?;
        let sources = CoverageSources {
            programme: file.programme,
            missions: done.iter().map(|mission| &mission.facts).collect(),
            positions: &positions,
            cycle_starts_on: file.enrolment.cohort.starts_on,
            today: asker.today,
        };
        Reply::ok(&with_people(conn, asker, CoverageOut::of(&file, &sources, session))?)
    })
    .await
}
