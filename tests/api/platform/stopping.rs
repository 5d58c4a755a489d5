//! The program itself, told to stop the way orchestrators do.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::harness::{MailServer, Mood, Program, World, status_of};
use crate::trust::mails::waiting_mails;

#[actix_web::test]
async fn it_starts_on_an_empty_folder_and_again_on_what_it_left_there() {
    let folder = std::env::temp_dir().join(format!("compagnon-newcomer-{}", uuid::Uuid::now_v7()));
    for _ in 0..2 {
        let mut program = Program::in_folder(&folder, |_| {});
        assert!(program.serves().await, "the program does not serve on its own PostgreSQL");
        program.signal(Signal::TERM);
        let status = program.ended().await;
        assert!(status.success(), "{status}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[actix_web::test]
async fn a_program_told_to_stop_says_so_before_it_closes() {
    let world = World::on("2026-11-23").await;
    let mut program = Program::on(&world, |command| {
        command.env("COMPAGNON_DRAIN_NOTICE_S", "3");
    });
    assert!(program.serves().await, "the program does not serve");
    let probe = async |path: &str| status_of(&format!("http://{}{path}", program.listen)).await;

    let address = format!("http://{}/metrics", program.admin);
    let metrics = world.http().get(&address).send().await.unwrap();
    let media = metrics.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(media.starts_with("application/openmetrics-text"), "{media}");
    assert!(metrics.text().await.unwrap().ends_with("# EOF\n"));
    for name in [
        "job_succeeded_timestamp_seconds{job=\"housekeeping\"}",
        "job_succeeded_timestamp_seconds{job=\"obligations\"}",
        "oldest_mail_timestamp_seconds 0",
        "password_proofs_waiting 0",
        "pool_connections_in_use",
    ] {
        program.until_metrics_say(&format!("compagnon_{name}")).await;
    }
    let posted = world.http().post(&address).send().await.unwrap();
    assert_eq!((posted.status().as_u16(), posted.headers()["allow"].to_str().unwrap()), (405, "GET, HEAD"));
    let docs = world.http().get(format!("http://{}/docs/", program.admin)).send().await.unwrap();
    let policy = docs.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(docs.status() == 200 && policy.contains("script-src 'self'"), "{policy}");
    for path in ["/metrics", "/openapi.json", "/docs/", "/docs/swagger-ui.css"] {
        let head = world.http().head(format!("http://{}{path}", program.admin)).send().await.unwrap();
        assert_eq!(head.status(), 200, "{path}");
    }

    program.signal(Signal::TERM);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((probe("/readyz").await, probe("/healthz").await), (503, 200), "it serves on");
    let listen = program.listen.clone();
    assert!(program.ended().await.success(), "it ends well");
    assert_eq!(status_of(&format!("http://{listen}/healthz")).await, 0);
}

#[actix_web::test]
async fn a_program_that_sends_mails_stops_within_its_grace_and_leaves_none_in_between() {
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = World::on("2026-11-23").await;
    world.database_says(&waiting_mails(&world, 20, "now()"));
    let mut program = Program::on(&world, |command| {
        command.env("COMPAGNON_SMTP_URL", server.url()).env("COMPAGNON_SHUTDOWN_GRACE_S", "4");
    });
    assert!(program.serves().await, "the program does not serve");
    server.has_taken(1).await;
    let begun = Instant::now();
    program.signal(Signal::TERM);
    assert!(program.ended().await.success(), "it ends well");
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    for (state, count) in [("waiting", 19), ("uncertain", 1)] {
        let found = format!("SELECT count(*) AS n FROM mails WHERE state = '{state}'");
        assert_eq!(world.database_counts(&found), count, "{state}");
    }
}
