//! Takes the statements of one request from the server's own log, so that pgbench runs exactly those.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::ensure;

use super::http::Connection;
use super::stage::{self, LOGGED_ADDRESS};

/// One statement as the server prepared it, and what it was given.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    /// Its text, with `$1` and those after.
    pub sql: String,
    /// Its parameters as text, none for NULL.
    pub parameters: Vec<Option<String>>,
}

/// The statements one request makes.
pub fn statements(url: &str, folder: &Path, first: &str, second: &str) -> anyhow::Result<Vec<Statement>> {
    let logged_url = format!("{url}&options=-c%20log_statement%3Dall");
    let one_connection = [("COMPAGNON_POOL_SIZE", "1")];
    let mut server =
        stage::start_server(&logged_url, folder, LOGGED_ADDRESS, "127.0.0.1:0", &one_connection)?;
    let log = folder.join("pg").join("log");
    let outcome = ask_twice(LOGGED_ADDRESS.parse()?, &log, first, second);
    let _ = server.kill();
    let _ = server.wait();
    let found = parse(&outcome?);
    ensure!(!found.is_empty(), "no statement in the log of PostgreSQL");
    Ok(found)
}

/// The first request prepares the only connection; the log of the second counts.
fn ask_twice(at: SocketAddr, log: &Path, first: &str, second: &str) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = Connection::open(at).await?;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        connection.exchange(first).await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
        let before = length_when_quiet(log).await?;
        let status = connection.exchange(second).await?;
        ensure!((200..300).contains(&status), "{status}: {}", String::from_utf8_lossy(connection.body()));
        tokio::time::sleep(Duration::from_millis(100)).await;
        Ok(std::fs::read_to_string(log)?.split_off(before))
    })
}

/// Waits until what the server does by itself is over, such as deriving what is due after many changes.
async fn length_when_quiet(log: &Path) -> anyhow::Result<usize> {
    let mut length = std::fs::read_to_string(log)?.len();
    for _ in 0..600 {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let now = std::fs::read_to_string(log)?.len();
        if now == length {
            return Ok(length);
        }
        length = now;
    }
    anyhow::bail!("the server never comes to rest")
}

fn parse(log: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for line in log.lines() {
        if let Some((_, parameters)) = line.split_once("DETAIL:  parameters: ") {
            if let Some(last) = found.last_mut() {
                last.parameters = parameters_in(parameters);
            }
        } else if let Some((_, sql)) =
            line.split_once("LOG:  execute ").and_then(|(_, rest)| rest.split_once(": "))
        {
            found.push(Statement { sql: sql.to_owned(), parameters: Vec::new() });
        } else if let Some((_, sql)) = line.split_once("LOG:  statement: ") {
            found.push(Statement { sql: sql.to_owned(), parameters: Vec::new() });
        }
    }
    found
}

/// The parameters PostgreSQL logged, as in `$1 = 'a', $2 = NULL`; quotes are doubled inside.
fn parameters_in(text: &str) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(" = ") {
        let Some(quoted) = after.strip_prefix('\'') else {
            found.push(None);
            rest = after;
            continue;
        };
        let mut value = String::new();
        let mut characters = quoted.char_indices().peekable();
        rest = "";
        while let Some((at, character)) = characters.next() {
            match (character, characters.peek()) {
                ('\'', Some((_, '\''))) => drop(characters.next()),
                ('\'', _) => {
                    rest = &quoted[at + 1..];
                    break;
                }
                _ => {}
            }
            value.push(character);
        }
        found.push(Some(value));
    }
    found
}
