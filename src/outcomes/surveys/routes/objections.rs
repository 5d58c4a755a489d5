//! Who objects to surveys after their training: written, read, taken back.

use actix_web::web::Path;
use actix_web::{get, post};

use crate::ids::{ApprenticeId, SurveyObjectionId};
use crate::outcomes::surveys::model::SurveyObjection;
use crate::outcomes::surveys::objections;
use crate::outcomes::surveys::store;
use crate::outcomes::surveys::wire::{SurveyObjectionIn, SurveyObjectionOut};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Authors;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(object_to_surveys).service(get_survey_objection).service(withdraw_survey_objection);
}

/// Writes that an apprentice objects to surveys after their training: none is opened for them any more, no link or reminder is
/// sent, and what waited to be sent is not.
#[utoipa::path(tag = "outcomes", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = SurveyObjectionIn,
    responses((status = 201, description = "The objection.", body = Peopled<SurveyObjectionOut>)))]
#[post("/v1/apprentices/{id}/survey-objection")]
async fn object_to_surveys(door: Door, id: Path<ApprenticeId>, body: Body<SurveyObjectionIn>) -> Answer {
    door.create(Act::ObjectToSurvey, body, move |tx, asker, request| {
        let objection = objections::object(tx, asker, *id, request.objected_on)?;
        let (version, location) = (objection.version, format!("/v1/survey-objections/{}", objection.id));
        Ok(Reply::created(location, &shown(tx, asker, objection)?)?.version(version))
    })
    .await
}

/// Reads that an apprentice objects to surveys after their training.
#[utoipa::path(tag = "outcomes", params(("id" = SurveyObjectionId, Path, description = "Objection.")),
    responses((status = 200, description = "The objection.", body = Peopled<SurveyObjectionOut>)))]
#[get("/v1/survey-objections/{id}")]
async fn get_survey_objection(door: Door, id: Path<SurveyObjectionId>) -> Answer {
    door.read(Act::ReadSurveyObjection, move |conn, asker| {
        let objection = store::find_objection(conn, &asker.reach, *id)?.or_not_found("survey_objection")?;
        let version = objection.version;
        Ok(Reply::ok(&shown(conn, asker, objection)?)?.version(version))
    })
    .await
}

/// Takes an objection to surveys back, and says why: its apprentice may be asked again.
#[utoipa::path(tag = "outcomes", params(("id" = SurveyObjectionId, Path, description = "Objection.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/survey-objections/{id}/withdrawal")]
async fn withdraw_survey_objection(
    door: Door,
    id: Path<SurveyObjectionId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::ObjectToSurvey, body, move |tx, asker, request| {
        let withdrawal = objections::withdraw(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn shown(
    conn: &mut Tx,
    asker: &Asker,
    objection: SurveyObjection,
) -> Result<Peopled<SurveyObjectionOut>, Problem> {
    let wrote = std::iter::once((objection.author_kind, objection.author_id));
    let authors = Authors::find(conn, &asker.caller, wrote)?;
    Ok(with_people(conn, asker, SurveyObjectionOut::of(objection, &authors))?)
}
