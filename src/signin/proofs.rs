//! The threads that compute password hashes: few, for each hash takes tens of megabytes, and the last to be served, so
//! that nobody's reading waits for somebody's signing in.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::platform::error::Problem;

/// Proofs that may wait for their turn.
const MOST_WAITING: usize = 128;
/// Longest wait for an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// How much the threads give way to all others, from 0 to 19 (`man 7 sched`, the nice value).
#[cfg(target_os = "linux")]
const NICENESS: i32 = 5;

type Job = Box<dyn FnOnce() + Send>;

/// The queue of those threads.
pub(super) struct Proofs(SyncSender<Job>);

impl Proofs {
    /// Starts the threads; they end with the queue.
    pub fn start() -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel(MOST_WAITING);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..threads() {
            let jobs = Arc::clone(&jobs);
            std::thread::Builder::new().name("passwords".into()).spawn(move || work(&jobs))?;
        }
        Ok(Self(queue))
    }

    /// Runs a proof when its turn comes; 503 when too many wait, or it waits too long. One given up is not run.
    pub async fn in_turn<T: Send + 'static>(
        &self,
        proof: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        let job = move || {
            if !answer.is_closed() {
                drop(answer.send(proof()));
            }
        };
        self.0.try_send(Box::new(job)).map_err(|_| Problem::busy("passwords.full"))?;
        match tokio::time::timeout(LONGEST_WAIT, answered).await {
            Ok(answer) => answer.map_err(|_| Problem::internal("a proof of a password died"))?,
            Err(_) => Err(Problem::busy("passwords.full")),
        }
    }
}

/// Half the processors: a hash takes a whole one.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1))
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    // elsewhere than on Linux it would slow the whole process down
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::warn!(%error, "passwords are proved at the priority of all the rest");
    }
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // whoever waits learns of a panic by the loss of the answer
        drop(catch_unwind(AssertUnwindSafe(job)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use futures_util::future::join_all;

    use super::*;

    #[tokio::test]
    async fn a_full_queue_refuses_and_whoever_gives_up_leaves_it() {
        let proofs = Proofs::start().unwrap();
        let (gates, held): (Vec<_>, Vec<_>) = (0..threads()).map(|_| channel::<()>()).unzip();
        let at_work = join_all(held.into_iter().map(|gate| proofs.in_turn(move || Ok(gate.recv().is_ok()))));
        let begun = tokio::time::timeout(Duration::from_millis(200), at_work).await;
        assert!(begun.is_err(), "every thread is held");
        let queue = join_all((0..MOST_WAITING).map(|_| proofs.in_turn(|| Ok(()))));
        let one_more = tokio::select! {
            biased;
            _ = queue => panic!("nobody had a turn to give"),
            refused = proofs.in_turn(|| Ok(())) => refused,
        };
        assert_eq!(one_more.unwrap_err().code(), "passwords.full");
        drop(gates);
        while proofs.in_turn(|| Ok(())).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    #[tokio::test]
    async fn a_proof_that_panics_harms_nobody_else() {
        let proofs = Proofs::start().unwrap();
        let died: Result<(), Problem> = proofs.in_turn(|| panic!("on purpose")).await;
        assert_eq!(died.unwrap_err().code(), "internal");
        assert_eq!(proofs.in_turn(|| Ok(7)).await.unwrap(), 7);
    }
}
