//! Migrations, run by one instance at a time.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::sql_types::{Array, Bool, Integer, Text};
use diesel::{Connection, PgConnection, QueryDsl, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::db::ENGLISH_MESSAGES;
use super::error::Problem;

/// The folder `migrations/`, inside the program.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
/// Key of the advisory lock: any constant, the same in every instance.
const LOCK: i64 = 0x0043_6f6d_7061_676e;

/// Oldest major version of a server.
const OLDEST_SERVER: i32 = 15;
/// The first tables, views and sequences of a base, those of the system, of extensions and of the migration tool apart.
const RELATIONS: &str = "ARRAY(SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname !~ '^(pg_|information_schema$)' \
     AND c.relname <> '__diesel_schema_migrations' AND NOT EXISTS (SELECT FROM pg_depend d \
     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') ORDER BY c.relname LIMIT 5)";

/// Why the base could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// No connection.
    #[error("cannot connect to the database: {0}")]
    Connection(#[from] diesel::ConnectionError),
    /// A statement failed.
    #[error("database: {0}")]
    Query(#[from] diesel::result::Error),
    /// Tables of somebody else.
    #[error(
        "the base {base} belongs to another product: it holds {tables}, and none of our migrations ever ran there. \
         Name an empty base. Nothing was written."
    )]
    Foreign {
        /// Name of the base.
        base: String,
        /// The first relations found there.
        tables: String,
    },
    /// The server is too old.
    #[error(
        "this server is PostgreSQL {0}, and version {OLDEST_SERVER} or later is needed: move the base to a newer one \
         (pg_upgrade, or pg_dump and pg_restore). Nothing was written."
    )]
    OldServer(i32),
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

/// Whether this program has a migration of this name.
pub fn knows(migration: &str) -> bool {
    let known = MigrationSource::<Pg>::migrations(&MIGRATIONS).unwrap_or_default();
    known.iter().any(|one| one.name().version().to_string() == migration)
}

/// The last migration of a base.
///
/// # Errors
/// When none ever ran there.
pub fn last_applied(conn: &mut PgConnection) -> anyhow::Result<String> {
    let applied = MigrationHarness::<Pg>::applied_migrations(conn).map_err(|error| anyhow::anyhow!(error))?;
    let last = applied.into_iter().map(|version| version.to_string()).max();
    last.ok_or_else(|| anyhow::anyhow!("this base is empty: start the program on it first"))
}

/// Brings the base up to date under an advisory lock, on a direct connection; runs `then` under it too.
///
/// # Errors
/// When the base is of another product or its server too old, which is found before anything is written; when a migration
/// fails, which leaves nothing of those run with it; when `then` fails.
pub fn migrate<T>(url: &str, then: impl FnOnce(&mut PgConnection) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let mut conn = PgConnection::establish(url).map_err(MigrationError::from)?;
    conn.batch_execute(ENGLISH_MESSAGES)?;
    conn.batch_execute("SET lock_timeout = '30s'; SET timezone = 'UTC'")?;
    diesel::select(advisory_lock(LOCK)).execute(&mut conn)?;
    let outcome = run_pending(&mut conn).map_err(Into::into).and_then(|()| then(&mut conn));
    let unlocked = diesel::select(advisory_unlock(LOCK)).execute(&mut conn);
    let outcome = outcome?;
    unlocked?;
    Ok(outcome)
}

/// Runs what is pending, all of it or nothing; where nothing is, a role that may not change the schema goes on.
fn run_pending(conn: &mut PgConnection) -> Result<(), MigrationError> {
    refuse_old_server(conn)?;
    if matches!(pending(conn), Ok(0)) {
        return Ok(());
    }
    refuse_foreign_base(conn)?;
    conn.transaction(|tx| match tx.run_pending_migrations(MIGRATIONS) {
        Ok(_) => Ok(()),
        Err(e) => Err(MigrationError::Migration(format!("{e}; only the owner of the tables can run it"))),
    })
}

/// Refuses a server whose SQL is not enough for the migrations.
fn refuse_old_server(conn: &mut PgConnection) -> Result<(), MigrationError> {
    let version = sql::<Integer>("current_setting('server_version_num')::int / 10000");
    match diesel::select(version).get_result(conn)? {
        major if major < OLDEST_SERVER => Err(MigrationError::OldServer(major)),
        _ => Ok(()),
    }
}

/// Refuses a base that holds something where none of our migrations ever ran.
fn refuse_foreign_base(conn: &mut PgConnection) -> Result<(), MigrationError> {
    let strangers: Vec<String> = diesel::select(sql::<Array<Text>>(RELATIONS)).get_result(conn)?;
    if strangers.is_empty() || has_ours(conn)? {
        return Ok(());
    }
    let base = diesel::select(sql::<Text>("current_database()::text")).get_result(conn)?;
    Err(MigrationError::Foreign { base, tables: strangers.join(", ") })
}

/// Whether one of our migrations ran there; the tool that runs them is used by others too.
fn has_ours(conn: &mut PgConnection) -> Result<bool, MigrationError> {
    let applied = applied(conn)?;
    Ok(known()?.iter().any(|one| applied.contains(one)))
}

/// What ran there; nothing where the tool that runs migrations never did.
fn applied(conn: &mut PgConnection) -> Result<Vec<String>, MigrationError> {
    use self::__diesel_schema_migrations::dsl;
    let journal = sql::<Bool>("to_regclass('public.__diesel_schema_migrations') IS NOT NULL");
    if !diesel::select(journal).get_result(conn)? {
        return Ok(Vec::new());
    }
    Ok(dsl::__diesel_schema_migrations.select(dsl::version).load(conn)?)
}

/// What a start would find to do on a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseStanding {
    /// Whether one of our migrations ever ran there.
    pub is_ours: bool,
    /// How many migrations it lacks.
    pub pending: usize,
    /// Those that a later program ran there, which this one does not know.
    pub unknown: Vec<String>,
}

/// Looks at a base as a start does, and touches nothing.
///
/// # Errors
/// When a start would refuse it: of another product, or on a server too old.
pub fn standing(conn: &mut PgConnection) -> Result<BaseStanding, MigrationError> {
    refuse_old_server(conn)?;
    let (known, mut applied) = (known()?, applied(conn)?);
    let pending = known.iter().filter(|one| !applied.contains(one)).count();
    let is_ours = pending < known.len();
    if !is_ours {
        refuse_foreign_base(conn)?;
    }
    applied.retain(|one| !known.contains(one));
    Ok(BaseStanding { is_ours, pending, unknown: applied })
}

/// Versions of the migrations inside the program.
fn known() -> Result<Vec<String>, MigrationError> {
    let known = MigrationSource::<Pg>::migrations(&MIGRATIONS)
        .map_err(|e| MigrationError::Migration(e.to_string()))?;
    Ok(known.iter().map(|one| one.name().version().to_string()).collect())
}

/// How many migrations the base still lacks, asked without any right on the schema.
pub fn pending(conn: &mut PgConnection) -> Result<usize, MigrationError> {
    use self::__diesel_schema_migrations::dsl;
    let applied: Vec<String> = dsl::__diesel_schema_migrations.select(dsl::version).load(conn)?;
    Ok(known()?.iter().filter(|one| !applied.contains(one)).count())
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
