//! The fair, bounded queue of jobs between requests and the threads that own connections.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::oneshot::Receiver;

use super::Own;
use crate::platform::error::Problem;

/// How long a request waits for a connection before 503.
const POOL_WAIT: Duration = Duration::from_secs(2);

/// What a thread runs on its connection.
pub(super) type Job = Box<dyn FnOnce(&mut Own) + Send>;

const WAITING: u8 = 0;
const STARTED: u8 = 1;
const ABANDONED: u8 = 2;

/// A job's place in the queue, held by the request that waits.
pub(super) struct QueuePlace(Arc<AtomicU8>);

impl QueuePlace {
    /// The answer; 503 when the job did not begin in time.
    pub async fn wait_for<T>(self, mut answered: Receiver<Result<T, Problem>>) -> Result<T, Problem> {
        let lost = |_| Problem::internal("a job of the database died");
        if let Ok(answer) = tokio::time::timeout(POOL_WAIT, &mut answered).await {
            return answer.map_err(lost)?;
        }
        if self.0.compare_exchange(WAITING, ABANDONED, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return Err(Problem::busy("pool.full"));
        }
        answered.await.map_err(lost)?
    }
}

struct Inside {
    jobs: VecDeque<(Arc<AtomicU8>, Job)>,
    idle: usize,
    closed: bool,
}

/// The queue.
pub(super) struct Queue {
    inside: Mutex<Inside>,
    arrived: Condvar,
    most_waiting: usize,
    size: usize,
    at_work: AtomicUsize,
}

impl Queue {
    /// A queue of so many jobs at most, served by so many threads.
    pub fn new(most_waiting: usize, size: usize) -> Self {
        let inside = Mutex::new(Inside { jobs: VecDeque::new(), idle: 0, closed: false });
        Self { inside, arrived: Condvar::new(), most_waiting, size, at_work: AtomicUsize::new(0) }
    }

    /// Adds a job, or says at once that too many wait.
    pub fn push(&self, job: Job) -> Result<QueuePlace, Problem> {
        let state = Arc::new(AtomicU8::new(WAITING));
        let mut inside = self.inside();
        let free = self.size.saturating_sub(self.at_work.load(Ordering::Relaxed));
        if inside.closed || inside.jobs.len() >= self.most_waiting + free {
            return Err(Problem::busy("pool.full"));
        }
        inside.jobs.push_back((state.clone(), job));
        let somebody_is_idle = inside.idle > 0;
        drop(inside);
        // waking nobody would cost a system call all the same
        if somebody_is_idle {
            self.arrived.notify_one();
        }
        Ok(QueuePlace(state))
    }

    /// The next job that somebody still waits for; nothing once closed and empty.
    pub fn next(&self) -> Option<Job> {
        let mut inside = self.inside();
        loop {
            while let Some((state, job)) = inside.jobs.pop_front() {
                if state.compare_exchange(WAITING, STARTED, Ordering::AcqRel, Ordering::Acquire).is_ok() {
                    self.at_work.fetch_add(1, Ordering::Relaxed);
                    return Some(job);
                }
            }
            if inside.closed {
                return None;
            }
            inside.idle += 1;
            inside = self.arrived.wait(inside).unwrap_or_else(std::sync::PoisonError::into_inner);
            inside.idle -= 1;
        }
    }

    /// A job is over.
    pub fn done(&self) {
        self.at_work.fetch_sub(1, Ordering::Relaxed);
    }

    /// No further job is taken.
    pub fn close(&self) {
        self.inside().closed = true;
        self.arrived.notify_all();
    }

    /// Jobs at work, and jobs waiting.
    pub fn load(&self) -> (usize, usize) {
        (self.at_work.load(Ordering::Relaxed), self.inside().jobs.len())
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
