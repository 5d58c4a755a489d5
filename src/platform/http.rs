//! What surrounds every request: identifier, deadline, headers, problems in the reader's language, one log line.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpResponse, HttpResponseBuilder};
use futures_util::FutureExt;
use uuid::Uuid;

use super::caller_ids::CallerIds;
use super::error::Problem;
use super::metrics::Metrics;
use super::openapi::{RoutePlace, Routes};
use super::pieces::in_pieces;
use super::public_path::PublicPath;
use super::representation::Preferences;
use super::text::Lang;
use super::upload::LONGEST_FILE;

/// Longest time a request may take.
const DEADLINE: Duration = Duration::from_secs(12);
const PROBLEM_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json; charset=utf-8");
/// Bytes a refusal may take whatever was sent; beyond, it takes twice as many as were sent at most.
const SMALL_REFUSAL: usize = 4 * 1024;
/// Nothing served here runs scripts, except the documentation page; a page may bring its own policy.
const NO_CONTENT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/// The documentation page runs its own scripts, and nothing written in the page.
pub const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

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
    let trace = RequestTrace::of(&request);
    request.extensions_mut().insert(trace.id);
    match next.call(request).await {
        Ok(response) => {
            let (request, response) = response.map_into_boxed_body().into_parts();
            let response = trace.finished(response);
            let code = response.extensions().get::<Problem>().map(|problem| problem.code().to_owned());
            let actor = request.extensions().get::<ActorId>().copied();
            trace.observe(request.match_pattern().as_deref(), response.status(), actor, code.as_deref());
            Ok(ServiceResponse::new(request, response))
        }
        // whatever was cut: the framework no longer has the request
        Err(mut error) => {
            let code = error.as_error::<Problem>().map(Problem::code);
            let status = error.as_response_error().status_code();
            let place = trace.routes.as_ref().and_then(|routes| routes.at(&trace.path));
            let route = place.map(RoutePlace::pattern);
            trace.observe(route, status, None, code);
            error.add_response_mapper(move |response| trace.finished(response));
            Err(error)
        }
    }
}

/// Cuts what takes too long or panics; the layers around it add what every answer has.
pub async fn cut_short(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let method = request.method().clone();
    let answering = AssertUnwindSafe(next.call(request)).catch_unwind();
    match tokio::time::timeout(DEADLINE, answering).await {
        Ok(Ok(Ok(response))) => Ok(response.map_into_boxed_body()),
        Ok(Ok(Err(error))) => Err(Problem::internal(error).into()),
        Ok(Err(_)) => Err(Problem::internal("a handler panicked").into()),
        Err(_) => Err(out_of_time(&method).into()),
    }
}

/// A write goes on in the base without whoever asked for it: it may be done in the end.
fn out_of_time(method: &Method) -> Problem {
    if method.is_safe() { Problem::busy("request.deadline") } else { Problem::outcome_unknown() }
}

/// What was asked, for when the request is gone.
struct RequestTrace {
    id: RequestId,
    caller_ids: CallerIds,
    began: Instant,
    method: Method,
    path: String,
    lang: Lang,
    preferences: Preferences,
    sent: usize,
    behind_tls: bool,
    metrics: Option<Data<Metrics>>,
    routes: Option<Data<Routes>>,
    public_path: Option<Data<PublicPath>>,
}

impl RequestTrace {
    fn of(request: &ServiceRequest) -> Self {
        Self {
            id: RequestId(Uuid::now_v7()),
            caller_ids: CallerIds::of(request.headers()),
            began: Instant::now(),
            method: request.method().clone(),
            path: request.path().to_owned(),
            lang: language_of(request.headers()),
            preferences: Preferences::of(request, request.method()),
            sent: bytes_sent(request),
            behind_tls: request.app_data::<Data<BehindTls>>().is_some_and(|tls| tls.0),
            metrics: request.app_data().cloned(),
            routes: request.app_data().cloned(),
            public_path: request.app_data().cloned(),
        }
    }

    fn finished(&self, response: HttpResponse<BoxBody>) -> HttpResponse<BoxBody> {
        let response = match problem_in(&response) {
            Some(problem) => response.map_body(|head, _| {
                let body = problem.render(self.lang, &self.id.0.to_string(), SMALL_REFUSAL + 2 * self.sent);
                let language = HeaderValue::from_static(self.lang.tag());
                head.headers_mut().insert(header::CONTENT_TYPE, PROBLEM_TYPE);
                head.headers_mut().insert(header::CONTENT_LANGUAGE, language);
                head.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Language"));
                BoxBody::new(serde_json::to_vec(&body).unwrap_or_default())
            }),
            None => response,
        };
        let response = match &self.public_path {
            Some(path) => path.led_back(response),
            None => response,
        };
        let response = self.preferences.represent(response, || self.may_compress());
        let mut response = response.map_body(|_, body| in_pieces(body));
        add_headers(response.headers_mut(), &self.path, self.behind_tls, self.id);
        response
    }

    /// Only what the document tells, where it tells of no secret: not the pages of links, whose forms hold theirs.
    fn may_compress(&self) -> bool {
        let place = self.routes.as_ref().and_then(|routes| routes.at(&self.path));
        place.is_some_and(|place| !place.shows_secrets(&self.method))
    }

    fn observe(&self, route: Option<&str>, status: StatusCode, actor: Option<ActorId>, code: Option<&str>) {
        let (route, status, took) = (route.unwrap_or("unmatched"), status.as_u16(), self.began.elapsed());
        if let Some(metrics) = &self.metrics {
            metrics.answered(&self.method, route, status, took);
        }
        tracing::info!(
            request_id = %self.id.0,
            trace_id = self.caller_ids.trace,
            caller_request_id = self.caller_ids.request,
            method = %self.method,
            route,
            status,
            duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            actor = actor.map(|actor| actor.0.to_string()),
            code,
            "request"
        );
    }
}

/// Bytes that were sent and that a refusal may repeat: the address and the body, as announced.
fn bytes_sent(request: &ServiceRequest) -> usize {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let body: usize = announced.and_then(|length| length.parse().ok()).unwrap_or_default();
    request.uri().path().len() + request.query_string().len() + body.min(LONGEST_FILE)
}

/// The problem of an answer, whether ours or one the framework made.
fn problem_in(response: &HttpResponse<BoxBody>) -> Option<Problem> {
    if let Some(ours) = response.extensions().get::<Problem>() {
        return Some(ours.clone());
    }
    let has_type = response.headers().contains_key(header::CONTENT_TYPE);
    let status = response.status();
    let framework_made = response.error().is_some() || (!has_type && status.as_u16() >= 400);
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

/// The language a request asks for.
pub fn language_of(headers: &HeaderMap) -> Lang {
    Lang::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// Whatever no route serves.
pub async fn unmatched() -> Result<HttpResponse, Problem> {
    Err(Problem::not_found("page"))
}

/// A plain 200 for probes.
pub fn plain(text: &'static str) -> HttpResponse {
    HttpResponseBuilder::new(StatusCode::OK).content_type("text/plain; charset=utf-8").body(text)
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service};
    use actix_web::{App, web};
    use serde_json::Value;

    use super::*;
    use crate::platform::metrics::Waiting;

    #[test]
    fn a_write_out_of_time_is_not_said_to_be_undone() {
        for (method, code) in [
            (Method::GET, "request.deadline"),
            (Method::POST, "outcome.unknown"),
            (Method::PATCH, "outcome.unknown"),
            (Method::DELETE, "outcome.unknown"),
        ] {
            let problem = out_of_time(&method);
            let invited = problem.retry_after().is_some();
            assert_eq!((problem.code(), invited), (code, code != "outcome.unknown"), "{method}");
        }
    }

    async fn broken() -> HttpResponse {
        panic!("a handler that panics")
    }

    #[actix_web::test]
    async fn a_handler_that_panics_gives_an_opaque_answer_that_is_counted_and_the_next_one_is_served() {
        let metrics = Data::new(Metrics::default());
        let app = App::new()
            .app_data(metrics.clone())
            .app_data(Data::new(BehindTls(true)))
            .route("/broken", web::get().to(broken))
            .route("/sound", web::get().to(async || plain("sound\n")))
            .wrap(from_fn(cut_short))
            .wrap(actix_cors::Cors::default().allowed_origin("https://front.example.fr"))
            .wrap(from_fn(surround));
        let app = init_service(app).await;
        let requested =
            TestRequest::get().uri("/broken").insert_header(("origin", "https://front.example.fr"));
        let error = actix_web::dev::Service::call(&app, requested.to_request()).await.unwrap_err();
        let response = error.error_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in [
            ("content-type", "application/problem+json; charset=utf-8"),
            ("strict-transport-security", "max-age=31536000; includeSubDomains"),
            ("access-control-allow-origin", "https://front.example.fr"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(
                response.headers().get(name).map(HeaderValue::as_bytes),
                Some(value.as_bytes()),
                "{name}"
            );
        }
        let id = response.headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
        let body: Value = serde_json::from_slice(&to_bytes(response.into_body()).await.unwrap()).unwrap();
        assert_eq!((&body["code"], &body["request_id"]), (&Value::from("internal"), &Value::from(id)));
        assert!(!body.to_string().contains("panic"), "{body}");
        let sound = actix_web::dev::Service::call(&app, TestRequest::get().uri("/sound").to_request());
        assert_eq!(sound.await.unwrap().status(), StatusCode::OK);
        let counted = metrics.text(Waiting::default());
        assert!(counted.contains("status=\"500\"") && counted.contains("status=\"200\""), "{counted}");
    }
}
