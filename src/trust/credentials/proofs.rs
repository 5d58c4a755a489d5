//! The threads that compute password hashes: few, for each hash takes tens of megabytes, and the last to be served, so
//! that nobody's reading waits for somebody's signing in. People known where they are do not wait behind strangers.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use argon2::Block;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::platform::error::Problem;

/// Proofs that may wait for their turn, in each line.
const MOST_WAITING: usize = 128;
/// Longest wait for an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// How long a proof waits for processors that nobody else wants. Whoever has waited that long is served like all others.
const PATIENCE: Duration = Duration::from_secs(7);

/// Where a hash is worked out. A thread keeps its own from one proof to the next, and gives it back when none waits.
pub(super) type Memory = Vec<Block>;
type ProofJob = Box<dyn FnOnce(&mut Memory) + Send>;
type ProofAnswer<T> = oneshot::Receiver<Result<T, Problem>>;

/// Where a proof waits: a crowd of strangers who guess must not keep out those who are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofLine {
    /// Served first: whoever proved something already, or signed in from there lately.
    Known,
    /// Everybody else.
    Strangers,
}

/// Who proves passwords.
pub(super) struct Proofs {
    patient: ProofQueue,
    hurried: ProofQueue,
    patience: Duration,
    waiting: AtomicUsize,
}

/// A place among those who wait, left when it is dropped.
struct WaitingSlot<'a>(&'a AtomicUsize);

impl<'a> WaitingSlot<'a> {
    fn taken(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for WaitingSlot<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Proofs {
    /// Starts the threads; they end with the queues.
    pub fn start() -> std::io::Result<Self> {
        let (patient, hurried) = (ProofQueue::start(give_way)?, ProofQueue::start(|| ())?);
        Ok(Self { patient, hurried, patience: PATIENCE, waiting: AtomicUsize::new(0) })
    }

    /// How many proofs wait or are at work.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Runs a proof when its turn comes; 503 when too many wait, or it waits too long. One given up is not run.
    pub async fn in_turn<T: Send + 'static>(
        &self,
        line: ProofLine,
        proof: impl Fn(&mut Memory) -> Result<T, Problem> + Send + Sync + 'static,
    ) -> Result<T, Problem> {
        let _place = WaitingSlot::taken(&self.waiting);
        let proof = Arc::new(proof);
        let mut answer = self.patient.submit(line, Arc::clone(&proof))?;
        let proved = match timeout(self.patience, &mut answer).await {
            Ok(answer) => answer,
            Err(_) => {
                let sooner = self.hurried.submit(line, proof)?;
                let either = async {
                    tokio::select! { proved = answer => proved, proved = sooner => proved }
                };
                timeout(LONGEST_WAIT - self.patience, either)
                    .await
                    .map_err(|_| Problem::busy("passwords.full"))?
            }
        };
        proved.map_err(|_| Problem::internal("a proof of a password died"))?
    }
}

/// Proofs in the order they were asked for, those of the known first, and the threads that take them.
struct ProofQueue(Arc<WaitingProofs>);

/// Those who wait, and those who are called when there is somebody to serve.
#[derive(Default)]
struct WaitingProofs {
    lines: Mutex<ProofLines>,
    called: Condvar,
}

#[derive(Default)]
struct ProofLines {
    known: VecDeque<ProofJob>,
    strangers: VecDeque<ProofJob>,
    over: bool,
}

impl ProofQueue {
    fn start(introduce: fn()) -> std::io::Result<Self> {
        let queue = Self(Arc::default());
        for _ in 0..threads() {
            let waiting = Arc::clone(&queue.0);
            std::thread::Builder::new().name("passwords".into()).spawn(move || {
                introduce();
                work(&waiting);
            })?;
        }
        Ok(queue)
    }

    fn submit<T: Send + 'static>(
        &self,
        line: ProofLine,
        proof: Arc<impl Fn(&mut Memory) -> Result<T, Problem> + Send + Sync + 'static>,
    ) -> Result<ProofAnswer<T>, Problem> {
        let (answer, answered) = oneshot::channel();
        let job = move |memory: &mut Memory| {
            if !answer.is_closed() {
                drop(answer.send(proof(memory)));
            }
        };
        let mut lines = self.0.locked();
        let line = match line {
            ProofLine::Known => &mut lines.known,
            ProofLine::Strangers => &mut lines.strangers,
        };
        if line.len() >= MOST_WAITING {
            return Err(Problem::busy("passwords.full"));
        }
        line.push_back(Box::new(job));
        self.0.called.notify_one();
        Ok(answered)
    }
}

impl Drop for ProofQueue {
    fn drop(&mut self) {
        self.0.locked().over = true;
        self.0.called.notify_all();
    }
}

impl WaitingProofs {
    fn locked(&self) -> MutexGuard<'_, ProofLines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next job, none when the queue has ended. A thread that has to wait for it holds no memory meanwhile.
    fn next(&self, memory: &mut Memory) -> Option<ProofJob> {
        let mut lines = self.locked();
        loop {
            if let Some(job) = lines.next() {
                return Some(job);
            }
            if lines.over {
                return None;
            }
            *memory = Memory::new();
            lines = self.called.wait(lines).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl ProofLines {
    fn next(&mut self) -> Option<ProofJob> {
        self.known.pop_front().or_else(|| self.strangers.pop_front())
    }
}

/// Half the processors: a hash takes a whole one.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1))
}

/// Has this thread run when nothing else wants its processor (`man 7 sched`, SCHED_IDLE).
#[cfg(target_os = "linux")]
fn give_way() {
    use thread_priority::{NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy};
    let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
    let this = thread_priority::thread_native_id();
    if let Err(error) = thread_priority::set_thread_priority_and_policy(this, ThreadPriority::Min, idle) {
        tracing::warn!(%error, "passwords are proved at the priority of all the rest");
    }
}

/// Elsewhere they run like all others.
#[cfg(not(target_os = "linux"))]
fn give_way() {}

fn work(waiting: &WaitingProofs) {
    let mut memory = Memory::new();
    while let Some(job) = waiting.next(&mut memory) {
        // whoever waits learns of a panic by the loss of the answer
        drop(catch_unwind(AssertUnwindSafe(|| job(&mut memory))));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use futures_util::future::join_all;

    use super::*;

    /// Keeps the patient threads busy until the gates are dropped.
    fn hold(proofs: &Proofs) -> (Vec<Sender<()>>, Vec<ProofAnswer<bool>>) {
        let one = |_| {
            let (gate, gated) = channel::<()>();
            let gated = Mutex::new(gated);
            let proof = move |_: &mut Memory| Ok(gated.lock().unwrap().recv().is_ok());
            (gate, proofs.patient.submit(ProofLine::Strangers, Arc::new(proof)).unwrap())
        };
        (0..threads()).map(one).unzip()
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_whoever_gives_up_leaves_it() {
        let proofs = Proofs::start().unwrap();
        let (gates, mut at_work) = hold(&proofs);
        let begun = timeout(Duration::from_millis(200), join_all(&mut at_work)).await;
        assert!(begun.is_err(), "every thread is held");
        let queue = join_all((0..MOST_WAITING).map(|_| proofs.in_turn(ProofLine::Strangers, |_| Ok(()))));
        let one_more = tokio::select! {
            biased;
            _ = queue => panic!("nobody had a turn to give"),
            refused = proofs.in_turn(ProofLine::Strangers, |_| Ok(())) => refused,
        };
        assert_eq!(one_more.unwrap_err().code(), "passwords.full");
        assert_eq!(proofs.waiting(), 0, "those who gave up wait no more");
        drop(gates);
        while proofs.in_turn(ProofLine::Strangers, |_| Ok(())).await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    #[tokio::test]
    async fn whoever_has_waited_long_is_served_without_those_who_give_way() {
        let proofs = Proofs { patience: Duration::from_millis(50), ..Proofs::start().unwrap() };
        let (_gates, _at_work) = hold(&proofs);
        assert_eq!(proofs.in_turn(ProofLine::Strangers, |_| Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn whoever_is_known_is_served_before_a_crowd_of_strangers() {
        let proofs = Proofs::start().unwrap();
        let (gates, mut at_work) = hold(&proofs);
        let begun = timeout(Duration::from_millis(200), join_all(&mut at_work)).await;
        assert!(begun.is_err(), "every thread is held");
        let order = Arc::new(Mutex::new(Vec::new()));
        let seen = |who: &'static str| {
            let order = Arc::clone(&order);
            move |_: &mut Memory| {
                order.lock().unwrap().push(who);
                Ok(())
            }
        };
        let crowd =
            join_all((0..MOST_WAITING).map(|_| proofs.in_turn(ProofLine::Strangers, seen("stranger"))));
        let then = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let refused = proofs.in_turn(ProofLine::Strangers, |_| Ok(())).await;
            assert_eq!(refused.unwrap_err().code(), "passwords.full");
            let known = proofs.in_turn(ProofLine::Known, seen("known"));
            let opened = async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                drop(gates);
            };
            tokio::join!(known, opened).0
        };
        let (served, known) = tokio::join!(crowd, then);
        known.unwrap();
        assert!(served.into_iter().all(|one| one.is_ok()));
        let order = order.lock().unwrap();
        let place = order.iter().position(|who| *who == "known").unwrap();
        assert!(place <= threads(), "{place}");
    }

    #[tokio::test]
    async fn a_proof_that_panics_harms_nobody_else() {
        let proofs = Proofs::start().unwrap();
        let died: Result<(), Problem> = proofs.in_turn(ProofLine::Strangers, |_| panic!("on purpose")).await;
        assert_eq!(died.unwrap_err().code(), "internal");
        assert_eq!(proofs.in_turn(ProofLine::Strangers, |_| Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn a_thread_keeps_its_memory_while_others_wait_and_no_longer() {
        let proofs = Proofs::start().unwrap();
        let (gates, _at_work) = hold(&proofs);
        let grown = |memory: &mut Memory| {
            memory.resize(memory.len() + 1, Block::new());
            Ok(memory.len())
        };
        let crowd = join_all((0..3 * threads()).map(|_| proofs.in_turn(ProofLine::Strangers, grown)));
        let opened = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            drop(gates);
        };
        let (seen, ()) = tokio::join!(crowd, opened);
        assert!(seen.into_iter().map(Result::unwrap).max() > Some(1), "kept");
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(proofs.in_turn(ProofLine::Strangers, grown).await.unwrap(), 1, "given back");
    }
}
