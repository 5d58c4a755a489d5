//! The smallest keep-alive HTTP client that can load a server without becoming the bottleneck itself.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request to send for the n-th time.
pub type MakeRequest = Arc<dyn Fn(u64) -> String + Send + Sync>;

/// What one round of load saw.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Requests answered 2xx per second.
    pub per_second: f64,
    /// Latencies in microseconds, sorted.
    pub latencies: Vec<u32>,
    /// Answers that were not 2xx.
    pub refused: u64,
}

impl Seen {
    /// A quantile in milliseconds.
    pub fn quantile_ms(&self, q: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let index = ((last as f64) * q).round() as usize;
        self.latencies.get(index).map_or(f64::NAN, |us| f64::from(*us) / 1000.0)
    }
}

/// Loads a server from so many connections that never pause, for so long.
pub async fn load(
    at: SocketAddr,
    connections: usize,
    during: Duration,
    make: MakeRequest,
) -> anyhow::Result<Seen> {
    run(at, connections, during, None, make).await
}

/// Loads a server with so many requests a second in all, each connection in turn at its own times.
///
/// An answer is timed from the moment its request was due, so that a slow answer is not hidden by what waits behind it.
pub async fn load_paced(
    at: SocketAddr,
    connections: usize,
    during: Duration,
    per_second: f64,
    make: MakeRequest,
) -> anyhow::Result<Seen> {
    let pause = Duration::from_secs_f64(connections as f64 / per_second);
    run(at, connections, during, Some(pause), make).await
}

async fn run(
    at: SocketAddr,
    connections: usize,
    during: Duration,
    pause: Option<Duration>,
    make: MakeRequest,
) -> anyhow::Result<Seen> {
    let (count, over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let began = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|index| {
            let first = pause.map(|pause| pause.mul_f64(index as f64 / connections as f64));
            let pace = Pace { pause, next: began + first.unwrap_or_default() };
            tokio::spawn(one_connection(at, pace, make.clone(), count.clone(), over.clone()))
        })
        .collect();
    tokio::time::sleep(during).await;
    over.store(true, Ordering::Relaxed);
    let mut seen = Seen::default();
    for task in tasks {
        let (latencies, refused) = task.await??;
        seen.latencies.extend(latencies);
        seen.refused += refused;
    }
    seen.per_second = (seen.latencies.len() as f64 - seen.refused as f64) / began.elapsed().as_secs_f64();
    seen.latencies.sort_unstable();
    Ok(seen)
}

/// When a connection sends.
struct Pace {
    pause: Option<Duration>,
    next: Instant,
}

impl Pace {
    /// Waits for the moment the next request is due, and says when that was.
    async fn due(&mut self) -> Instant {
        let Some(pause) = self.pause else { return Instant::now() };
        let due = self.next;
        tokio::time::sleep_until(due.into()).await;
        self.next += pause;
        due
    }
}

async fn one_connection(
    at: SocketAddr,
    mut pace: Pace,
    make: MakeRequest,
    count: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
) -> anyhow::Result<(Vec<u32>, u64)> {
    let mut connection = Connection::open(at).await?;
    let (mut latencies, mut refused) = (Vec::new(), 0);
    while !over.load(Ordering::Relaxed) {
        let request = make(count.fetch_add(1, Ordering::Relaxed));
        let began = pace.due().await;
        let status = connection.exchange(&request).await?;
        latencies.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
        refused += u64::from(!(200..300).contains(&status));
    }
    Ok((latencies, refused))
}

/// One kept-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub async fn open(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await.context("connect")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request, reads its whole answer, gives the status.
    pub async fn exchange(&mut self, request: &str) -> anyhow::Result<u16> {
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        let head_ends = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_ends]).to_ascii_lowercase();
        let status: u16 = head.split(' ').nth(1).unwrap_or_default().parse().context("status")?;
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let length: usize = length.unwrap_or("0").trim().parse().context("length")?;
        while self.buffer.len() < head_ends + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
        }
        Ok(status)
    }

    /// The body last read.
    pub fn body(&self) -> &[u8] {
        find(&self.buffer, b"\r\n\r\n").map_or(&[], |at| &self.buffer[at + 4..])
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
