//! A panic is one event of the log like any other, and nobody's words are in it.

use std::io::Read;
use std::process::Stdio;

use compagnon::platform::clock::Clock;
use reqwest::Method;
use rustix::process::Signal;
use serde_json::Value;

use crate::exchange::imports::{XLSX, broken_workbook};
use crate::harness::{Program, World};

#[actix_web::test]
async fn a_panic_is_one_line_of_json_in_the_log() {
    let world = World::on("2026-11-23").await;
    let mut program = Program::on(&world, |command| {
        command.env("COMPAGNON_LOG_FORMAT", "json").env("RUST_BACKTRACE", "full").stderr(Stdio::piped());
    });
    assert!(program.serves().await, "the program does not serve");
    // the program lives today, whatever the day of the world is
    let (manager, now) = (world.manager(), Clock::system().now());
    let ticket = world.app().tokens.verify(manager.token().unwrap(), world.clock.now()).unwrap();
    let manager = manager.with_token(&world.app().tokens.issue(ticket, now, now).unwrap());
    let import =
        manager.request(Method::POST, format!("http://{}/v1/imports?kind=employers", program.listen));
    let reply = manager.send(import.header("content-type", XLSX).body(broken_workbook())).await;
    reply.faults(&[("", "import.unreadable")]);

    program.signal(Signal::TERM);
    let mut stderr = program.child.stderr.take().unwrap();
    let reading = actix_web::web::block(move || {
        let mut log = String::new();
        stderr.read_to_string(&mut log).map(|_| log)
    });
    let log = reading.await.unwrap().unwrap();
    let event = |line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}\n{log}"));
    let events: Vec<Value> = log.lines().map(event).collect();
    let panics: Vec<&Value> = events.iter().filter(|event| event["message"] == "panic").collect();
    assert_eq!(panics.len(), 1, "{log}");
    assert_eq!((&panics[0]["level"], &panics[0]["thread"]), (&"ERROR".into(), &"database".into()));
    assert!(panics[0]["place"].as_str().is_some_and(|place| place.contains(".rs:")), "{}", panics[0]);
}
