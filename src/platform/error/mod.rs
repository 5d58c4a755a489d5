//! Every way of saying no: the only place that knows HTTP statuses and database faults.

mod body;
mod database;
mod faults;
mod parts;
mod unavailable;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};

use self::body::{LONGEST_DETAIL, shortened, title};
pub use self::body::{ProblemBody, ProblemError};
pub use self::database::{RefuseOn, is_read_only};
pub use self::faults::{Fault, FaultList, MOST_FAULTS};
pub use self::parts::PartFaults;
use super::text::{Lang, Sentence};
use crate::say;

/// A refusal on its way to the person who asked (RFC 9457).
#[derive(Debug, Clone)]
pub struct Problem(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    status: StatusCode,
    code: String,
    detail: Sentence,
    source: Option<&'static str>,
    faults: FaultList,
    headers: Vec<(HeaderName, HeaderValue)>,
    retryable: bool,
    connection_lost: bool,
}

impl Problem {
    fn new(status: StatusCode, code: impl Into<String>, detail: Sentence) -> Self {
        Self(Box::new(Inner {
            status,
            code: code.into(),
            detail,
            source: None,
            faults: FaultList::default(),
            headers: Vec::new(),
            retryable: false,
            connection_lost: false,
        }))
    }

    /// 400: what was sent cannot be read.
    pub fn unreadable(code: &'static str, detail: Sentence) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 400 with the places that cannot be read.
    pub fn unreadable_at(code: &'static str, detail: Sentence, faults: impl Into<FaultList>) -> Self {
        let mut problem = Self::unreadable(code, detail);
        problem.0.faults = faults.into();
        problem
    }

    /// 401: nobody, or no longer anybody.
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            say!("Un jeton d'accès valide est nécessaire.", "A valid access token is needed."),
        )
        .header("www-authenticate", "Bearer")
    }

    /// 401: a token was shown, and it is no longer good, or never was (RFC 6750 §3.1).
    pub fn invalid_token() -> Self {
        let mut problem = Self::unauthenticated();
        problem.0.headers.clear();
        problem.about_token("invalid_token")
    }

    /// 401 on a proof that failed, the same whatever the reason.
    pub fn wrong_credentials(code: &'static str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            code,
            say!(
                "Ces identifiants ne permettent pas de se connecter.",
                "These credentials do not allow signing in."
            ),
        )
        .header("www-authenticate", "Bearer")
    }

    /// 403: this role never may.
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            say!("Votre rôle ne permet pas cet acte.", "Your role does not allow this act."),
        )
    }

    /// 403 for a reason of its own.
    pub fn forbidden_because(code: &'static str, detail: Sentence) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 404: absent or out of reach, which must look the same.
    pub fn not_found(noun: &'static str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("{noun}.not_found"),
            say!("Rien ne se trouve à cette adresse.", "There is nothing at this address."),
        )
    }

    /// 405, with the methods that exist.
    pub fn method_not_allowed(allow: &str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            say!("Méthodes acceptées ici : {allow}.", "Methods accepted here: {allow}."),
        )
        .header("allow", allow)
    }

    /// 409: refused by the state of things.
    pub fn conflict(code: impl Into<String>, detail: Sentence) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// 410: it was there, and will not be again.
    pub fn gone(code: &'static str, detail: Sentence) -> Self {
        Self::new(StatusCode::GONE, code, detail)
    }

    /// 412: the record changed since it was read.
    pub fn stale(version: i64) -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "precondition.stale",
            say!(
                "L'enregistrement a changé depuis sa lecture ; sa version actuelle est \"v{version}\".",
                "The record changed since it was read; its version is now \"v{version}\"."
            ),
        )
    }

    /// 428: updates name the version they were decided on.
    pub fn precondition_required() -> Self {
        Self::new(
            StatusCode::PRECONDITION_REQUIRED,
            "precondition.required",
            say!(
                "Envoyez l'en-tête If-Match avec l'ETag de la version lue.",
                "Send the If-Match header with the ETag of the version read."
            ),
        )
    }

    /// 413: too long.
    pub fn too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body.too_large",
            say!("Le corps dépasse {limit} octets.", "The body exceeds {limit} bytes."),
        )
    }

    /// 408: the body came too slowly.
    pub fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "body.too_slow",
            say!("Le corps n'est pas arrivé à temps.", "The body did not arrive in time."),
        )
        .header("connection", "close")
    }

    /// 415: not a type we read.
    pub fn unsupported_media(expected: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "body.media_type",
            say!(
                "Type de contenu attendu : {expected}, sans compression.",
                "Expected content type: {expected}, not compressed."
            ),
        )
    }

    /// 422 with every fault found.
    pub fn faults(faults: impl Into<FaultList>) -> Self {
        let faults = faults.into();
        let many = faults.count();
        let mut problem = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            say!(
                "{many} champ(s) à corriger ; rien n'a été enregistré.",
                "{many} field(s) to correct; nothing was saved."
            ),
        );
        problem.0.faults = faults;
        problem
    }

    /// 422 with a single fault.
    pub fn fault(pointer: &str, code: &str, message: Sentence) -> Self {
        Self::faults(vec![Fault::new(pointer, code, message)])
    }

    /// 422 for a rule that concerns the whole.
    pub fn unprocessable(code: impl Into<String>, detail: Sentence) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// 429: tried too often, with what it is and when it ends.
    pub fn too_many(retry_after_s: i64, detail: Sentence) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", detail)
            .header("retry-after", &retry_after_s.to_string())
    }

    /// 429: more requests than one principal or address may make.
    pub fn too_often(retry_after_s: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_requests",
            say!(
                "Trop de demandes en peu de temps ; réessayez dans {retry_after_s} s.",
                "Too many requests in a short time; try again in {retry_after_s} s."
            ),
        )
        .header("retry-after", &retry_after_s.to_string())
    }

    /// 429: more connections than one address may have, of which this one ends.
    pub fn too_many_connections() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_connections",
            say!(
                "Trop de connexions ouvertes depuis cette adresse : gardez-en moins, et réutilisez-les.",
                "Too many connections are open from this address: keep fewer, and use them again."
            ),
        )
        .header("retry-after", "1")
        .header("connection", "close")
    }

    /// 500, logged once here with its cause and answered without it.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(cause = %cause, "internal error");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            say!("Une erreur interne est survenue.", "An internal error occurred."),
        )
    }

    /// Adds the article of law or the document the rule comes from.
    #[must_use]
    pub fn sourced(mut self, source: &'static str) -> Self {
        self.0.source = (!source.is_empty()).then_some(source);
        self
    }

    /// Whether it is what is wrong with the body, place by place.
    pub(super) fn is_about_the_body(&self) -> bool {
        self.0.status == StatusCode::UNPROCESSABLE_ENTITY && !self.0.faults.is_empty()
    }

    /// The same, its faults being found below a member of the body.
    #[must_use]
    pub fn under(mut self, pointer: &str) -> Self {
        self.0.faults.listed_mut().iter_mut().for_each(|fault| fault.pointer.insert_str(0, pointer));
        self
    }

    /// The same, with what stands against the act one by one.
    #[must_use]
    pub fn listing(mut self, faults: impl Into<FaultList>) -> Self {
        self.0.faults = faults.into();
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers.push((HeaderName::from_static(name), value));
        }
        self
    }

    /// Says what is wrong with the token that was shown, by its code of RFC 6750 §3.1.
    #[must_use]
    pub fn about_token(self, error: &str) -> Self {
        self.header("www-authenticate", &format!("Bearer error=\"{error}\""))
    }

    /// The status answered.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable code of the refusal.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// What is wrong in what was sent, and where.
    pub fn faults_found(&self) -> &[Fault] {
        self.0.faults.listed()
    }

    /// Whether what was asked is refused as such, and not for want of means.
    pub fn is_refusal(&self) -> bool {
        self.0.status.is_client_error()
    }

    /// The sentence of the refusal.
    pub fn detail(&self) -> &Sentence {
        &self.0.detail
    }

    /// The article of law or the document the rule comes from, when it is known.
    pub fn source(&self) -> Option<&'static str> {
        self.0.source
    }

    /// How long to wait before asking again, when the refusal says so.
    pub fn retry_after(&self) -> Option<&HeaderValue> {
        self.0.headers.iter().find(|(name, _)| name == "retry-after").map(|(_, value)| value)
    }

    /// Whether the whole transaction may simply be tried again.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the connection to the database is gone.
    pub fn is_connection_lost(&self) -> bool {
        self.0.connection_lost
    }

    /// The answer as people read it, in a number of bytes: its list of faults ends where there is no more room.
    pub fn render(&self, lang: Lang, request_id: &str, room: usize) -> ProblemBody {
        let inner = &self.0;
        let body = ProblemBody {
            kind: format!("urn:compagnon:problem:{}", inner.code),
            title: title(inner.status).in_lang(lang).to_owned(),
            status: inner.status.as_u16(),
            detail: shortened(inner.detail.in_lang(lang), LONGEST_DETAIL),
            code: inner.code.clone(),
            source: inner.source.map(str::to_owned),
            request_id: request_id.to_owned(),
            errors: Vec::new(),
        };
        body.listing(&inner.faults, lang, room)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.0.status.as_u16(), self.0.code, self.0.detail.en)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.status
    }

    /// The body is rendered later, by the layer that knows the reader's language.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.0.status);
        for (name, value) in &self.0.headers {
            response.headers_mut().append(name.clone(), value.clone());
        }
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// Gives what was found, or the answer for what is absent or out of reach.
pub trait OrNotFound<T> {
    /// The value, or 404 for a record of this kind.
    fn or_not_found(self, kind: &'static str) -> Result<T, Problem>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, kind: &'static str) -> Result<T, Problem> {
        self.ok_or_else(|| Problem::not_found(kind))
    }
}
