//! Answers: what a handler gives back, whole enough to be kept and given again.

use actix_web::body::BoxBody;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

use super::cacheable::told_apart;
use super::error::Problem;
use super::page::Page;

/// What every handler returns.
pub type Answer = Result<Reply, Problem>;

/// An answer: status, headers that belong to the effect, JSON body.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers by name.
    pub headers: Vec<(String, String)>,
    /// JSON text or the bytes of a file, none for 204.
    pub body: Option<Vec<u8>>,
}

impl Reply {
    /// 200 with a body.
    pub fn ok<T: Serialize>(body: &T) -> Answer {
        Self::with_status(200, body)
    }

    /// 201 with a body and the address of what was created.
    pub fn created<T: Serialize>(location: String, body: &T) -> Answer {
        Ok(Self::with_status(201, body)?.header("location", location))
    }

    /// 200 with one page of a list and the link to the next (RFC 8288).
    pub fn page<T: Serialize>(page: &Page<T>) -> Answer {
        let reply = Self::with_status(200, page)?;
        Ok(match &page.next_cursor {
            Some(cursor) => reply.header("x-next-cursor", cursor.clone()),
            None => reply,
        })
    }

    /// 200 with a file to keep under a name of plain letters.
    pub fn file(media: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let reply = Self { status: 200, headers: Vec::new(), body: Some(bytes) };
        let disposition = format!("attachment; filename=\"{name}\"");
        Ok(reply.header("content-type", media.to_owned()).header("content-disposition", disposition))
    }

    /// 204.
    pub fn no_content() -> Answer {
        Ok(Self { status: 204, headers: Vec::new(), body: None })
    }

    /// 202: what was asked for is on its way.
    pub fn accepted<T: Serialize>(body: &T) -> Answer {
        Self::with_status(202, body)
    }

    /// Adds the ETag of a version, which goes on with a digest of the body where the record is read.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        self.header("etag", format!("\"v{version}\""))
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: String) -> Self {
        self.headers.push((name.to_owned(), value));
        self
    }

    fn with_status<T: Serialize>(status: u16, body: &T) -> Answer {
        let body = sonic_rs::to_vec(body).map_err(Problem::internal)?;
        Ok(Self { status, headers: Vec::new(), body: Some(body) })
    }
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let reply = if request.method() == Method::GET { told_apart(self) } else { self };
        let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::build(status);
        for (name, value) in &reply.headers {
            if name == "x-next-cursor" {
                response.insert_header((header::LINK, next_link(request, value)));
            } else if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name.as_str()), HeaderValue::from_str(value))
            {
                response.insert_header((name, value));
            }
        }
        match reply.body {
            Some(body) => {
                if reply.headers.iter().all(|(name, _)| name != "content-type") {
                    response.insert_header((header::CONTENT_TYPE, "application/json; charset=utf-8"));
                }
                response.body(body)
            }
            None => response.finish(),
        }
    }
}

/// The address of the next page: this request with another cursor.
fn next_link(request: &HttpRequest, cursor: &str) -> String {
    let remaining: Vec<(String, String)> = super::params::form_pairs(request.query_string())
        .into_iter()
        .filter(|(name, _)| name != "cursor")
        .chain([("cursor".to_owned(), cursor.to_owned())])
        .collect();
    let query = serde_urlencoded::to_string(remaining).unwrap_or_default();
    format!("<{}?{query}>; rel=\"next\"", request.path())
}
