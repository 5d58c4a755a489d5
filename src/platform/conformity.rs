//! What every request must be before anything reads it: one meaning only, and a method that exists at its address.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::uri::Authority;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpResponse, ResponseError};

use super::body::PATCHES;
use super::connections::Excess;
use super::error::{Fault, Problem};
use super::openapi::{LONGEST_LANGUAGES, Routes};
use super::params;
use crate::say;

/// Headers that mean nothing when they come twice.
const SINGLE: [&str; 4] = ["authorization", "content-encoding", "content-type", "idempotency-key"];

/// Refuses what has no meaning, or two; and answers HEAD wherever GET is, the server leaving the body out.
pub async fn conform(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if let Err(problem) = judge(&request) {
        return Ok(request.into_response(problem.error_response()));
    }
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    if let Some(options) = options_of(&request) {
        return Ok(request.into_response(options));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

fn judge(request: &ServiceRequest) -> Result<(), Problem> {
    if request.request().conn_data::<Excess>().is_some() {
        return Err(Problem::too_many_connections());
    }
    refuse_repeated(request.headers())?;
    refuse_strange_host(request)?;
    refuse_long_languages(request.headers())?;
    if !params::is_text(request.query_string()) {
        return Err(not_utf8());
    }
    let Some(routes) = request.app_data::<Data<Routes>>() else { return Ok(()) };
    let read = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    match routes.at(request.path()) {
        Some(_) if request.method() == Method::OPTIONS => Ok(()),
        Some(place) if !place.serves(request.method()) => Err(Problem::method_not_allowed(place.allow())),
        // a misspelt filter would give everything: nothing asked is passed over in silence
        Some(place) if !place.reads_query(read) => params::refuse_any(request.query_string()),
        _ => Ok(()),
    }
}

/// What an address serves, told to whoever asks by OPTIONS; what browsers ask before scripts is answered elsewhere.
fn options_of(request: &ServiceRequest) -> Option<HttpResponse> {
    let routes = request.app_data::<Data<Routes>>().filter(|_| request.method() == Method::OPTIONS)?;
    let place = routes.at(request.path())?;
    let mut options = HttpResponse::NoContent();
    options.insert_header((header::ALLOW, place.allow()));
    if place.serves(&Method::PATCH) {
        options.insert_header(("accept-patch", PATCHES));
    }
    Some(options.finish())
}

fn refuse_repeated(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(name) = SINGLE.into_iter().find(|name| headers.get_all(*name).nth(1).is_some()) else {
        return Ok(());
    };
    let message = say!("L'en-tête {name} n'est envoyé qu'une fois.", "The header {name} is sent once only.");
    let fault = Fault::new(name, "repeated", message.clone());
    let problem = Problem::unreadable_at("header.repeated", message, vec![fault]);
    Err(if name == "authorization" { problem.about_token("invalid_request") } else { problem })
}

/// The host is as addresses write it (RFC 9112, §3.2, read 29/11/2026); the server itself refuses none, or two.
fn refuse_strange_host(request: &ServiceRequest) -> Result<(), Problem> {
    let is_host = |text: &str| Authority::try_from(text).is_ok_and(|host| !host.as_str().contains('@'));
    let host = request.headers().get(header::HOST);
    if host.is_none_or(|value| value.to_str().is_ok_and(is_host)) {
        return Ok(());
    }
    let message = say!(
        "L'en-tête Host porte un nom ou une adresse, avec ou sans port, par exemple exemple.fr:8080.",
        "The Host header holds a name or an address, with or without a port, for example example.org:8080."
    );
    let fault = Fault::new("Host", "host", message.clone());
    Err(Problem::unreadable_at("header.unreadable", message, vec![fault]).header("connection", "close"))
}

fn refuse_long_languages(headers: &HeaderMap) -> Result<(), Problem> {
    let length: usize = headers.get_all(header::ACCEPT_LANGUAGE).map(|value| value.len()).sum();
    if length <= LONGEST_LANGUAGES {
        return Ok(());
    }
    let message = say!(
        "L'en-tête Accept-Language compte {LONGEST_LANGUAGES} caractères au plus, par exemple fr ou en.",
        "The Accept-Language header has {LONGEST_LANGUAGES} characters at most, for example fr or en."
    );
    let fault = Fault::new("Accept-Language", "too_long", message.clone());
    Err(Problem::unreadable_at("header.unreadable", message, vec![fault]))
}

fn not_utf8() -> Problem {
    Problem::unreadable(
        "query.encoding",
        say!(
            "L'adresse ne porte que de l'UTF-8 après le « ? », écrit %C3%A9 pour « é ».",
            "After its \"?\" the address holds UTF-8 only, written %C3%A9 for \"é\"."
        ),
    )
}
