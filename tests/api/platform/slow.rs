//! A phone on a bad line: a body that never ends is given up, and the server answers the others meanwhile.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::exchange::imports::{CSV, send};
use crate::harness::{Person, World};

/// Longest wait for a body, and some slack for a busy machine.
const PATIENCE: std::ops::Range<Duration> = Duration::from_secs(9)..Duration::from_secs(20);

/// Begins a request that goes no further; the answer, and how long it took.
fn answer_to_half_a_request(address: &str, head: &str) -> (Duration, String) {
    let mut stream = TcpStream::connect(address).expect("the server");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let half = format!("{head}\r\nhost: {address}\r\ncontent-length: 80\r\n\r\n{{\"email\":");
    stream.write_all(half.as_bytes()).expect("half a request");
    let (began, mut piece) = (Instant::now(), [0; 4096]);
    let read = stream.read(&mut piece).expect("an answer");
    (began.elapsed(), String::from_utf8_lossy(&piece[..read]).into_owned())
}

#[actix_web::test]
async fn a_body_that_stops_coming_is_given_up_after_ten_seconds() {
    let world = World::on("2026-11-23").await;
    let address = world.base().trim_start_matches("http://").to_owned();
    let head = "POST /v1/sessions HTTP/1.1\r\ncontent-type: application/json";
    let waiting = actix_web::web::block(move || answer_to_half_a_request(&address, head));
    let someone_else = world.nobody().get("/v1/sites").await;
    assert_eq!(someone_else.status, 200);
    let (took, answer) = waiting.await.expect("the slow request");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert!(PATIENCE.contains(&took), "{took:?}");
}

#[actix_web::test]
async fn a_file_from_whoever_may_not_send_one_is_not_waited_for() {
    let world = World::on("2026-11-23").await;
    let address = world.base().trim_start_matches("http://").to_owned();
    let head = format!(
        "POST /v1/imports?kind=employers HTTP/1.1\r\ncontent-type: text/csv\r\nauthorization: Bearer {}",
        world.trainer().token().expect("a token")
    );
    let waiting = actix_web::web::block(move || answer_to_half_a_request(&address, &head));
    let (took, answer) = waiting.await.expect("the slow request");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    assert!(took < PATIENCE.start, "{took:?}");
}

/// Begins to send a file and goes no further.
fn half_a_file(world: &World, sender: &Person) -> impl Future<Output = (Duration, String)> + use<> {
    let address = world.base().trim_start_matches("http://").to_owned();
    let head = format!(
        "POST /v1/imports?kind=employers HTTP/1.1\r\ncontent-type: text/csv\r\nauthorization: Bearer {}",
        sender.token().expect("a token")
    );
    let waiting =
        actix_web::rt::spawn(actix_web::web::block(move || answer_to_half_a_request(&address, &head)));
    async move { waiting.await.expect("the slow request").expect("its thread") }
}

#[actix_web::test]
async fn slow_files_keep_nobody_else_from_sending_theirs_and_are_given_up_when_silent() {
    let world = World::on("2026-11-23").await;
    let (slow, colleague, elsewhere) = (world.manager(), world.manager(), world.other_manager());
    let files: Vec<_> = (0..5).map(|_| half_a_file(&world, &slow)).collect();
    tokio::time::sleep(Duration::from_millis(800)).await;
    let text = "SIRET;Dénomination\n73282932000074;Librairie\n";
    for person in [&colleague, &elsewhere] {
        send(person, "kind=employers", CSV, text).await.expect(201);
    }
    send(&slow, "kind=employers", CSV, text).await.refused_with(503, "upload.busy");
    let (mut silent, mut busy) = (0, 0);
    for (took, answer) in futures_util::future::join_all(files).await {
        match answer.split(' ').nth(1) {
            Some("408") if took < PATIENCE.start => silent += 1,
            Some("503") => busy += 1,
            _ => panic!("{took:?} {answer}"),
        }
    }
    assert_eq!((silent, busy), (2, 3), "two of them were on their way");
    send(&slow, "kind=employers", CSV, text).await.expect(201);
}
