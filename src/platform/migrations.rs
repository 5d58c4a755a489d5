//! Migrations, run by one instance at a time.

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::{Connection, PgConnection, QueryDsl, QueryResult, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::ENGLISH_MESSAGES;
use super::error::Problem;

/// The folder `migrations/`, inside the program.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
/// Key of the advisory lock: any constant, the same in every instance.
const LOCK: i64 = 0x0043_6f6d_7061_676e;

/// Why the base could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// No connection.
    #[error("cannot connect to the database: {0}")]
    Connection(#[from] diesel::ConnectionError),
    /// A statement failed.
    #[error("database: {0}")]
    Query(#[from] diesel::result::Error),
    /// A migration failed.
    #[error("migration: {0}")]
    Migration(String),
}

impl From<MigrationError> for Problem {
    fn from(error: MigrationError) -> Self {
        match error {
            MigrationError::Query(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

/// Brings the base up to date under an advisory lock, on a direct connection; runs `then` under it too.
pub fn migrate<T>(
    url: &str,
    then: impl FnOnce(&mut PgConnection) -> QueryResult<T>,
) -> Result<T, MigrationError> {
    let mut conn = PgConnection::establish(url)?;
    conn.batch_execute(ENGLISH_MESSAGES)?;
    conn.batch_execute("SET lock_timeout = '30s'; SET timezone = 'UTC'")?;
    diesel::select(advisory_lock(LOCK)).execute(&mut conn)?;
    let outcome = run_pending(&mut conn).and_then(|()| then(&mut conn).map_err(MigrationError::from));
    diesel::select(advisory_unlock(LOCK)).execute(&mut conn)?;
    outcome
}

/// Runs what is pending; where nothing is, a role that may not change the schema goes on.
fn run_pending(conn: &mut PgConnection) -> Result<(), MigrationError> {
    if matches!(pending(conn), Ok(0)) {
        return Ok(());
    }
    conn.run_pending_migrations(MIGRATIONS)
        .map(drop)
        .map_err(|e| MigrationError::Migration(format!("{e}; only the owner of the tables can run it")))
}

/// How many migrations the base still lacks, asked without any right on the schema.
pub fn pending(conn: &mut PgConnection) -> Result<usize, MigrationError> {
    use self::__diesel_schema_migrations::dsl;
    let applied: Vec<String> = dsl::__diesel_schema_migrations.select(dsl::version).load(conn)?;
    let known = MigrationSource::<Pg>::migrations(&MIGRATIONS)
        .map_err(|e| MigrationError::Migration(e.to_string()))?;
    Ok(known.iter().filter(|one| !applied.contains(&one.name().version().to_string())).count())
}

diesel::table! {
    /// The migration tool's own list of what it ran.
    __diesel_schema_migrations (version) {
        /// Version of a migration.
        version -> Text,
    }
}

diesel::define_sql_function! {
    /// Waits for a session-level advisory lock, or gives it back.
    #[sql_name = "pg_advisory_lock"]
    fn advisory_lock(key: diesel::sql_types::BigInt);
}
diesel::define_sql_function! {
    /// Waits for a session-level advisory lock, or gives it back.
    #[sql_name = "pg_advisory_unlock"]
    fn advisory_unlock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}
