//! The two doors to PostgreSQL: `read` and `transaction`, each one hop to a blocking thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, ManageConnection, Pool};
use diesel::{Connection, PgConnection};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::error::Problem;

/// An open connection, inside a transaction or not.
pub type Tx = PgConnection;

/// How long a request waits for a connection before 503.
const POOL_WAIT: Duration = Duration::from_secs(2);
/// How many times a transaction that lost a race is run in all.
const ATTEMPTS: u32 = 3;
/// PostgreSQL's own defaults for these are "never".
const SESSION_SETTINGS: &str = "SET lc_messages = 'C'; SET timezone = 'UTC'; SET statement_timeout = '5s'; \
     SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '10s'; SET search_path = public";

/// A bounded pool of connections, and a fair queue in front of it.
#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    most_waiting: usize,
    size: usize,
}

impl Db {
    /// Opens the pool; connections are made when first needed.
    pub fn open(url: &str, size: u32, most_waiting: usize) -> Result<Self, diesel::r2d2::PoolError> {
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(POOL_WAIT)
            .build(Manager(ConnectionManager::new(url)))?;
        Ok(Self {
            pool,
            permits: Arc::new(Semaphore::new(size as usize)),
            waiting: Arc::new(AtomicUsize::new(0)),
            most_waiting,
            size: size as usize,
        })
    }

    /// Runs statements that change nothing; a lost connection is tried once more.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    {
        self.hop(move |db| match db.with_connection(&work) {
            Err(problem) if problem.is_connection_lost() => db.with_connection(&work),
            answer => answer,
        })
        .await
    }

    /// Runs one transaction; a deadlock or a serialization failure is run again, then 503.
    pub async fn transaction<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: Fn(&mut Tx) -> Result<T, Problem> + Send + 'static,
    {
        self.hop(move |db| {
            let mut attempt = 1;
            loop {
                match db.with_connection(|conn| conn.transaction(&work)) {
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

    /// Connections in use, and requests waiting for one.
    pub fn load(&self) -> (usize, usize) {
        (self.size - self.permits.available_permits(), self.waiting.load(Ordering::Relaxed))
    }

    async fn hop<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    {
        let permit = self.permits.clone();
        let _permit = self.queue(&permit).await?;
        let db = self.clone();
        tokio::task::spawn_blocking(move || work(&db)).await.map_err(Problem::internal)?
    }

    async fn queue<'a>(&self, permits: &'a Semaphore) -> Result<SemaphorePermit<'a>, Problem> {
        if let Ok(permit) = permits.try_acquire() {
            return Ok(permit);
        }
        let _place =
            Place::take(&self.waiting, self.most_waiting).ok_or_else(|| Problem::busy("pool.full"))?;
        match tokio::time::timeout(POOL_WAIT, permits.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Problem::busy("pool.full")),
        }
    }

    fn with_connection<T>(&self, work: impl FnOnce(&mut Tx) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut slot = self.pool.get().map_err(|error| {
            tracing::warn!(%error, "no connection to the database");
            Problem::busy("database.unavailable")
        })?;
        let answer = work(&mut slot.conn);
        slot.lost = matches!(&answer, Err(problem) if problem.is_connection_lost());
        answer
    }
}

/// A place in the queue, given back when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(count: &'a AtomicUsize, most: usize) -> Option<Self> {
        if count.fetch_add(1, Ordering::Relaxed) >= most {
            count.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        Some(Self(count))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A pooled connection that knows when it was lost, so that the pool replaces it.
struct Slot {
    conn: PgConnection,
    lost: bool,
}

struct Manager(ConnectionManager<PgConnection>);

impl ManageConnection for Manager {
    type Connection = Slot;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Slot, Self::Error> {
        let mut conn = self.0.connect()?;
        conn.batch_execute(SESSION_SETTINGS).map_err(diesel::r2d2::Error::QueryError)?;
        Ok(Slot { conn, lost: false })
    }

    fn is_valid(&self, slot: &mut Slot) -> Result<(), Self::Error> {
        self.0.is_valid(&mut slot.conn)
    }

    fn has_broken(&self, slot: &mut Slot) -> bool {
        slot.lost || self.0.has_broken(&mut slot.conn)
    }
}
