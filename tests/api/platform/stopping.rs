//! The program itself, told to stop the way orchestrators do.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::harness::{World, secret_folder};

/// The program, ended with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

fn started(world: &World, listen: &str, admin: &str) -> Running {
    let program = Command::new(env!("CARGO_BIN_EXE_compagnon"))
        .env("DATABASE_URL", &world.database.serving_url)
        .env("COMPAGNON_DATA_DIR", secret_folder())
        .env("COMPAGNON_LISTEN", listen)
        .env("COMPAGNON_ADMIN_LISTEN", admin)
        .env("COMPAGNON_DRAIN_NOTICE_S", "3")
        .env("COMPAGNON_POOL_SIZE", "2")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    Running(program.unwrap())
}

/// Waits for the metrics to tell something: jobs begin beside the first requests.
async fn until_told(world: &World, admin: &str, something: &str) {
    let mut shown = String::new();
    for _ in 0..50 {
        shown =
            world.http().get(format!("http://{admin}/metrics")).send().await.unwrap().text().await.unwrap();
        if shown.contains(something) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no {something}: {shown}");
}

/// Whether the program comes to serve within a minute.
async fn serves(world: &World, listen: &str) -> bool {
    for _ in 0..300 {
        let ready = world.http().get(format!("http://{listen}/readyz")).send().await;
        if ready.is_ok_and(|answer| answer.status() == 200) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    false
}

#[actix_web::test]
async fn it_starts_on_an_empty_folder_and_again_on_what_it_left_there() {
    let world = World::on("2026-11-23").await;
    let folder = std::env::temp_dir().join(format!("compagnon-newcomer-{}", uuid::Uuid::now_v7()));
    for _ in 0..2 {
        let listen = free_address();
        let program = Command::new(env!("CARGO_BIN_EXE_compagnon"))
            .env_remove("DATABASE_URL")
            .env("COMPAGNON_DATA_DIR", &folder)
            .env("COMPAGNON_LISTEN", &listen)
            .env("COMPAGNON_ADMIN_LISTEN", free_address())
            .env("COMPAGNON_DRAIN_NOTICE_S", "0")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut running = Running(program.unwrap());
        assert!(serves(&world, &listen).await, "the program does not serve on its own PostgreSQL");
        let pid = rustix::process::Pid::from_child(&running.0);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let status = actix_web::web::block(move || running.0.wait().unwrap()).await.unwrap();
        assert!(status.success(), "{status}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[actix_web::test]
async fn a_program_told_to_stop_says_so_before_it_closes() {
    let world = World::on("2026-11-23").await;
    let (listen, admin) = (free_address(), free_address());
    let mut running = started(&world, &listen, &admin);
    let probe = async |path: &str| {
        let answer = world.http().get(format!("http://{listen}{path}")).send().await;
        answer.map_or(0, |answer| answer.status().as_u16())
    };
    let mut tries = 0;
    while probe("/readyz").await != 200 {
        tries += 1;
        assert!(tries < 300, "the program does not serve");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    let metrics = world.http().get(format!("http://{admin}/metrics")).send().await.unwrap();
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
        until_told(&world, &admin, &format!("compagnon_{name}")).await;
    }
    let posted = world.http().post(format!("http://{admin}/metrics")).send().await.unwrap();
    assert_eq!((posted.status().as_u16(), posted.headers()["allow"].to_str().unwrap()), (405, "GET"));

    let shown = Command::new("kill").args(["-TERM", &running.0.id().to_string()]).status().unwrap();
    assert!(shown.success());
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((probe("/readyz").await, probe("/healthz").await), (503, 200), "it serves on");
    let ended = actix_web::web::block(move || running.0.wait().unwrap().success());
    assert!(ended.await.unwrap(), "it ends well");
    assert_eq!(probe("/healthz").await, 0);
}
