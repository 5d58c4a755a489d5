//! Answers that are told apart: an ETag of what they say, from which a reader knows that nothing changed.
//!
//! The 304 itself is made where answers go out (`representation.rs`). It saves sending an answer, not making it: what a
//! record shows also follows from the day, the language and the names of other records, so nothing shorter than the answer
//! tells that it is the same.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Serialize;

use super::crypto;
use super::openapi::LONGEST_IF_MATCH;
use super::reply::{Answer, Reply};
use super::representation::GZIP_MARK;

/// How long anybody may keep a public answer before asking again.
const CACHE: &str = "public, max-age=300";

/// How long one that people may change: it is asked for again each time, and seldom sent again.
const ASKED_AGAIN: &str = "public, no-cache";

/// 200 with a strong ETag made from what is said.
pub fn cacheable<T: Serialize>(body: &T) -> Answer {
    Ok(public(Reply::ok(body)?, "", CACHE))
}

/// 200 with a text of a media type that anybody may keep, as a page embeds it.
pub fn cacheable_text(media: &str, text: String) -> Answer {
    let reply = Reply { status: 200, headers: Vec::new(), body: Some(text.into_bytes()) };
    Ok(public(reply.header("content-type", media.to_owned()), "", CACHE))
}

/// The same for what people change: whoever keeps it asks again before showing it.
pub fn changeable<T: Serialize>(body: &T) -> Answer {
    Ok(public(Reply::ok(body)?, "", ASKED_AGAIN))
}

/// The same for one record of a version: its ETag begins with the version, for the `If-Match` of a change.
pub fn versioned<T: Serialize>(body: &T, version: i64) -> Answer {
    Ok(public(Reply::ok(body)?, &format!("v{version}."), ASKED_AGAIN))
}

fn public(reply: Reply, prefix: &str, cache: &str) -> Reply {
    let etag = tag_of(reply.body.as_deref().unwrap_or_default(), prefix);
    reply
        .header("etag", etag)
        .header("cache-control", cache.to_owned())
        .header("vary", "Accept-Language".to_owned())
}

/// A strong ETag of some bytes, after a prefix.
pub fn tag_of(bytes: &[u8], prefix: &str) -> String {
    format!("\"{prefix}{}\"", crypto::encode(&crypto::sha256(bytes)[..16]))
}

/// A record as it is read: where its ETag is its version alone (`"v3"`), a digest of what is answered follows (`"v3.<digest>"`).
///
/// `If-Match` asks whether the record is the one that was read, and looks at the version; `If-None-Match` whether the answer
/// is, and looks at both.
#[must_use]
pub fn told_apart(mut reply: Reply) -> Reply {
    let Reply { headers, body, .. } = &mut reply;
    let version = headers.iter_mut().find(|(name, _)| name == "etag").map(|(_, tag)| tag);
    let is_alone = |tag: &&mut String| {
        let number = tag.strip_prefix("\"v").and_then(|tag| tag.strip_suffix('"'));
        number.is_some_and(|number| number.parse::<i64>().is_ok())
    };
    let Some(tag) = version.filter(is_alone) else { return reply };
    let prefix = format!("{}.", tag.trim_matches('"'));
    *tag = tag_of(body.as_deref().unwrap_or_default(), &prefix);
    reply.header("vary", "Accept-Language, Authorization".to_owned())
}

/// Whether `If-None-Match` names this ETag.
pub fn already_has(request: &HttpRequest, etag: &str) -> bool {
    let given = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|list| named_in(list, etag).is_some())
}

/// The one of the ETags listed that names this one, or `*`: by weak comparison (RFC 9110, §13.1.2), and whatever form either
/// was sent in, compressed or not. Lists longer than what is published are not read.
pub fn named_in<'a>(list: &'a str, etag: &str) -> Option<&'a str> {
    let mut tags = list.split(',').map(str::trim).filter(|_| list.len() <= LONGEST_IF_MATCH);
    tags.find(|tag| *tag == "*" || opaque(tag) == opaque(etag))
}

/// An ETag without what proxies and compression add to it.
fn opaque(tag: &str) -> Option<&str> {
    let tag = tag.trim_start_matches("W/").strip_prefix('"')?.strip_suffix('"')?;
    Some(tag.strip_suffix(GZIP_MARK).unwrap_or(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_etag_is_known_weakened_compressed_or_among_others() {
        for known in
            ["\"v3.ab\"", "W/\"v3.ab\"", "\"v3.ab-gzip\"", "W/\"v3.ab-gzip\"", "\"x\", \"v3.ab\"", "*"]
        {
            assert!(named_in(known, "\"v3.ab\"").is_some(), "{known}");
            assert!(named_in(known, "\"v3.ab-gzip\"").is_some(), "{known}");
        }
        for other in ["", "\"v3\"", "\"v3.ac\"", "v3.ab", "\"v3.ab", "\"v2.ab\"", &"\"v3.ab\",".repeat(200)] {
            assert_eq!(named_in(other, "\"v3.ab\""), None, "{other}");
        }
    }

    #[test]
    fn a_version_alone_is_completed_by_what_is_said_and_any_other_tag_stays() {
        let told = |body: &[u8], tag: &str| {
            let reply = Reply { status: 200, headers: Vec::new(), body: Some(body.to_vec()) };
            let reply = told_apart(reply.header("etag", tag.to_owned()));
            reply.headers[0].1.clone()
        };
        let one = told(b"one", "\"v3\"");
        assert!(one.starts_with("\"v3.") && one.ends_with('"') && one.len() == 27, "{one}");
        assert_eq!(told(b"one", "\"v3\""), one);
        assert_ne!(told(b"other", "\"v3\""), one);
        for stays in ["\"v3.Zm9v\"", "\"Zm9v\"", "\"v3m9v\""] {
            assert_eq!(told(b"one", stays), stays);
        }
    }
}
