//! The headers the door reads: who, which version, which key.

use actix_web::http::header::{self, HeaderMap};

use crate::platform::error::{Fault, Problem};
use crate::platform::openapi::LONGEST_IF_MATCH;
use crate::say;

/// What `If-Match` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IfMatch {
    /// Any version.
    Any,
    /// One of these versions.
    Versions(Vec<i64>),
}

fn text_of(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

pub(super) fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text_of(headers, header::AUTHORIZATION)?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

pub(super) fn if_match(headers: &HeaderMap) -> Result<Option<IfMatch>, Problem> {
    // a list may come in several lines (RFC 9110, §5.3, read 29/11/2026)
    let lines: Vec<&str> =
        headers.get_all(header::IF_MATCH).map(|line| line.to_str().unwrap_or_default()).collect();
    let text = lines.join(",");
    match text.trim() {
        _ if lines.is_empty() => return Ok(None),
        "*" => return Ok(Some(IfMatch::Any)),
        _ => {}
    }
    let versions: Option<Vec<i64>> = text.split(',').map(version_in).collect();
    let versions = versions.filter(|_| text.len() <= LONGEST_IF_MATCH);
    versions.map(|versions| Some(IfMatch::Versions(versions))).ok_or_else(|| {
        let message = say!(
            "L'en-tête If-Match reprend un ETag lu, par exemple \"v3\" (guillemets compris).",
            "The If-Match header repeats an ETag read, for example \"v3\" (with its quotes)."
        );
        Problem::unreadable_at(
            "precondition.unreadable",
            message.clone(),
            vec![Fault::new("If-Match", "etag", message)],
        )
    })
}

/// The version that an ETag begins with. What follows tells answers apart, not records: a digest, and what compression or a
/// proxy adds (`"v3.<digest>-gzip"`); nginx weakens the tag of what it compresses (`W/"v3"`), and the version is as good.
fn version_in(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    let said = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix("\"v")?.strip_suffix('"')?;
    said.split(['.', '-']).next()?.parse().ok()
}

pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let printable = text.chars().all(|c| c.is_ascii_graphic());
    if printable && (8..=128).contains(&text.len()) {
        return Ok(Some(text.to_owned()));
    }
    let message = say!(
        "L'en-tête Idempotency-Key compte de 8 à 128 caractères visibles (un UUID convient).",
        "The Idempotency-Key header has 8 to 128 visible characters (a UUID will do)."
    );
    Err(Problem::unreadable("idempotency_key.unreadable", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_is_read_back_as_its_version() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, header::HeaderValue::from_str(text).unwrap());
            if_match(&headers)
        };
        assert_eq!(read("\"v3\"").unwrap(), Some(IfMatch::Versions(vec![3])));
        assert_eq!(read("\"v3\", \"v4\"").unwrap(), Some(IfMatch::Versions(vec![3, 4])));
        for passed_on in ["\"v3.Zm9v\"", "\"v3.Zm9v-gzip\"", "W/\"v3.Zm9v\"", "W/\"v3\"", "\"v3-gzip\""] {
            assert_eq!(read(passed_on).unwrap(), Some(IfMatch::Versions(vec![3])), "{passed_on}");
        }
        assert_eq!(read("*").unwrap(), Some(IfMatch::Any));
        let mut lines = HeaderMap::new();
        lines.append(header::IF_MATCH, header::HeaderValue::from_static("\"v3\""));
        lines.append(header::IF_MATCH, header::HeaderValue::from_static("\"v4\""));
        assert_eq!(if_match(&lines).unwrap(), Some(IfMatch::Versions(vec![3, 4])));
        assert!(read(&vec!["\"v3\""; 300].join(",")).is_err());
        for unreadable in ["v3", "W/v3", "\"3\"", "\"v\"", "\"vx\"", "\"v.3\"", "\"v-3\""] {
            assert!(read(unreadable).is_err(), "{unreadable}");
        }
    }
}
