//! A file as the body of a request: few at once, each within bounds of length and time.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpRequest};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::body::read_bytes;
use super::crypto::sha256;
use super::error::Problem;

/// Longest file.
pub const LONGEST_FILE: usize = 5 * 1024 * 1024;
/// Files held in memory at once.
const AT_ONCE: usize = 4;

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// A file on its way: whoever may not send it takes no place.
pub struct Upload {
    payload: Payload,
    media: String,
    query: String,
}

impl Upload {
    /// Reads it whole, when a place is free.
    pub async fn received(self) -> Result<Received, Problem> {
        let _place = PLACES.try_acquire().map_err(|_| Problem::busy("upload.busy"))?;
        let bytes = read_bytes(self.payload, LONGEST_FILE).await?;
        Ok(Received { bytes, media: self.media, query: self.query, _place })
    }
}

/// A file that was received but not judged yet.
pub struct Received {
    bytes: BytesMut,
    media: String,
    query: String,
    _place: SemaphorePermit<'static>,
}

impl Received {
    /// The bytes, when their type is one of those accepted.
    pub fn as_one_of<'a>(&self, accepted: &[&'a str]) -> Result<(&'a str, &[u8]), Problem> {
        let media = accepted.iter().find(|media| media.eq_ignore_ascii_case(&self.media));
        match media {
            Some(media) => Ok((media, &self.bytes)),
            None => Err(Problem::unsupported_media(&accepted.join(", "))),
        }
    }

    /// SHA-256 of the bytes.
    pub fn digest(&self) -> [u8; 32] {
        sha256(&self.bytes)
    }

    /// SHA-256 of the bytes and of what was asked about them.
    pub fn request_digest(&self) -> [u8; 32] {
        sha256(&[&self.digest(), self.media.as_bytes(), b" ", self.query.as_bytes()].concat())
    }
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let text_of = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let media = text_of(header::CONTENT_TYPE).unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default().trim().to_owned();
        let plain = text_of(header::CONTENT_ENCODING).is_none_or(|how| how.eq_ignore_ascii_case("identity"));
        // a compressed body is of no type we accept
        let media = if plain { media } else { String::new() };
        ready(Ok(Self { payload: payload.take(), media, query: request.query_string().to_owned() }))
    }
}
