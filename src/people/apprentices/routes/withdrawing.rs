//! Handlers that take back what was entered by mistake: an apprentice, a guardian, an enrolment.

use actix_web::post;
use actix_web::web::Path;

use super::locked;
use crate::ids::{ApprenticeId, EnrolmentId, GuardianId};
use crate::people::apprentices::store;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::Answer;
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(withdraw_apprentice).service(withdraw_guardian).service(withdraw_enrolment);
}

/// Takes back the file of somebody entered by mistake, with their guardians, and says why; refused while anything stands on
/// it.
#[utoipa::path(tag = "apprentices", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/apprentices/{id}/withdrawal")]
async fn withdraw_apprentice(door: Door, id: Path<ApprenticeId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeApprentice, body, move |tx, asker, request| {
        let current = locked(tx, asker, *id)?;
        let about = About::record(WithdrawalKind::Apprentice, &current, &*request.reason).of(current.id);
        let withdrawal = withdrawals::remove(tx, asker, about, &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back a guardian entered by mistake, and says why.
#[utoipa::path(tag = "apprentices", params(("id" = GuardianId, Path, description = "Guardian.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/guardians/{id}/withdrawal")]
async fn withdraw_guardian(door: Door, id: Path<GuardianId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::WriteGuardian, body, move |tx, asker, request| {
        let current = store::lock_guardian(tx, &asker.reach, *id)?.or_not_found("guardian")?;
        let about = About::record(WithdrawalKind::Guardian, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back an enrolment made by mistake, and says why; refused while a contract or a mark stands on it.
#[utoipa::path(tag = "apprentices", params(("id" = EnrolmentId, Path, description = "Enrolment.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Something stands on it: it is said what.")))]
#[post("/v1/enrolments/{id}/withdrawal")]
async fn withdraw_enrolment(door: Door, id: Path<EnrolmentId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeEnrolment, body, move |tx, asker, request| {
        let found = store::find_enrolment(tx, &asker.reach, *id)?.or_not_found("enrolment")?;
        locked(tx, asker, found.enrolment.apprentice_id)?;
        let current = store::lock_enrolment(tx, &asker.reach, *id)?.or_not_found("enrolment")?.enrolment;
        let about = About::record(WithdrawalKind::Enrolment, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
