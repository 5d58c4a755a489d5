//! Which representation of an answer goes out: as it is, compressed, or none where the reader has it already (RFC 9110).

use actix_web::HttpMessage;
use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::{
    self, AcceptEncoding, ContentEncoding, Encoding, Header, HeaderMap, HeaderValue,
};
use actix_web::http::{Method, StatusCode};

use super::cacheable::named_in;
use super::gzip::gzipped;

/// Longest answer that is never compressed, in bytes: it goes out in one packet whatever is done.
const SHORT: u64 = 1024;
/// What ends the ETag of a compressed form, which has other bytes and so another tag (RFC 9110, §8.8.3.3, read 30/11/2026):
/// Apache and Caddy write it so too.
pub const GZIP_MARK: &str = "-gzip";
/// Headers that speak of a body, left out where there is none.
const OF_THE_BODY: [header::HeaderName; 4] =
    [header::CONTENT_TYPE, header::CONTENT_DISPOSITION, header::CONTENT_ENCODING, header::CONTENT_LANGUAGE];

/// What a request says of the representation it would have.
#[derive(Debug, Default)]
pub struct Preferences {
    reads: bool,
    gzip: bool,
    /// ETags that the reader has.
    known: Option<String>,
}

impl Preferences {
    /// Those of a request.
    pub fn of(request: &impl HttpMessage, method: &Method) -> Self {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        let known = request.headers().get(header::IF_NONE_MATCH).filter(|_| reads);
        let known = known.and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self { reads, gzip: accepts_gzip(request), known }
    }

    /// An answer in the form that suits; `may_compress` says whether no secret is in it: the length of what is compressed tells
    /// of a secret that stands beside what was sent (BREACH, CVE-2013-3587).
    pub fn represent(
        &self,
        mut response: HttpResponse<BoxBody>,
        may_compress: impl FnOnce() -> bool,
    ) -> HttpResponse<BoxBody> {
        let has_two_forms = is_long_text(&response);
        if has_two_forms {
            response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        let compressed = has_two_forms && self.gzip && may_compress();
        if compressed && self.reads {
            mark(response.headers_mut());
        }
        match self.known_in(&response) {
            Some(tag) => unchanged(response, tag),
            None if compressed => compressed_form(response),
            None => response,
        }
    }

    /// The ETag under which the reader has an answer already, as they wrote it.
    fn known_in(&self, response: &HttpResponse<BoxBody>) -> Option<HeaderValue> {
        let (known, tag) = (self.known.as_deref()?, response.headers().get(header::ETAG)?);
        let named = named_in(known, tag.to_str().ok()?).filter(|_| response.status() == StatusCode::OK)?;
        if named == "*" { Some(tag.clone()) } else { HeaderValue::from_str(named).ok() }
    }
}

/// Whether a request may be answered in gzip; one that says nothing of it is not.
pub fn accepts_gzip(request: &impl HttpMessage) -> bool {
    request.headers().contains_key(header::ACCEPT_ENCODING)
        && AcceptEncoding::parse(request).is_ok_and(|accepted| {
            let forms = [Encoding::gzip(), Encoding::identity()];
            accepted.negotiate(forms.iter()) == Some(Encoding::gzip())
        })
}

/// Whether a body is worth compressing: text, not compressed already, not short, or of a length that nobody knows yet.
fn is_long_text(response: &HttpResponse<BoxBody>) -> bool {
    let is_long = match response.body().size() {
        BodySize::None => false,
        BodySize::Sized(length) => length > SHORT,
        BodySize::Stream => true,
    };
    let media = || response.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
    is_long && !response.headers().contains_key(header::CONTENT_ENCODING) && media().is_some_and(is_text)
}

/// Files of spreadsheets, documents and images are compressed in themselves.
pub fn is_text(media: &str) -> bool {
    ["text/", "application/json", "application/problem+json", "application/javascript", "image/svg"]
        .iter()
        .any(|kind| media.starts_with(kind))
}

fn mark(headers: &mut HeaderMap) {
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let marked = tag.and_then(|tag| tag.strip_suffix('"')).map(|tag| format!("{tag}{GZIP_MARK}\""));
    if let Some(marked) = marked.and_then(|marked| HeaderValue::from_str(&marked).ok()) {
        headers.insert(header::ETAG, marked);
    }
}

fn compressed_form(response: HttpResponse<BoxBody>) -> HttpResponse<BoxBody> {
    response.map_body(|head, body| match gzipped(body) {
        Ok(body) => {
            head.headers_mut().insert(header::CONTENT_ENCODING, ContentEncoding::Gzip.to_header_value());
            body
        }
        Err(error) => {
            head.status = StatusCode::INTERNAL_SERVER_ERROR;
            tracing::error!(%error, "an answer cannot be compressed");
            BoxBody::new(())
        }
    })
}

/// 304, under the tag that the reader knows.
fn unchanged(response: HttpResponse<BoxBody>, tag: HeaderValue) -> HttpResponse<BoxBody> {
    response.map_body(|head, _| {
        head.status = StatusCode::NOT_MODIFIED;
        for name in OF_THE_BODY {
            head.headers_mut().remove(name);
        }
        head.headers_mut().insert(header::ETAG, tag);
        BoxBody::new(())
    })
}
