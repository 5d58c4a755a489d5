//! A file as the body of a request, within bounds of length and time.
//!
//! While it comes it is on the disk and holds a place of its sender only; once there it waits for its turn to be read, among
//! few at once and fewer of one place. So neither slow senders nor one busy site keep the others from sending.

use std::collections::HashMap;
use std::fs::File;
use std::future::{Ready, ready};
use std::io::{Read, Seek, Write};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::body::read_pieces;
use super::crypto::sha256;
use super::error::Problem;

/// Longest file.
pub const LONGEST_FILE: usize = 5 * 1024 * 1024;
/// Files of one sender at once, on their way or being read.
const OF_ONE_SENDER: usize = 2;
/// Files of one place being read at once.
const OF_ONE_PLACE: usize = 2;
/// Files held in memory and being read at once.
const AT_ONCE: usize = 4;
/// Longest time without a single piece.
///
/// Our choice: a line that says nothing for so long is lost; the whole has the time of any body.
const LONGEST_SILENCE: Duration = Duration::from_secs(4);
/// Longest wait for its turn, once it is there.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

static READING: Semaphore = Semaphore::const_new(AT_ONCE);
static OF_SENDERS: LazyLock<KeyedPlaces> = LazyLock::new(|| KeyedPlaces::new(OF_ONE_SENDER));
static OF_PLACES: LazyLock<KeyedPlaces> = LazyLock::new(|| KeyedPlaces::new(OF_ONE_PLACE));

/// So many places for each key; a key of which nobody holds a place is forgotten.
struct KeyedPlaces {
    each: usize,
    by_key: Mutex<HashMap<Uuid, Arc<Semaphore>>>,
}

impl KeyedPlaces {
    fn new(each: usize) -> Self {
        Self { each, by_key: Mutex::default() }
    }

    fn of(&self, key: Uuid) -> Arc<Semaphore> {
        let mut by_key = self.by_key.lock().unwrap_or_else(PoisonError::into_inner);
        by_key.retain(|_, places| Arc::strong_count(places) > 1);
        Arc::clone(by_key.entry(key).or_insert_with(|| Arc::new(Semaphore::new(self.each))))
    }
}

/// Who sends a file, and the places it may be for.
#[derive(Debug, Clone)]
pub struct FileSender {
    pub id: Uuid,
    pub places: Vec<Uuid>,
}

/// The turn of a file to be read.
struct Turn {
    _of_sender: OwnedSemaphorePermit,
    _of_places: Vec<OwnedSemaphorePermit>,
    _among_all: SemaphorePermit<'static>,
}

/// A file on its way: whoever may not send it takes no place.
pub struct Upload {
    payload: Payload,
    media: String,
    query: String,
}

impl Upload {
    /// Takes it in whole, then waits for its turn.
    pub async fn received(self, sender: FileSender) -> Result<Received, Problem> {
        let busy = || Problem::busy("upload.busy");
        let of_sender = OF_SENDERS.of(sender.id).try_acquire_owned().map_err(|_| busy())?;
        let mut file = tempfile::tempfile().map_err(Problem::internal)?;
        let keep = |piece: &[u8]| file.write_all(piece).map_err(Problem::internal);
        read_pieces(self.payload, LONGEST_FILE, LONGEST_SILENCE, keep).await?;
        let turn = tokio::time::timeout(LONGEST_WAIT, turn_of(of_sender, sender.places));
        let turn = turn.await.map_err(|_| busy())??;
        let bytes = tokio::task::spawn_blocking(move || whole(file)).await.map_err(Problem::internal)?;
        let bytes = bytes.map_err(Problem::internal)?;
        Ok(Received { bytes, media: self.media, query: self.query, _turn: turn })
    }
}

/// Waits for the turn of a file: its places first, in one order for all, so that nobody waits in a circle.
async fn turn_of(of_sender: OwnedSemaphorePermit, mut places: Vec<Uuid>) -> Result<Turn, Problem> {
    places.sort_unstable();
    places.dedup();
    let mut of_places = Vec::with_capacity(places.len());
    for place in places {
        of_places.push(OF_PLACES.of(place).acquire_owned().await.map_err(Problem::internal)?);
    }
    let among_all = READING.acquire().await.map_err(Problem::internal)?;
    Ok(Turn { _of_sender: of_sender, _of_places: of_places, _among_all: among_all })
}

fn whole(mut file: File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that was received but not judged yet.
pub struct Received {
    bytes: Vec<u8>,
    media: String,
    query: String,
    _turn: Turn,
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
