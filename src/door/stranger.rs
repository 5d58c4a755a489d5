//! Somebody not signed in.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use uuid::Uuid;

use super::App;
use crate::journal::{Author, AuthorKind};
use crate::platform::error::Problem;
use crate::platform::http::RequestId;

/// Identifier of a request.
pub fn request_id_of(request: &HttpRequest) -> Uuid {
    request.extensions().get::<RequestId>().map_or_else(Uuid::nil, |id| id.0)
}

/// Somebody not signed in: where from, and in which request.
#[derive(Debug, Clone, Copy)]
pub struct Stranger {
    /// Address of the peer, or what a trusted proxy says of it.
    pub address: Option<IpAddr>,
    /// Request.
    pub request_id: Uuid,
}

impl Stranger {
    /// The author of journal lines.
    pub fn author(&self) -> Author {
        Author::without_name(AuthorKind::Nobody, Some(self.request_id))
    }
}

impl FromRequest for Stranger {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self { address: address_of(request), request_id: request_id_of(request) }))
    }
}

/// Where a request comes from: its peer, or what a trusted proxy says of it.
pub(super) fn address_of(request: &HttpRequest) -> Option<IpAddr> {
    let trusted = request.app_data::<Data<App>>().map(|app| app.config.trusted_proxies.as_slice());
    peer_address(request, trusted.unwrap_or_default())
}

/// `X-Forwarded-For` counts only when the peer is a proxy we trust.
fn peer_address(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|address| address.ip());
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok());
    match peer {
        Some(proxy) if trusted.contains(&proxy) => forwarded.or(peer),
        other => other,
    }
}
