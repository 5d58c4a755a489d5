//! Handlers of reports: logged, corrected, acknowledged, noted; and of what was agreed.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::answer;
use crate::catalogue::programmes::Catalogue;
use crate::follow_up::visits::model::{Commitment, NoteFacts};
use crate::follow_up::visits::wire::{
    AcknowledgementIn, CommitmentCompletionIn, CorrectionIn, ReportIn, VersionOut, VersionsOut, VisitOut,
};
use crate::follow_up::visits::{acts, store, taking_back};
use crate::ids::{VisitCommitmentId, VisitId, VisitNoteId};
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Door;
use crate::trust::withdrawals::{self, WithdrawalIn, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(report_visit)
        .service(correct_visit)
        .service(list_visit_versions)
        .service(acknowledge_visit)
        .service(note_visit)
        .service(complete_commitment)
        .service(withdraw_visit_report)
        .service(withdraw_visit_acknowledgement)
        .service(withdraw_visit_note)
        .service(withdraw_commitment_completion);
}

/// Logs what was seen and said at a visit: tutors for the apprentices they follow, staff for their site. Whoever logs
/// it acknowledges it.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = ReportIn,
    responses((status = 200, description = "The visit held, with its report.", body = Peopled<VisitOut>)))]
#[post("/v1/visits/{id}/report")]
async fn report_visit(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<VisitId>,
    body: Body<ReportIn>,
) -> Answer {
    door.create(Act::LogVisit, body, move |tx, asker, request| {
        let visit = acts::hold(tx, asker, &catalogue, *id, request)?;
        answer(tx, asker, visit)
    })
    .await
}

/// Corrects the report of a visit: a new version that says why; the former one stays readable, and the new one is to be
/// acknowledged again.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = CorrectionIn,
    responses((status = 200, description = "The visit, with its report corrected.", body = Peopled<VisitOut>)))]
#[post("/v1/visits/{id}/corrections")]
async fn correct_visit(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<VisitId>,
    body: Body<CorrectionIn>,
) -> Answer {
    door.create(Act::CorrectVisit, body, move |tx, asker, request| {
        let visit = acts::correct(tx, asker, &catalogue, *id, request)?;
        answer(tx, asker, visit)
    })
    .await
}

/// Lists every version of the report of a visit, with what each said.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    responses((status = 200, description = "All of them.", body = VersionsOut)))]
#[get("/v1/visits/{id}/versions")]
async fn list_visit_versions(door: Door, id: Path<VisitId>) -> Answer {
    door.read(Act::ReadVisit, move |conn, asker| {
        let visit = store::find(conn, &asker.reach, *id)?.or_not_found("visit")?;
        let (reader, role) = (&asker.caller, asker.caller.role);
        let contents = store::contents_of(conn, std::slice::from_ref(&visit), reader)?.remove(&visit.id);
        let contents = contents.unwrap_or_default();
        let versions = store::versions_of(conn, visit.id)?;
        let authors = store::authors_of(conn, reader, &versions, &contents.acknowledgements)?;
        let versions = versions.into_iter().map(|row| VersionOut::of(row, &contents, &authors, role));
        let data = versions.collect();
        Reply::ok(&VersionsOut { data })
    })
    .await
}

/// Acknowledges the report of a visit, as the tutor, the apprentice or the site; doing it twice changes nothing.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = AcknowledgementIn,
    responses((status = 200, description = "The visit, acknowledged.", body = Peopled<VisitOut>)))]
#[post("/v1/visits/{id}/acknowledgements")]
async fn acknowledge_visit(door: Door, id: Path<VisitId>, body: Body<AcknowledgementIn>) -> Answer {
    door.create(Act::AcknowledgeVisit, body, move |tx, asker, request| {
        let visit = acts::acknowledge(tx, asker, *id, request)?;
        answer(tx, asker, visit)
    })
    .await
}

/// Adds a note to a visit that took place, for those it names; nobody else learns of it.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = NoteFacts,
    responses((status = 200, description = "The visit, with the notes whoever asks may read.", body = Peopled<VisitOut>)))]
#[post("/v1/visits/{id}/notes")]
async fn note_visit(door: Door, id: Path<VisitId>, body: Body<NoteFacts>) -> Answer {
    door.create(Act::LogVisit, body, move |tx, asker, request| {
        let visit = acts::add_note(tx, asker, *id, &request)?;
        answer(tx, asker, visit)
    })
    .await
}

/// Says that what was agreed at a visit is done.
#[utoipa::path(tag = "visits", params(("id" = VisitCommitmentId, Path, description = "Commitment.")),
    request_body = CommitmentCompletionIn,
    responses((status = 200, description = "The commitment, done.", body = Commitment)))]
#[post("/v1/visit-commitments/{id}/completion")]
async fn complete_commitment(
    door: Door,
    id: Path<VisitCommitmentId>,
    body: Body<CommitmentCompletionIn>,
) -> Answer {
    door.create(Act::LogVisit, body, move |tx, asker, request| {
        let done = acts::complete(tx, asker, *id, request)?;
        let version = done.version;
        Ok(Reply::ok(&done)?.version(version))
    })
    .await
}

/// Takes back the report of a visit that did not take place, by the side that wrote it, and says why: with all its versions,
/// what was agreed and noted. The visit is planned again.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/visits/{id}/report/withdrawal")]
async fn withdraw_visit_report(door: Door, id: Path<VisitId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::CorrectVisit, body, move |tx, asker, request| {
        let withdrawal = taking_back::withdraw_report(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back the acknowledgement of the report as it stands, given by one's own party, and says why; it is asked for again.
#[utoipa::path(tag = "visits", params(("id" = VisitId, Path, description = "Visit.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/visits/{id}/acknowledgements/withdrawal")]
async fn withdraw_visit_acknowledgement(door: Door, id: Path<VisitId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::AcknowledgeVisit, body, move |tx, asker, request| {
        let withdrawal = taking_back::withdraw_acknowledgement(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back a note, by the side that wrote it, and says why.
#[utoipa::path(tag = "visits", params(("id" = VisitNoteId, Path, description = "Note.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/visit-notes/{id}/withdrawal")]
async fn withdraw_visit_note(door: Door, id: Path<VisitNoteId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::LogVisit, body, move |tx, asker, request| {
        let withdrawal = taking_back::withdraw_note(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// Takes back that what was agreed at a visit is done, and says why: it is to be done again.
#[utoipa::path(tag = "visits", params(("id" = VisitCommitmentId, Path, description = "Commitment.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/visit-commitments/{id}/completion/withdrawal")]
async fn withdraw_commitment_completion(
    door: Door,
    id: Path<VisitCommitmentId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::LogVisit, body, move |tx, asker, request| {
        let withdrawal = taking_back::withdraw_completion(tx, asker, *id, &request.reason)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}
