//! Keeping the server up as long as the application lives: one that is killed, or told to stop, is started again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::error::{StartError, system};
use crate::ready::{self, Status};
use crate::{Server, supervise};

/// Pause between two looks at a server that runs.
const LOOK: Duration = Duration::from_millis(200);
/// Pause between two attempts to start it again.
const PAUSE: Duration = Duration::from_secs(1);
/// How long starting it again is tried before giving it up for lost.
const ATTEMPTS_LIMIT: Duration = Duration::from_secs(15);

/// A server that is started again whenever it ends by itself, and stops when this is dropped.
#[derive(Debug)]
pub struct Kept {
    over: Arc<AtomicBool>,
    keeper: Option<JoinHandle<()>>,
}

impl Server {
    /// Keeps the server up from a thread of its own; `lost` learns why it could not be started again, which ends the keeping.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn keep_up(self, lost: impl FnOnce(StartError) + Send + 'static) -> Result<Kept, StartError> {
        let (over, root) = (Arc::new(AtomicBool::new(false)), self.launch.place.root.clone());
        let until = over.clone();
        let keep = move || {
            if let Err(error) = keep(self, &until) {
                lost(error);
            }
        };
        let keeper = thread::Builder::new().name("private PostgreSQL".into()).spawn(keep);
        Ok(Kept { over, keeper: Some(keeper.map_err(system("watch over", &root))?) })
    }

    /// Whether it runs, as far as can be seen without disturbing it.
    fn is_up(&mut self) -> bool {
        !self.running.has_ended() && ready::status(&self.launch.place.data) != Some(Status::Stopping)
    }

    /// Makes an end of what is left of it, and starts it again in its folder.
    fn start_again(&mut self, given_up: &AtomicBool) -> Result<(), StartError> {
        self.running.stop();
        let log = supervise::same_log(&self.launch.place.log)?;
        self.running = self.launch.run(&self.locks, log, given_up)?;
        Ok(())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(keeper) = self.keeper.take() {
            keeper.thread().unpark();
            let _ = keeper.join();
        }
    }
}

/// Looks now and then; the server stops with the end of this.
fn keep(mut server: Server, over: &AtomicBool) -> Result<(), StartError> {
    while !over.load(Ordering::Relaxed) {
        if server.is_up() {
            thread::park_timeout(LOOK);
        } else {
            revive(&mut server, over)?;
        }
    }
    Ok(())
}

/// Tries for a while: what keeps it down may pass, as a full disk does.
fn revive(server: &mut Server, over: &AtomicBool) -> Result<(), StartError> {
    let begun = Instant::now();
    tracing::error!("the private PostgreSQL has ended or is ending: starting it again");
    while !over.load(Ordering::Relaxed) {
        match server.start_again(over) {
            Ok(()) => {
                let elapsed_ms = begun.elapsed().as_millis();
                tracing::info!(elapsed_ms, "the private PostgreSQL is ready again");
                return Ok(());
            }
            Err(error) if begun.elapsed() > ATTEMPTS_LIMIT => return Err(error),
            Err(error) => tracing::error!(%error, "the private PostgreSQL does not start again yet"),
        }
        thread::park_timeout(PAUSE);
    }
    Ok(())
}
