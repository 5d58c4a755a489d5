//! What the bearer of a link does with it, in JSON.

use actix_web::web::Path;
use actix_web::{get, post};

use crate::desk::links::brief::{ApprenticeBrief, Brief, brief_of, brief_of_one};
use crate::desk::links::holder::Holder;
use crate::follow_up::phone_contacts::acts as phone_contact_acts;
use crate::follow_up::phone_contacts::wire::{FollowUpIn, PhoneContactIn, PhoneContactOut};
use crate::follow_up::visits::model::Commitment;
use crate::follow_up::visits::wire::{AcknowledgementIn, CommitmentCompletionIn, ReportIn, VisitOut};
use crate::follow_up::visits::{self, Visit, acts as visit_acts};
use crate::ids::{ApprenticeId, MockExamInvitationId, PhoneContactId, VisitCommitmentId, VisitId};
use crate::learning::mock_exams::acts as mock_exam_acts;
use crate::learning::mock_exams::model::MockExamInvitation;
use crate::learning::mock_exams::wire::InvitationAnswerIn;
use crate::people::apprentices::cards::Peopled;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::OrNotFound;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;
use crate::trust::door::Asker;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(read_brief)
        .service(read_apprentice_brief)
        .service(report_visit_by_link)
        .service(acknowledge_visit_by_link)
        .service(complete_commitment_by_link)
        .service(log_phone_contact_by_link)
        .service(follow_up_phone_contact_by_link)
        .service(answer_invitation_by_link);
}

/// Reads the brief of a tutor: what their apprentices did lately, what comes, what is expected of them.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link.")),
    responses((status = 200, description = "The brief.", body = Brief),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask."),
        (status = 429, description = "Too many unknown links from this address; see Retry-After.")))]
#[get("/v1/tutor-links/{secret}")]
async fn read_brief(holder: Holder) -> Answer {
    let catalogue = holder.catalogue().clone();
    holder.read(move |conn, asker, link| Reply::ok(&brief_of(conn, asker, link, &catalogue)?)).await
}

/// Reads the part of the brief about one apprentice.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "What the tutor is told of the apprentice.", body = ApprenticeBrief),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this apprentice."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask."),
        (status = 429, description = "Too many unknown links from this address; see Retry-After.")))]
#[get("/v1/tutor-links/{secret}/apprentices/{id}")]
async fn read_apprentice_brief(holder: Holder, path: Path<(String, ApprenticeId)>) -> Answer {
    let (id, catalogue) = (path.1, holder.catalogue().clone());
    holder
        .read(move |conn, asker, link| {
            let brief = brief_of_one(conn, asker, link, &catalogue, id)?;
            let brief = brief.or_not_found("apprentice")?;
            Reply::ok(&brief)
        })
        .await
}

/// Logs what was seen and said at a visit, by the link of its tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = VisitId, Path, description = "Visit."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = ReportIn,
    responses((status = 200, description = "The visit held, with its report.", body = Peopled<VisitOut>),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this record."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/visits/{id}/report")]
async fn report_visit_by_link(holder: Holder, path: Path<(String, VisitId)>, body: Body<ReportIn>) -> Answer {
    let (id, catalogue) = (path.1, holder.catalogue().clone());
    let writing = holder.write(Act::LogVisit, body.digest(), move |tx, asker, _| {
        let visit = visit_acts::hold(tx, asker, &catalogue, id, body.checked()?)?;
        shown(tx, asker, visit)
    });
    writing.await
}

/// Acknowledges the report of a visit, by the link of its tutor; the second time changes nothing.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = VisitId, Path, description = "Visit."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = AcknowledgementIn,
    responses((status = 200, description = "The visit, its report acknowledged.", body = Peopled<VisitOut>),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this record."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/visits/{id}/acknowledgements")]
async fn acknowledge_visit_by_link(
    holder: Holder,
    path: Path<(String, VisitId)>,
    body: Body<AcknowledgementIn>,
) -> Answer {
    let id = path.1;
    let writing = holder.write(Act::AcknowledgeVisit, body.digest(), move |tx, asker, _| {
        let visit = visit_acts::acknowledge(tx, asker, id, body.checked()?)?;
        shown(tx, asker, visit)
    });
    writing.await
}

fn shown(tx: &mut Tx, asker: &Asker, visit: Visit) -> Answer {
    let version = visit.version;
    Ok(Reply::ok(&visits::acts::present(tx, asker, visit)?)?.version(version))
}

/// Says that what was agreed at a visit is done, by the link of its tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = VisitCommitmentId, Path, description = "Commitment."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = CommitmentCompletionIn,
    responses((status = 200, description = "The commitment, done.", body = Commitment),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this record."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/commitments/{id}/completion")]
async fn complete_commitment_by_link(
    holder: Holder,
    path: Path<(String, VisitCommitmentId)>,
    body: Body<CommitmentCompletionIn>,
) -> Answer {
    let id = path.1;
    let writing = holder.write(Act::LogVisit, body.digest(), move |tx, asker, _| {
        let done = visit_acts::complete(tx, asker, id, body.checked()?)?;
        let version = done.version;
        Ok(Reply::ok(&done)?.version(version))
    });
    writing.await
}

/// Logs a call about an apprentice of the link, by the link of their tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = PhoneContactIn,
    responses((status = 201, description = "The contact logged.", body = Peopled<PhoneContactOut>,
            headers(("Location" = String, description = "Address of the contact."))),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/phone-contacts")]
async fn log_phone_contact_by_link(holder: Holder, body: Body<PhoneContactIn>) -> Answer {
    let writing = holder.write(Act::LogPhoneContact, body.digest(), move |tx, asker, _| {
        let contact = phone_contact_acts::log(tx, asker, body.checked()?)?;
        let (version, location) = (contact.version, format!("/v1/phone-contacts/{}", contact.id));
        Ok(Reply::created(location, &phone_contact_acts::present_one(tx, asker, contact)?)?.version(version))
    });
    writing.await
}

/// Says that what a telephone contact called for next is done, by the link of its tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = PhoneContactId, Path, description = "Contact."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = FollowUpIn,
    responses((status = 200, description = "The contact, followed up.", body = Peopled<PhoneContactOut>),
        (status = 403, description = "The link does not give this, or it is for somebody else to do."),
        (status = 404, description = "No link has this secret, or it is not about this record."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/phone-contacts/{id}/follow-up")]
async fn follow_up_phone_contact_by_link(
    holder: Holder,
    path: Path<(String, PhoneContactId)>,
    body: Body<FollowUpIn>,
) -> Answer {
    let id = path.1;
    let writing = holder.write(Act::LogPhoneContact, body.digest(), move |tx, asker, _| {
        let contact = phone_contact_acts::follow_up(tx, asker, id, &body.checked()?)?;
        let version = contact.version;
        Ok(Reply::ok(&phone_contact_acts::present_one(tx, asker, contact)?)?.version(version))
    });
    writing.await
}

/// Answers an invitation to a mock exam, by the link of its tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = MockExamInvitationId, Path, description = "Invitation."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = InvitationAnswerIn,
    responses((status = 200, description = "The invitation answered.", body = MockExamInvitation),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this record."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/invitations/{id}/answer")]
async fn answer_invitation_by_link(
    holder: Holder,
    path: Path<(String, MockExamInvitationId)>,
    body: Body<InvitationAnswerIn>,
) -> Answer {
    let id = path.1;
    let writing = holder.write(Act::AnswerInvitation, body.digest(), move |tx, asker, _| {
        let answered = mock_exam_acts::answer(tx, asker, id, &body.checked()?)?;
        Ok(Reply::ok(&answered)?.version(answered.version))
    });
    writing.await
}
