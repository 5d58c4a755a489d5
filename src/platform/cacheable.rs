//! Public answers that may be kept: made from memory, with an ETag of what they say.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Serialize;

use super::crypto;
use super::reply::{Answer, Reply};

/// How long anybody may keep a public answer before asking again.
const CACHE: &str = "public, max-age=300";

/// How long one that people may change: it is asked for again each time, and seldom sent again.
const ASKED_AGAIN: &str = "public, no-cache";

/// 200 with a strong ETag made from what is said, or 304 when the reader already has it.
pub fn cacheable<T: Serialize>(request: &HttpRequest, body: &T) -> Answer {
    tagged(request, Reply::ok(body)?, "", CACHE)
}

/// The same for what people change: whoever keeps it asks again before showing it.
pub fn changeable<T: Serialize>(request: &HttpRequest, body: &T) -> Answer {
    tagged(request, Reply::ok(body)?, "", ASKED_AGAIN)
}

/// The same for one record of a version: its ETag begins with the version, for the `If-Match` of a change.
pub fn versioned<T: Serialize>(request: &HttpRequest, body: &T, version: i64) -> Answer {
    tagged(request, Reply::ok(body)?, &format!("v{version}."), ASKED_AGAIN)
}

fn tagged(request: &HttpRequest, reply: Reply, prefix: &str, cache: &str) -> Answer {
    let digest = crypto::sha256(reply.body.as_deref().unwrap_or_default());
    let etag = format!("\"{prefix}{}\"", crypto::encode(&digest[..16]));
    let reply = if already_has(request, &etag) { Reply { status: 304, body: None, ..reply } } else { reply };
    Ok(reply.header("etag", etag).header("cache-control", cache.to_owned()))
}

/// Whether `If-None-Match` names this ETag (RFC 9110: weak comparison).
pub fn already_has(request: &HttpRequest, etag: &str) -> bool {
    let given = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|list| {
        list.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
    })
}
