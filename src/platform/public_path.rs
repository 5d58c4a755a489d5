//! Where the host serves this program: at its root, or beneath a path that other programs leave it
//! (`public_url = "https://school.example.org/compagnon"`).
//!
//! Routes know nothing of it. Requests are understood with and without the path, since some proxies take it away and others
//! leave it; answers lead back beneath it, in their headers, in the `href` of JSON and in the addresses of pages.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::uri::PathAndQuery;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};

/// Places that hosts keep for themselves (RFC 8615): what is asked there of a server beneath a path ends with the path
/// (RFC 8414, §3.1, read 30/11/2026).
const WELL_KNOWN: &str = "/.well-known/";
/// What stands before an address in what is answered. A text of a person never holds these: JSON and HTML escape its quotes.
const BEFORE_ADDRESSES: [(&str, &[&str]); 2] =
    [("application/json", &["\"href\":\""]), ("text/html", &[" href=\"", " action=\"", " formaction=\""])];

/// A slash as pages write it.
const SLASHES: [&str; 2] = ["/", "&#x2f;"];

/// The path of the public address: empty at the root of the host, else as in `/compagnon`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicPath(String);

impl PublicPath {
    /// That of a public address.
    pub fn of(public_url: &str) -> Self {
        let path = public_url.parse::<Uri>().map(|uri| uri.path().trim_end_matches('/').to_owned());
        Self(path.unwrap_or_default())
    }

    /// The path, empty at the root of the host.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An asked path as routes know it; none when it is so already.
    fn shortened<'a>(&self, asked: &'a str) -> Option<&'a str> {
        let Self(path) = self;
        if path.is_empty() {
            return None;
        }
        if asked.starts_with(WELL_KNOWN) {
            return asked.strip_suffix(path.as_str());
        }
        match asked.strip_prefix(path.as_str())? {
            "" => Some("/"),
            rest => Some(rest).filter(|rest| rest.starts_with('/')),
        }
    }

    /// An answer whose addresses on this server begin with the path.
    pub fn led_back(&self, mut response: HttpResponse<BoxBody>) -> HttpResponse<BoxBody> {
        let Self(path) = self;
        if path.is_empty() {
            return response;
        }
        let headers = [(header::LOCATION, "", "/"), (header::LINK, "<", "</")];
        for (name, opening, start) in headers {
            self.lead_header_back(&mut response, name, opening, start);
        }
        let media = response.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
        let of_media = |(kind, _): &&(&str, _)| media.is_some_and(|media| media.starts_with(kind));
        let is_plain = !response.headers().contains_key(header::CONTENT_ENCODING);
        let Some((_, before)) = BEFORE_ADDRESSES.iter().find(of_media).filter(|_| is_plain) else {
            return response;
        };
        response.map_body(|_, body| match body.try_into_bytes() {
            Ok(bytes) => BoxBody::new(prefixed(bytes, before, path)),
            Err(grows) => grows,
        })
    }

    fn lead_header_back(
        &self,
        response: &mut HttpResponse<BoxBody>,
        name: HeaderName,
        opening: &str,
        start: &str,
    ) {
        let here = |text: &&str| text.starts_with(start) && !text.starts_with(&format!("{start}/"));
        let said = response.headers().get(&name).and_then(|value| value.to_str().ok());
        // a header that lists several addresses begins each after a comma
        let led = said.map(|said| {
            let each = said.split(", ").map(|one| match Some(one).filter(here) {
                Some(one) => format!("{opening}{}{}", self.0, &one[opening.len()..]),
                None => one.to_owned(),
            });
            each.collect::<Vec<_>>().join(", ")
        });
        if let Some(led) = led.and_then(|led| HeaderValue::from_str(&led).ok()) {
            response.headers_mut().insert(name, led);
        }
    }
}

/// Reads a request asked beneath the path as one asked at the root.
pub async fn understood(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let path = request.app_data::<Data<PublicPath>>().cloned();
    let shortened = path.as_ref().and_then(|path| path.shortened(request.uri().path()));
    if let Some(uri) = shortened.and_then(|shortened| at(request.uri(), shortened)) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    next.call(request).await
}

/// The same address with another path.
fn at(uri: &Uri, path: &str) -> Option<Uri> {
    let asked = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(asked).ok()?);
    Uri::from_parts(parts).ok()
}

/// Bytes in which each address of this server, after one of the texts that stand before addresses, gets a path.
fn prefixed(bytes: Bytes, before: &[&str], path: &str) -> Bytes {
    let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
    let led = before.iter().fold(text.to_owned(), |text, before| {
        let mut led = String::with_capacity(text.len() + text.len() / 16);
        let mut rest = text.as_str();
        while let Some(found) = rest.find(before) {
            let (passed, address) = rest.split_at(found + before.len());
            led.push_str(passed);
            if is_here(address) {
                led.push_str(path);
            }
            rest = address;
        }
        led + rest
    });
    led.into()
}

/// Whether an address is on this server: it begins with one slash, as it is or as templates of HTML escape it.
fn is_here(address: &str) -> bool {
    let after_slash = |text| SLASHES.iter().find_map(|slash| str::strip_prefix(text, *slash));
    after_slash(address).is_some_and(|rest| after_slash(rest).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_understood_with_and_without_what_the_host_puts_before() {
        let path = PublicPath::of("https://school.example.org/apps/compagnon/");
        assert_eq!(path.as_str(), "/apps/compagnon");
        for (asked, read) in [
            ("/apps/compagnon/v1/visits", Some("/v1/visits")),
            ("/apps/compagnon", Some("/")),
            ("/apps/compagnon/", Some("/")),
            ("/.well-known/security.txt/apps/compagnon", Some("/.well-known/security.txt")),
            ("/v1/visits", None),
            ("/apps/compagnons/v1/visits", None),
            ("/.well-known/security.txt", None),
        ] {
            assert_eq!(path.shortened(asked), read, "{asked}");
        }
        for root in ["https://school.example.org", "https://school.example.org/"] {
            assert_eq!(PublicPath::of(root), PublicPath::default());
        }
        assert_eq!(PublicPath::default().shortened("/v1/visits"), None);
    }

    #[test]
    fn answers_lead_back_beneath_the_path_and_what_people_wrote_stays() {
        let path = PublicPath::of("https://school.example.org/compagnon");
        let body_of = |media: &'static str, body: &'static str| {
            let answer = HttpResponse::Ok()
                .insert_header((header::CONTENT_TYPE, media))
                .insert_header((header::LOCATION, "/v1/visits/1"))
                .insert_header((
                    header::LINK,
                    "</v1/visits?after=1>; rel=\"next\", </v1/visits>; rel=\"first\"",
                ))
                .body(body);
            let led = path.led_back(answer);
            assert_eq!(led.headers().get(header::LOCATION).unwrap(), "/compagnon/v1/visits/1");
            assert_eq!(
                led.headers().get(header::LINK).unwrap(),
                "</compagnon/v1/visits?after=1>; rel=\"next\", </compagnon/v1/visits>; rel=\"first\""
            );
            String::from_utf8(led.into_body().try_into_bytes().unwrap().to_vec()).unwrap()
        };
        let written =
            r#"{"note":"\"href\":\"/v1/x\" /v1/y","href":"/v1/visits/1","of":{"href":"https://a.example/"}}"#;
        assert_eq!(
            body_of("application/json; charset=utf-8", written),
            written.replace("\"href\":\"/v1/visits", "\"href\":\"/compagnon/v1/visits")
        );
        assert_eq!(
            body_of(
                "text/html; charset=utf-8",
                "<a href=\"/l/x\">/l/y</a><form action=\"/l/x\"><a href=\"#z\">"
            ),
            "<a href=\"/compagnon/l/x\">/l/y</a><form action=\"/compagnon/l/x\"><a href=\"#z\">"
        );
        assert_eq!(
            body_of(
                "text/html",
                "<a href=\"&#x2f;l&#x2f;x\"><a href=\"//a.example\"><a href=\"&#x2f;&#x2f;a.example\">"
            ),
            "<a href=\"/compagnon&#x2f;l&#x2f;x\"><a href=\"//a.example\"><a href=\"&#x2f;&#x2f;a.example\">"
        );
        assert_eq!(body_of("text/csv", "\"href\":\"/v1/x\""), "\"href\":\"/v1/x\"");
    }
}
