//! What the server says of itself: the share of answers it gave within a time, its own queue included.

use std::net::SocketAddr;

use super::http::Connection;

/// How many answers of a route took so many seconds at most, and how many there were, as its histogram counts them.
pub async fn answered(at: SocketAddr, route: &str, seconds: &str) -> anyhow::Result<(f64, f64)> {
    let mut connection = Connection::open(at).await?;
    connection.exchange(&format!("GET /metrics HTTP/1.1\r\nHost: {at}\r\n\r\n")).await?;
    let text = String::from_utf8_lossy(connection.body()).into_owned();
    let counted = |limit: &str| {
        let (limit, route) = (format!("le=\"{limit}\""), format!("route=\"{route}\""));
        let line = text.lines().find(|line| line.contains(&limit) && line.contains(&route));
        line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).unwrap_or_default()
    };
    Ok((counted(seconds), counted("+Inf")))
}
