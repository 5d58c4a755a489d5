//! The doors to PostgreSQL: `read` and `transaction`, and `once` for what is given out on the way, run by as many
//! threads as there are connections.
//!
//! Each thread owns one connection and takes the next job from one fair queue, so that no connection idles while
//! a request waits. See docs/adr/0005 for what was measured.

mod address;
mod first_rows;
mod json;
mod locks;
mod queue;

use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::Bool;
use diesel::{Connection, ConnectionError, PgConnection, QueryResult, RunQueryDsl};

pub use self::address::{DatabasePlace, ProgramAddress, of_database, with_patience};
pub use self::first_rows::FirstRows;
pub use self::json::Json;
pub use self::locks::{
    hashtextextended, pg_advisory_xact_lock, pg_advisory_xact_lock_shared, pg_try_advisory_xact_lock,
};
use self::queue::{Job, Queue};
use super::error::Problem;

diesel::define_sql_function! {
    /// `column = ANY(values)`, the statement staying the same whatever the values.
    ///
    /// `eq_any` means the same, but its statement is written out and looked up again at every call.
    #[sql_name = "ANY"]
    fn any_of<T: diesel::sql_types::SingleValue>(values: diesel::sql_types::Array<T>) -> T;
}

/// An open connection, inside a transaction or not.
pub type Tx = PgConnection;

/// How many times a transaction that lost a race is run in all.
const ATTEMPTS: u32 = 3;
/// How long nobody knocks again at a server that just let nobody in: each knock is a line of its log.
const SILENCE: Duration = Duration::from_millis(500);
/// Errors are told apart by their text. Only a superuser may choose its language: any other needs a role or a server that
/// speaks English already.
pub const ENGLISH_MESSAGES: &str = "DO $$ BEGIN IF current_setting('lc_messages') !~ '^(C|POSIX|en)' \
     THEN SET lc_messages = 'C'; END IF; END $$";
/// PostgreSQL's own defaults for these are "never".
const SESSION_SETTINGS: &str = "SET timezone = 'UTC'; SET statement_timeout = '5s'; \
     SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '10s'; SET search_path = public";

/// A bounded set of connections, and a bounded queue in front of them.
#[derive(Clone)]
pub struct Db {
    queue: Arc<Queue>,
    _closing: Arc<Closing>,
}

impl Db {
    /// Opens the first connection, to fail early; the others are made when first needed.
    pub fn open(url: &str, size: u32, most_waiting: usize) -> Result<Self, ConnectionError> {
        let first = connect(url)?;
        let queue = Arc::new(Queue::new(most_waiting, size as usize));
        let (mut first, refused_at) = (Some(first), Arc::default());
        for _ in 0..size {
            let own = Own { url: url.to_owned(), conn: first.take(), refused_at: Arc::clone(&refused_at) };
            let worker = Worker { own, queue: queue.clone() };
            std::thread::Builder::new()
                .name("database".into())
                .spawn(move || worker.work())
                .map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
        }
        Ok(Self { _closing: Arc::new(Closing(queue.clone())), queue })
    }

    /// Runs statements that change nothing; a lost connection is tried once more.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    {
        self.hop(move |own| match own.with(&work) {
            Err(problem) if problem.is_connection_lost() => own.with(&work),
            answer => answer,
        })
        .await
    }

    /// Runs one transaction; a deadlock or a serialization failure is run again, then 503. Cut while it is confirmed, its
    /// outcome is unknown, which is another answer than not done.
    pub async fn transaction<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    {
        self.hop(move |own| {
            let mut attempt = 1;
            loop {
                match own.with(|conn| confirmed(conn, &work)) {
                    Err(problem) if problem.is_retryable() && attempt < ATTEMPTS => {
                        std::thread::sleep(Duration::from_millis(10 * u64::from(attempt)));
                        attempt += 1;
                    }
                    answer => return answer,
                }
            }
        })
        .await
    }

    /// Runs at length and once: what it gives out on the way cannot be given again. It opens its own transactions.
    pub async fn once<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx) -> Result<T, Problem> + Send + 'static,
    {
        self.hop(move |own| own.with(work)).await
    }

    /// Connections at work, and requests waiting for one.
    pub fn load(&self) -> (usize, usize) {
        self.queue.load()
    }

    async fn hop<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Own) -> Result<T, Problem> + Send + 'static,
    {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let job: Job = Box::new(move |own: &mut Own| drop(answer.send(work(own))));
        let place = self.queue.push(job)?;
        place.wait_for(answered).await
    }
}

/// Closes the queue when the last handle goes: the threads finish what waits and end.
struct Closing(Arc<Queue>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

struct Worker {
    own: Own,
    queue: Arc<Queue>,
}

impl Worker {
    fn work(mut self) {
        while let Some(job) = self.queue.next() {
            let run = std::panic::AssertUnwindSafe(|| job(&mut self.own));
            if std::panic::catch_unwind(run).is_err() {
                self.own.conn = None;
            }
            self.queue.done();
        }
    }
}

/// A thread's own connection, made again when it was lost.
pub(crate) struct Own {
    url: String,
    conn: Option<PgConnection>,
    /// When the server last let nobody in, for all threads.
    refused_at: Arc<Mutex<Option<Instant>>>,
}

impl Own {
    fn with<T>(&mut self, work: impl FnOnce(&mut Tx) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => self.connect()?,
        };
        let answer = work(&mut conn);
        let lost = matches!(&answer, Err(problem) if problem.is_connection_lost());
        if !lost && !broken(&mut conn) {
            self.conn = Some(conn);
        }
        answer
    }

    fn connect(&self) -> Result<PgConnection, Problem> {
        let refused_at = || self.refused_at.lock().unwrap_or_else(PoisonError::into_inner);
        if refused_at().is_some_and(|at| at.elapsed() < SILENCE) {
            return Err(Problem::busy("database.unavailable"));
        }
        connect(&self.url).map_err(|error| {
            tracing::warn!(%error, "no connection to the database");
            *refused_at() = Some(Instant::now());
            Problem::busy("database.unavailable")
        })
    }
}

/// One transaction; whatever cuts it once the work is done leaves open whether it was committed.
fn confirmed<T>(conn: &mut Tx, work: impl Fn(&mut Tx) -> Result<T, Problem>) -> Result<T, Problem> {
    let worked = Cell::new(false);
    let answer: Result<T, Problem> = conn.transaction(|tx| {
        let done = work(tx)?;
        worked.set(true);
        Ok(done)
    });
    match answer {
        Err(problem) if worked.get() && problem.is_connection_lost() => Err(problem.with_unknown_outcome()),
        answer => answer,
    }
}

/// Whether writes are taken: not on a standby, nor where an operator decided so.
pub fn takes_writes(conn: &mut Tx) -> QueryResult<bool> {
    diesel::select(sql::<Bool>("current_setting('transaction_read_only') = 'off'")).get_result(conn)
}

/// A connection left inside a transaction is not given to the next request.
fn broken(conn: &mut PgConnection) -> bool {
    use diesel::connection::{AnsiTransactionManager, TransactionManager};
    <AnsiTransactionManager as TransactionManager<PgConnection>>::is_broken_transaction_manager(conn)
}

fn connect(url: &str) -> Result<PgConnection, ConnectionError> {
    let mut conn = PgConnection::establish(url)?;
    let settings = conn.batch_execute(ENGLISH_MESSAGES).and_then(|()| conn.batch_execute(SESSION_SETTINGS));
    settings.map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}
