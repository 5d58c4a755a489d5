//! What the bearer of a link does with it, in JSON.

use actix_web::get;
use actix_web::web::Path;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::ids::ApprenticeId;
use crate::links::brief::{brief_of, brief_of_one};
use crate::links::holder::Holder;
use crate::links::wire::{ApprenticeBriefOut, BriefOut};
use crate::platform::error::Problem;
use crate::platform::reply::{Answer, Reply};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(read_brief).service(read_apprentice_brief);
}

/// Reads the brief of a tutor: what their apprentices did lately, what comes, what is expected of them.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link.")),
    responses((status = 200, description = "The brief.", body = BriefOut),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask."),
        (status = 429, description = "Too many unknown links from this address; see Retry-After.")))]
#[get("/v1/tutor-links/{secret}")]
async fn read_brief(holder: Holder) -> Answer {
    let catalogue = holder.catalogue().clone();
    holder
        .read(move |conn, asker, link| Reply::ok(&BriefOut::from(brief_of(conn, asker, link, &catalogue)?)))
        .await
}

/// Reads the part of the brief about one apprentice.
#[utoipa::path(tag = "links", security(()),
    params(("secret" = String, Path, max_length = 43, description = "Secret of the link."),
        ("id" = ApprenticeId, Path, description = "Apprentice.")),
    responses((status = 200, description = "What the tutor is told of the apprentice.", body = ApprenticeBriefOut),
        (status = 403, description = "The link does not give this."),
        (status = 404, description = "No link has this secret, or it is not about this apprentice."),
        (status = 410, description = "The link was revoked, has expired, or its tutor left: whom to ask."),
        (status = 429, description = "Too many unknown links from this address; see Retry-After.")))]
#[get("/v1/tutor-links/{secret}/apprentices/{id}")]
async fn read_apprentice_brief(holder: Holder, path: Path<(String, ApprenticeId)>) -> Answer {
    let id = path.1;
    holder
        .read(move |conn, asker, link| {
            let told = brief_of_one(conn, asker, link, id)?;
            let told = told.ok_or_else(|| Problem::not_found("apprentice"))?;
            Reply::ok(&ApprenticeBriefOut::from(told))
        })
        .await
}
