//! A phone on a bad line: a body that never ends is given up, and the server answers the others meanwhile.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::harness::World;

/// Longest wait for a body, and some slack for a busy machine.
const PATIENCE: std::ops::Range<Duration> = Duration::from_secs(9)..Duration::from_secs(20);

#[actix_web::test]
async fn a_body_that_stops_coming_is_given_up_after_ten_seconds() {
    let world = World::on("2026-11-23").await;
    let address = world.base().trim_start_matches("http://").to_owned();
    let waiting = actix_web::web::block(move || {
        let mut stream = TcpStream::connect(&address).expect("the server");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        let head = format!(
            "POST /v1/sessions HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 80\r\n\r\n{{\"email\":"
        );
        stream.write_all(head.as_bytes()).expect("half a request");
        let (began, mut answer, mut piece) = (Instant::now(), String::new(), [0; 4096]);
        let read = stream.read(&mut piece).expect("an answer");
        answer.push_str(&String::from_utf8_lossy(&piece[..read]));
        (began.elapsed(), answer)
    });
    let someone_else = world.nobody().get("/v1/sites").await;
    assert_eq!(someone_else.status, 200);
    let (took, answer) = waiting.await.expect("the slow request");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert!(PATIENCE.contains(&took), "{took:?}");
}
