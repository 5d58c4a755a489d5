//! What anybody may ask of a server without an account: whether it lives, which version it is, where to read on.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;

use super::ServerReadiness;
use crate::platform::error::Problem;
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::platform::{http, migrations};
use crate::trust::door::App;

/// Version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Commit it was built from; empty when nobody said.
const COMMIT: &str = env!("BUILT_FROM");
/// Version and commit, as `--version` tells them.
pub const VERSION_AND_COMMIT: &str =
    concat!(env!("CARGO_PKG_VERSION"), " (commit ", env!("BUILT_FROM_SHOWN"), ")");

/// Where researchers look for whom to tell of a weakness.
pub const SECURITY_TXT: &str = "/.well-known/security.txt";
/// What is said holds while somebody runs this server; less than a year is asked for (RFC 9116, §2.5.5).
const CONTACT_HOLDS_FOR: TimeDelta = TimeDelta::days(180);

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(healthz).service(readyz).service(get_version);
}

/// Says that the process lives; needs no database.
#[utoipa::path(tag = "operation", security(()), responses((status = 200, description = "Alive.", body = String, content_type = "text/plain")))]
#[get("/healthz")]
async fn healthz() -> HttpResponse {
    http::plain("alive\n")
}

/// Says that requests can be served: database reachable, schema current, not stopping.
#[utoipa::path(tag = "operation", security(()), responses((status = 200, description = "Ready.", body = String, content_type = "text/plain")))]
#[get("/readyz")]
async fn readyz(app: Data<App>, readiness: Data<ServerReadiness>) -> Result<HttpResponse, Problem> {
    if readiness.has_ended() {
        return Err(Problem::busy("draining"));
    }
    if !readiness.was_good_lately() {
        if app.db.read(|conn| Ok(migrations::pending(conn)?)).await? > 0 {
            return Err(Problem::busy("schema.outdated"));
        }
        readiness.is_good();
    }
    Ok(http::plain("ready\n"))
}

/// Which program answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VersionOfProgramOut {
    /// Its version, as in its CHANGELOG.
    #[schema(max_length = 40, example = "0.1.0")]
    pub version: &'static str,
    /// Commit it was built from; null when it was not built from a repository.
    #[schema(max_length = 40, example = "72d518a4c1f0")]
    pub commit: Option<&'static str>,
}

/// Says which version of the program answers, for whoever reports a fault or waits for a change.
#[utoipa::path(tag = "operation", security(()),
    responses((status = 200, description = "Version and commit.", body = VersionOfProgramOut)))]
#[get("/v1/version")]
async fn get_version() -> Answer {
    let commit = Some(COMMIT).filter(|commit| !commit.is_empty());
    Reply::ok(&VersionOfProgramOut { version: VERSION, commit })
}

/// A page for whoever opens the address of the server in a browser.
pub(super) async fn welcome(app: Data<App>) -> HttpResponse {
    let docs = match app.config.shows_docs() {
        true => {
            "<p><a href=\"/docs/\">Documentation de l'API</a>, \
                 <a href=\"/openapi.json\">la même pour les programmes</a>.</p>"
        }
        false => "<p>Sa documentation, pour les programmes : <a href=\"/openapi.json\">openapi.json</a>.</p>",
    };
    let front = app.config.front_url.as_deref().unwrap_or_default();
    let front = match front {
        "" => String::new(),
        url => format!(
            "<p><a href=\"{}\">L'application, pour les personnes</a>.</p>",
            url.replace('&', "&amp;").replace('"', "%22")
        ),
    };
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><title>Compagnon</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\n<body>\n<h1>Compagnon</h1>\n\
         <p>Ce serveur est le bureau d'un site de formation en apprentissage : une API, que lisent des programmes.</p>\n\
         {front}{docs}\n<p>Version {VERSION}.</p>\n</body>\n</html>\n"
    ))
}

/// Whom to tell of a weakness (RFC 9116, read 30/11/2026), when this installation says so.
pub(super) async fn security_txt(app: Data<App>) -> Result<HttpResponse, Problem> {
    let contact = app.config.security_contact.as_deref().ok_or_else(|| Problem::not_found("page"))?;
    let expires = (app.clock.now() + CONTACT_HOLDS_FOR).format("%Y-%m-%dT00:00:00Z");
    let url = &app.config.public_url;
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: fr, en\nCanonical: {url}{SECURITY_TXT}\n"
    );
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text))
}
