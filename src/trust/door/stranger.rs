//! Somebody not signed in.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use uuid::Uuid;

use super::App;
use crate::platform::error::Problem;
use crate::platform::http::RequestId;
use crate::trust::journal::{Author, AuthorKind};

/// Identifier of a request.
pub fn request_id_of(request: &HttpRequest) -> Uuid {
    request.extensions().get::<RequestId>().map_or_else(Uuid::nil, |id| id.0)
}

/// Somebody not signed in: where from, and in which request.
#[derive(Debug, Clone, Copy)]
pub struct Stranger {
    /// Address of the peer, or what a trusted proxy says of it.
    pub address: Option<IpAddr>,
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

/// `X-Forwarded-For` counts only when the peer is a proxy we trust, and then only what that proxy itself added, at its end.
fn peer_address(request: &HttpRequest, trusted: &[IpAddr]) -> Option<IpAddr> {
    // a socket of IPv6 writes the addresses of IPv4 its own way
    let peer = request.peer_addr()?.ip().to_canonical();
    if !trusted.iter().any(|proxy| proxy.to_canonical() == peer) {
        return Some(peer);
    }
    let lines = request.headers().get_all("x-forwarded-for");
    let last = lines.last().and_then(|line| line.to_str().ok()?.rsplit(',').next());
    let forwarded = last.and_then(|address| address.trim().parse::<IpAddr>().ok());
    Some(forwarded.map_or(peer, |address| address.to_canonical()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.1".parse().unwrap(), "::ffff:10.0.0.2".parse().unwrap()];
        let request = TestRequest::default().peer_addr(peer.parse().unwrap());
        let request =
            forwarded.iter().fold(request, |request, line| request.append_header(("x-forwarded-for", *line)));
        peer_address(&request.to_http_request(), &trusted).unwrap().to_string()
    }

    #[test]
    fn a_peer_we_do_not_trust_speaks_for_itself_only() {
        assert_eq!(seen("192.0.2.9:4000", &["198.51.100.1"]), "192.0.2.9");
        assert_eq!(seen("192.0.2.9:4000", &[]), "192.0.2.9");
    }

    #[test]
    fn a_trusted_proxy_is_believed_on_what_it_added_last() {
        for peer in ["10.0.0.1:4000", "[::ffff:10.0.0.1]:4000", "10.0.0.2:4000", "[::ffff:10.0.0.2]:4000"] {
            assert_eq!(seen(peer, &["198.51.100.1"]), "198.51.100.1", "{peer}");
            assert_eq!(seen(peer, &["203.0.113.7, 198.51.100.1"]), "198.51.100.1", "{peer}");
            assert_eq!(seen(peer, &["203.0.113.7", "198.51.100.1"]), "198.51.100.1", "{peer}");
        }
        assert_eq!(seen("10.0.0.1:4000", &["::ffff:198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1:4000", &["unknown"]), "10.0.0.1");
    }
}
