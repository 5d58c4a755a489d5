//! The logbook by a link, in JSON: read, and signed for the company.

use actix_web::web::Path;
use actix_web::{get, post};

use crate::desk::links::holder::Holder;
use crate::desk::logbook::acts;
use crate::desk::logbook::gathering::gather;
use crate::desk::logbook::wire::{LogbookOut, LogbookSignatureIn, LogbookSignatureOut, shown};
use crate::ids::ApprenticeId;
use crate::learning::voices;
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::platform::body::Body;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::trust::access::Act;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_logbook_by_link).service(sign_logbook_period_by_link);
}

/// Reads the logbook of an apprentice by the link of their tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "The logbook.", body = Peopled<LogbookOut>),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this apprentice."),
        (status = 409, description = "The apprentice is enrolled in no cohort."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[get("/v1/tutor-links/{secret}/apprentices/{id}/logbook")]
async fn read_logbook_by_link(holder: Holder, path: Path<(String, ApprenticeId)>) -> Answer {
    let (id, catalogue) = (path.1, holder.catalogue().clone());
    holder
        .read(move |conn, asker, _| {
            let asker = &asker.acting(Act::ReadLogbook)?;
            let file = voices::find(conn, asker, &catalogue, id)?;
            let logbook = gather(conn, asker, &catalogue, &file)?;
            let told = shown(conn, asker, &file, &logbook, asker.lang)?;
            Reply::ok(&with_people(conn, asker, told)?)
        })
        .await
}

/// Signs a period of a logbook for the company, by the link of the tutor.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = ApprenticeId, Path, description = "Apprentice."),
        ("number" = i16, Path, minimum = 1, maximum = 20, description = "Number of the period."),
        ("Idempotency-Key" = String, Header, max_length = 128,
            description = "Makes a repeated request have one effect; required. Kept 48 h.")),
    request_body = LogbookSignatureIn,
    responses((status = 201, description = "The signature.", body = LogbookSignatureOut,
            headers(("Location" = String, description = "Address of the logbook."))),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this apprentice, or there is no such period."),
        (status = 409, description = "Why it is not signed."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask.")))]
#[post("/v1/tutor-links/{secret}/apprentices/{id}/logbook/periods/{number}/signature")]
async fn sign_logbook_period_by_link(
    holder: Holder,
    path: Path<(String, ApprenticeId, i16)>,
    body: Body<LogbookSignatureIn>,
) -> Answer {
    let (_, id, number) = path.into_inner();
    let catalogue = holder.catalogue().clone();
    let writing = holder.write(Act::SignLogbook, body.digest(), move |tx, asker, _| {
        let signature = acts::sign(tx, asker, &catalogue, (id, number), &body.checked()?)?;
        acts::signed(tx, asker, id, &signature)
    });
    writing.await
}
