//! The private PostgreSQL killed, told to stop, or left in disorder under the program or between two runs of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::harness::Program;

/// A folder of the program's own, removed with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("compagnon-mortal-{}", uuid::Uuid::now_v7()));
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o711)).unwrap();
        Self(folder)
    }

    fn pid_file(&self) -> PathBuf {
        self.0.join("pg/data/postmaster.pid")
    }

    /// The private server, as it says itself; none while it does not run.
    fn server(&self) -> Option<Pid> {
        let said = fs::read_to_string(self.pid_file()).ok()?;
        Pid::from_raw(said.lines().next()?.parse().ok()?)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.0.join("pg/log")).unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let begun = Instant::now();
        while fs::remove_dir_all(&self.0).is_err() && begun.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

async fn started(folder: &Path) -> Program {
    let mut program = Program::in_folder(folder, |_| {});
    assert!(program.serves().await, "the program does not serve on its own PostgreSQL");
    program
}

async fn stopped(mut program: Program) {
    program.signal(Signal::TERM);
    assert!(program.ended().await.success());
}

/// Whether the program answers from another server than `before`, every answer meanwhile telling the truth.
async fn answers_again(program: &mut Program, folder: &Folder, before: Pid) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) && program.child.try_wait().unwrap().is_none() {
        let answer = reqwest::get(format!("http://{}/v1/feeds/nobody.ics", program.listen)).await.unwrap();
        let (status, body) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
        match status {
            404 if folder.server().is_some_and(|server| server != before) => return true,
            404 => {}
            _ => {
                assert_eq!((status, &body["code"]), (503, &Value::from("database.unavailable")), "{body}");
                assert!(!body["detail"].as_str().unwrap().contains("saturé"), "{body}");
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}

#[actix_web::test]
async fn a_private_server_killed_or_told_to_stop_is_started_again() {
    let folder = Folder::new();
    let mut program = started(&folder.0).await;
    for signal in [Signal::KILL, Signal::INT, Signal::TERM] {
        let server = folder.server().unwrap();
        kill_process(server, signal).unwrap();
        assert!(answers_again(&mut program, &folder, server).await, "{signal:?}: {}", folder.log());
    }
    let log = folder.log();
    let knocks = log.lines().filter(|line| line.contains("the database system is")).count();
    assert!(knocks < 60, "{knocks} lines of knocking: {log}");
    stopped(program).await;
}

#[actix_web::test]
async fn a_program_whose_private_server_cannot_come_back_ends_with_an_error() {
    let folder = Folder::new();
    let mut program = started(&folder.0).await;
    let server = folder.server().unwrap();
    fs::rename(folder.0.join("pg/data"), folder.0.join("pg/elsewhere")).unwrap();
    kill_process(server, Signal::KILL).unwrap();
    assert_eq!(program.ended().await.code(), Some(1));
}

#[actix_web::test]
async fn a_pid_file_that_is_empty_or_garbled_does_not_block_the_start() {
    let folder = Folder::new();
    stopped(started(&folder.0).await).await;
    for text in ["", "\n", "not a number\n/nowhere\n", "\0\0\0\0"] {
        fs::write(folder.pid_file(), text).unwrap();
        stopped(started(&folder.0).await).await;
    }
}

#[actix_web::test]
async fn a_lost_secret_is_refused_and_no_other_is_made() {
    let folder = Folder::new();
    stopped(started(&folder.0).await).await;
    let (secret, kept) = (folder.0.join("secret"), folder.0.join("kept"));
    fs::rename(&secret, &kept).unwrap();
    for _ in 0..2 {
        let mut program = Program::in_folder(&folder.0, |command| {
            command.stderr(std::process::Stdio::piped());
        });
        assert_eq!(program.ended().await.code(), Some(1));
        let said = std::io::read_to_string(program.child.stderr.take().unwrap()).unwrap();
        assert!(said.contains(secret.to_str().unwrap()) && said.contains("put it back"), "{said}");
        assert!(!secret.exists(), "another secret was made");
    }
    fs::rename(&kept, &secret).unwrap();
    stopped(started(&folder.0).await).await;
}
