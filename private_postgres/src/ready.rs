//! Whether the server really serves: asked over its socket, once its pid file says that it is worth asking.

use std::fs;

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::POLL;
use crate::cluster::SUPERUSER;
use crate::error::StartError;
use crate::place::Place;
use crate::supervise::Supervised;

/// Longest silence of a server that starts.
const SILENCE_LIMIT: Duration = Duration::from_secs(30);
/// Longest wait for a server that says it is starting: it replays what a crash left unfinished.
const RECOVERY_LIMIT: Duration = Duration::from_secs(600);
/// Longest wait for one answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);
/// Protocol 3.0, as the first bytes of a connection say it.
const PROTOCOL: u32 = 3 << 16;
/// SQLSTATE of "the database system is starting up".
const CANNOT_CONNECT_NOW: &str = "C57P03";
/// Message that ends a session politely.
const TERMINATE: [u8; 5] = [b'X', 0, 0, 0, 4];

/// Line of the pid file on which the server says how it is.
const STATUS_LINE: usize = 7;

/// What the server said to a newcomer.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Welcome,
    Starting,
    Refusal(String),
}

/// How the server says it is, in its pid file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// It replays what a crash left unfinished.
    Starting,
    /// It lets people in.
    Serving,
    /// It was told to stop, and lets nobody in any more.
    Stopping,
}

/// What the pid file says, which costs the server nothing: knocking at one that starts writes a line in its log.
pub(crate) fn status(data: &Path) -> Option<Status> {
    let said = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    match said.lines().nth(STATUS_LINE)?.trim() {
        "starting" => Some(Status::Starting),
        "ready" | "standby" => Some(Status::Serving),
        "stopping" => Some(Status::Stopping),
        _ => None,
    }
}

/// Waits for the first accepted connection, or for somebody to give up on it.
pub(crate) fn wait(place: &Place, running: &mut Supervised, given_up: &AtomicBool) -> Result<(), StartError> {
    let begun = Instant::now();
    let mut limit = SILENCE_LIMIT;
    while !given_up.load(Ordering::Relaxed) {
        match status(&place.data) {
            Some(Status::Serving) => match ask(&place.socket()) {
                Ok(Answer::Welcome) => return Ok(()),
                Ok(Answer::Refusal(said)) => return Err(StartError::Refused(said)),
                Ok(Answer::Starting) | Err(_) => {}
            },
            Some(Status::Starting) => limit = RECOVERY_LIMIT,
            Some(Status::Stopping) | None => {}
        }
        if running.has_ended() {
            let (log, tail) = running.last_words();
            return Err(StartError::ServerEnded { log, tail });
        }
        if begun.elapsed() > limit {
            let (log, tail) = running.last_words();
            return Err(StartError::NoAnswer { seconds: limit.as_secs(), log, tail });
        }
        thread::sleep(POLL);
    }
    Ok(())
}

/// Knocks once.
fn ask(socket: &Path) -> std::io::Result<Answer> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(ANSWER_LIMIT))?;
    stream.write_all(&startup_message())?;
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    if kind == *b"R" {
        let _ = stream.write_all(&TERMINATE);
        return Ok(Answer::Welcome);
    }
    let mut said = Vec::new();
    stream.read_to_end(&mut said)?;
    Ok(refusal(&said))
}

/// "I am the superuser and I want his database."
fn startup_message() -> Vec<u8> {
    let parameters = format!("user\0{SUPERUSER}\0database\0{SUPERUSER}\0\0");
    let length = u32::try_from(parameters.len() + 8).unwrap_or_default();
    [&length.to_be_bytes()[..], &PROTOCOL.to_be_bytes(), parameters.as_bytes()].concat()
}

/// Reads an error answer: a length, then fields of one letter and a text, each ended by zero.
fn refusal(said: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(said.get(4..).unwrap_or_default()).into_owned();
    let fields: Vec<_> = text.split('\0').collect();
    if fields.contains(&CANNOT_CONNECT_NOW) {
        return Answer::Starting;
    }
    let message = fields.iter().find_map(|field| field.strip_prefix('M')).unwrap_or("no reason given");
    Answer::Refusal(message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Answer, refusal, startup_message};

    #[test]
    fn the_startup_message_states_its_own_length() {
        let message = startup_message();
        assert_eq!(message[..8], [0, 0, 0, 41, 0, 3, 0, 0]);
        assert_eq!(message.len(), 41);
    }

    #[test]
    fn a_starting_server_is_told_from_one_that_refuses() {
        let starting = b"\0\0\0\x50SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
        assert_eq!(refusal(starting), Answer::Starting);
        let refused = b"\0\0\0\x50SFATAL\0C28000\0MPeer authentication failed\0\0";
        assert_eq!(refusal(refused), Answer::Refusal("Peer authentication failed".to_owned()));
        assert_eq!(refusal(b""), Answer::Refusal("no reason given".to_owned()));
    }
}
