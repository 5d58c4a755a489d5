//! Public answers that may be kept: made from memory, with an ETag of what they say.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde::Serialize;

use super::crypto;
use super::reply::{Answer, Reply};

/// How long anybody may keep a public answer before asking again.
const CACHE: &str = "public, max-age=300";

/// 200 with a strong ETag made from what is said, or 304 when the reader already has it.
pub fn cacheable<T: Serialize>(request: &HttpRequest, body: &T) -> Answer {
    let reply = Reply::ok(body)?;
    let digest = crypto::sha256(reply.body.as_deref().unwrap_or_default());
    let etag = format!("\"{}\"", crypto::encode(&digest[..16]));
    let reply = if already_has(request, &etag) { Reply { status: 304, body: None, ..reply } } else { reply };
    Ok(reply.header("etag", etag).header("cache-control", CACHE.to_owned()))
}

/// Whether `If-None-Match` names this ETag (RFC 9110: weak comparison).
pub fn already_has(request: &HttpRequest, etag: &str) -> bool {
    let given = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    given.is_some_and(|list| {
        list.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
    })
}
