//! Takes the statements of one request from the server's own log, so that pgbench runs exactly those.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::ensure;

use super::http::Connection;
use super::stage::{self, LOGGED_ADDRESS};

/// The statements one request makes, parameters in place.
pub fn statements(url: &str, folder: &Path, first: &str, second: &str) -> anyhow::Result<Vec<String>> {
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

fn parse(log: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in log.lines() {
        if let Some((_, parameters)) = line.split_once("DETAIL:  parameters: ") {
            if let Some(last) = found.last_mut() {
                *last = with_parameters(last, parameters);
            }
        } else if let Some((_, rest)) = line.split_once("LOG:  execute ") {
            found.extend(rest.split_once(": ").map(|(_, sql)| sql.to_owned()));
        } else if let Some((_, sql)) = line.split_once("LOG:  statement: ") {
            found.push(sql.to_owned());
        }
    }
    found
}

/// Replaces `$n` by the literals PostgreSQL logged, from the highest down.
fn with_parameters(sql: &str, parameters: &str) -> String {
    let mut literals = Vec::new();
    let mut rest = parameters;
    while let Some((_, after)) = rest.split_once(" = ") {
        let literal = literal_at(after);
        rest = &after[literal.len()..];
        literals.push(literal.to_owned());
    }
    let mut out = sql.to_owned();
    for (index, literal) in literals.iter().enumerate().rev() {
        out = out.replace(&format!("${}", index + 1), literal);
    }
    out
}

/// A quoted literal, quotes doubled inside, or NULL.
fn literal_at(text: &str) -> &str {
    let Some(inner) = text.strip_prefix('\'') else { return &text[..text.len().min(4)] };
    let mut end = 1;
    let bytes = inner.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == b'\'' {
            if bytes.get(index + 1) != Some(&b'\'') {
                end = index + 2;
                break;
            }
            index += 1;
        }
        index += 1;
    }
    &text[..end]
}
