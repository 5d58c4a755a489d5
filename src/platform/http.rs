//! What surrounds every request: identifier, deadline, headers, problems in the reader's language, one log line.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpResponse, HttpResponseBuilder, ResponseError};
use futures_util::FutureExt;
use uuid::Uuid;

use super::error::Problem;
use super::metrics::Metrics;
use super::openapi::Routes;
use super::text::Lang;

/// Longest time a request may take.
const DEADLINE: Duration = Duration::from_secs(12);
const PROBLEM_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json; charset=utf-8");
/// Nothing served here runs scripts, except the documentation page with its own; a page may bring its own policy.
const NO_CONTENT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Identifier of the request being answered.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Uuid);

/// Who asked, for the log: an identifier, never a name.
#[derive(Debug, Clone, Copy)]
pub struct ActorId(pub Uuid);

/// Whether strict transport security is announced.
#[derive(Debug, Clone, Copy)]
pub struct BehindTls(pub bool);

/// Wraps a request: see the head of this file.
pub async fn surround(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let began = Instant::now();
    let id = RequestId(Uuid::now_v7());
    request.extensions_mut().insert(id);
    let lang = language_of(request.headers());
    let answering = AssertUnwindSafe(next.call(request)).catch_unwind();
    let problem = match tokio::time::timeout(DEADLINE, answering).await {
        Ok(Ok(Ok(response))) => {
            let response = finished(response.map_into_boxed_body(), id);
            observe(&response, id, began.elapsed());
            return Ok(response);
        }
        Ok(Ok(Err(error))) => Problem::internal(error),
        Ok(Err(_)) => Problem::internal("a handler panicked"),
        Err(_) => Problem::busy("request.deadline"),
    };
    tracing::info!(request_id = %id.0, status = problem.status().as_u16(), code = problem.code(), "request cut");
    Err(Cut { problem, lang, id }.into())
}

/// A request that was cut, after which the framework no longer has it: the answer is whole in itself.
#[derive(Debug)]
struct Cut {
    problem: Problem,
    lang: Lang,
    id: RequestId,
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.problem.fmt(f)
    }
}

impl ResponseError for Cut {
    fn status_code(&self) -> actix_web::http::StatusCode {
        self.problem.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = self.problem.error_response();
        let body = self.problem.render(self.lang, &self.id.0.to_string());
        response.headers_mut().insert(header::CONTENT_TYPE, PROBLEM_TYPE);
        add_headers(response.headers_mut(), "", false, self.id);
        response.set_body(BoxBody::new(serde_json::to_vec(&body).unwrap_or_default()))
    }
}

fn finished(response: ServiceResponse<BoxBody>, id: RequestId) -> ServiceResponse<BoxBody> {
    let lang = language_of(response.request().headers());
    let problem = problem_in(&response);
    let path = response.request().path().to_owned();
    let behind_tls = response.request().app_data::<Data<BehindTls>>().is_some_and(|tls| tls.0);
    let mut response = match problem {
        Some(problem) => response.map_body(|_, _| ()).map_body(|head, ()| {
            let body = problem.render(lang, &id.0.to_string());
            head.headers_mut().insert(header::CONTENT_TYPE, PROBLEM_TYPE);
            head.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
            head.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Language"));
            BoxBody::new(serde_json::to_vec(&body).unwrap_or_default())
        }),
        None => response,
    };
    add_headers(response.headers_mut(), &path, behind_tls, id);
    response
}

/// The problem of an answer, whether ours or one the framework made.
fn problem_in(response: &ServiceResponse<BoxBody>) -> Option<Problem> {
    if let Some(ours) = response.response().extensions().get::<Problem>() {
        return Some(ours.clone());
    }
    let has_type = response.headers().contains_key(header::CONTENT_TYPE);
    let status = response.status();
    let framework_made = response.response().error().is_some() || (!has_type && status.as_u16() >= 400);
    framework_made.then(|| match status.as_u16() {
        404 => Problem::not_found("page"),
        413 => Problem::too_large(super::body::LONGEST_BODY),
        400..=499 => Problem::unreadable(
            "request.invalid",
            crate::say!("La requête ne peut pas être lue.", "The request cannot be read."),
        ),
        _ => Problem::internal(format!("status {status} without a problem")),
    })
}

fn add_headers(headers: &mut HeaderMap, path: &str, behind_tls: bool, id: RequestId) {
    let policy = if path.starts_with("/docs") { DOCS_POLICY } else { NO_CONTENT_POLICY };
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    if behind_tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(id) = HeaderValue::from_str(&id.0.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

fn observe(response: &ServiceResponse<BoxBody>, id: RequestId, took: Duration) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".into());
    let (method, status) = (request.method(), response.status().as_u16());
    if let Some(metrics) = request.app_data::<Data<Metrics>>() {
        metrics.answered(method, &route, status, took);
    }
    let actor = request.extensions().get::<ActorId>().map(|actor| actor.0.to_string());
    let code = response.response().extensions().get::<Problem>().map(|problem| problem.code().to_owned());
    tracing::info!(
        request_id = %id.0,
        %method,
        route,
        status,
        duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        actor,
        code,
        "request"
    );
}

/// The language a request asks for.
pub fn language_of(headers: &HeaderMap) -> Lang {
    Lang::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// Whatever no route serves: 405 where other methods exist, else 404.
pub async fn unmatched(
    request: actix_web::HttpRequest,
    routes: Data<Routes>,
) -> Result<HttpResponse, Problem> {
    Err(match routes.allowed(request.path()) {
        Some(methods) => Problem::method_not_allowed(methods),
        None => Problem::not_found("page"),
    })
}

/// A plain 200 for probes.
pub fn plain(text: &'static str) -> HttpResponse {
    HttpResponseBuilder::new(actix_web::http::StatusCode::OK)
        .content_type("text/plain; charset=utf-8")
        .body(text)
}
