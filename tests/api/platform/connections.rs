//! Connections: an address has so many, and whoever never reads is let go.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

use crate::harness::World;

/// Longest life of a connection that nobody reads.
const LET_GO_WITHIN: Duration = Duration::from_secs(60);

fn address_of(world: &World) -> SocketAddr {
    world.base().trim_start_matches("http://").parse().unwrap()
}

/// Connections that are open, as the metrics say.
fn open_connections(world: &World) -> usize {
    let metrics = world.metrics();
    let line = metrics.lines().find_map(|line| line.strip_prefix("compagnon_http_connections "));
    line.expect("the metric").parse().unwrap()
}

/// What a connection answers to a request that keeps it open: its status line, or nothing when it was ended.
async fn status_on(stream: &TcpStream) -> String {
    let mut stream = stream.try_clone().unwrap();
    let asking = actix_web::web::block(move || {
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let mut piece = [0; 4096];
        let written = stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: compagnon\r\n\r\n");
        let read = written.and_then(|()| stream.read(&mut piece)).unwrap_or(0);
        String::from_utf8_lossy(&piece[..read]).lines().next().unwrap_or_default().to_owned()
    });
    asking.await.unwrap()
}

#[actix_web::test]
async fn an_address_has_so_many_connections_at_once() {
    let world = World::configured("2025-07-01", |config| {
        config.connections_per_address = NonZeroU32::new(3).unwrap();
    })
    .await;
    let connect = || TcpStream::connect(address_of(&world)).unwrap();
    let mut open = Vec::new();
    for _ in 0..3 {
        let stream = connect();
        assert_eq!(status_on(&stream).await, "HTTP/1.1 200 OK");
        open.push(stream);
    }
    for _ in 0..3 {
        let refused = status_on(&connect()).await;
        assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 429"), "{refused}");
    }
    assert_eq!(status_on(&open[0]).await, "HTTP/1.1 200 OK", "the others are served on");
    open.pop();
    let began = Instant::now();
    while status_on(&connect()).await != "HTTP/1.1 200 OK" {
        assert!(began.elapsed() < Duration::from_secs(5), "the place is not given back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[actix_web::test]
async fn a_proxy_that_is_trusted_speaks_for_many() {
    let world = World::configured("2025-07-01", |config| {
        config.connections_per_address = NonZeroU32::MIN;
        config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    })
    .await;
    let open: Vec<_> = (0..10).map(|_| TcpStream::connect(address_of(&world)).unwrap()).collect();
    for stream in &open {
        assert_eq!(status_on(stream).await, "HTTP/1.1 200 OK");
    }
}

/// A connection that asks for a long answer many times and never reads any of it.
fn never_reading(address: SocketAddr) -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    socket.connect(&address.into()).unwrap();
    let request = "GET /openapi.json HTTP/1.1\r\nhost: compagnon\r\n\r\n".repeat(12);
    (&socket).write_all(request.as_bytes()).unwrap();
    socket
}

#[actix_web::test]
async fn whoever_never_reads_is_let_go_within_a_minute() {
    let world = World::on("2025-07-01").await;
    let kept: Vec<_> = (0..20).map(|_| never_reading(address_of(&world))).collect();
    // the first of them waits for the document to be made, and the others for the first
    let asked = Instant::now();
    while open_connections(&world) < kept.len() {
        assert!(asked.elapsed() < LET_GO_WITHIN, "{} connections came in", open_connections(&world));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let began = Instant::now();
    assert_eq!(world.nobody().get("/v1/sites").await.status, 200, "the others are served");
    while open_connections(&world) > 1 {
        assert!(began.elapsed() < LET_GO_WITHIN, "{} connections nobody reads", open_connections(&world));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
