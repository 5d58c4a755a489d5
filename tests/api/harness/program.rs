//! The program itself, as whoever runs it starts it: a process, its two addresses, its end.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::database::secret_folder;
use super::people::Person;
use super::world::World;

/// Longest wait for something the program is about to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program, ended with its test.
pub struct Program {
    pub child: Child,
    pub listen: String,
    pub admin: String,
}

impl Program {
    /// On the base of a world, whose tokens it knows, silent unless the test listens.
    pub fn on(world: &World, change: impl FnOnce(&mut Command)) -> Self {
        Self::start(|command| {
            command
                .env("DATABASE_URL", &world.database.serving_url)
                .env("COMPAGNON_DATA_DIR", secret_folder())
                .env("COMPAGNON_PUBLIC_URL", &world.app().config.public_url)
                .env("COMPAGNON_POOL_SIZE", "2");
            change(command);
        })
    }

    /// On a private PostgreSQL in a folder.
    pub fn in_folder(folder: &Path, change: impl FnOnce(&mut Command)) -> Self {
        Self::start(|command| {
            command.env_remove("DATABASE_URL").env("COMPAGNON_DATA_DIR", folder);
            change(command);
        })
    }

    fn start(change: impl FnOnce(&mut Command)) -> Self {
        let (listen, admin) = (free_address(), free_address());
        let mut command = Command::new(env!("CARGO_BIN_EXE_compagnon"));
        command
            .env("COMPAGNON_LISTEN", &listen)
            .env("COMPAGNON_ADMIN_LISTEN", &admin)
            .env("COMPAGNON_DRAIN_NOTICE_S", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        change(&mut command);
        Self { child: command.spawn().expect("the program"), listen, admin }
    }

    /// The same person, before this program.
    pub fn before(&self, world: &World, person: &Person) -> Person {
        Person::new(
            world.http().clone(),
            format!("http://{}", self.listen),
            person.token().map(str::to_owned),
        )
    }

    /// Whether it comes to serve within a minute; not when it ends before.
    pub async fn serves(&mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE && self.child.try_wait().expect("its state").is_none() {
            if status_of(&format!("http://{}/readyz", self.listen)).await == 200 {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    /// Waits for the metrics to say something: jobs begin beside the first requests.
    pub async fn until_metrics_say(&self, something: &str) {
        let (begun, mut shown) = (Instant::now(), String::new());
        while begun.elapsed() < PATIENCE {
            shown = match reqwest::get(format!("http://{}/metrics", self.admin)).await {
                Ok(answer) => answer.text().await.expect("a text"),
                Err(_) => String::new(),
            };
            if shown.contains(something) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no {something}: {shown}");
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("a signal");
    }

    /// How it ends, within a minute.
    pub async fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the program does not end");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status of an answer, 0 without one.
pub async fn status_of(address: &str) -> u16 {
    reqwest::get(address).await.map_or(0, |answer| answer.status().as_u16())
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").to_string()
}
