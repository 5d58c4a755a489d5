//! The base: reached as people and migrations reach it, by whom it was last brought up to date, opened by our secret.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::{Text, Timestamptz};
use diesel::{Connection, PgConnection, QueryResult, RunQueryDsl, select};

use super::Examination;
use crate::app::start::{self, Database};
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::crypto::MasterSecret;
use crate::platform::migrations;
use crate::trust::credentials::{KeyRing, keys};
use crate::trust::vault::Vault;

/// Nothing is written: the server itself refuses it.
const ONLY_LOOKING: &str =
    "SET default_transaction_read_only = on; SET statement_timeout = '10s'; SET timezone = 'UTC'";

/// Looks at the base, and says by how much its clock is ahead of ours when it answers.
pub fn examine(
    examination: &mut Examination,
    config: &Config,
    secret: Option<MasterSecret>,
) -> Option<TimeDelta> {
    way_there(examination, config);
    let database = found(examination, config)?;
    let mut conn = reached(examination, &database)?;
    if up_to_date(examination, &mut conn) {
        opened(examination, config, &mut conn, secret);
    }
    ahead(&mut conn).ok()
}

fn way_there(examination: &mut Examination, config: &Config) {
    let exposures = start::exposures(config);
    match (config.require_database_tls, exposures.is_empty()) {
        (_, true) => examination.ok("way to the database", "it does not leave this machine, or is verified"),
        (true, false) => examination.fail("way to the database", exposures.join("\n")),
        (false, false) => examination.warn("way to the database", exposures.join("\n")),
    }
}

/// The database, a private one started for this look when nobody serves on it.
fn found(examination: &mut Examination, config: &Config) -> Option<Database> {
    if config.database_url.is_none() {
        match config.data_folder() {
            Ok(root) if !private_postgres::is_made(&root) => {
                let root = root.display();
                examination.warn("database", format!("none in {root} yet: the first start makes it"));
                return None;
            }
            Ok(_) => {}
            Err(error) => {
                examination.fail("database", error);
                return None;
            }
        }
    }
    match start::database_beside(config) {
        Ok(database) => Some(database),
        Err(error) => {
            examination.fail("database", format!("{error:#}"));
            None
        }
    }
}

fn reached(examination: &mut Examination, database: &Database) -> Option<PgConnection> {
    let connect = |address: &str| -> anyhow::Result<PgConnection> {
        let mut conn = PgConnection::establish(address)?;
        conn.batch_execute(ONLY_LOOKING)?;
        Ok(conn)
    };
    let asked = |conn: &mut PgConnection| {
        select(sql::<Text>("current_setting('server_version')")).get_result::<String>(conn)
    };
    let both = connect(&database.addresses.serving).and_then(|_| {
        let mut owner = connect(&database.addresses.owner)?;
        let version = asked(&mut owner)?;
        Ok((owner, version))
    });
    match both {
        Ok((conn, version)) => {
            examination.ok("database", format!("{}, PostgreSQL {version}", database.shown));
            Some(conn)
        }
        Err(error) => {
            examination.fail("database", format!("{}: {error:#}", database.shown));
            None
        }
    }
}

/// Whether the base holds what this program keeps, so that more may be asked of it.
fn up_to_date(examination: &mut Examination, conn: &mut PgConnection) -> bool {
    let matter = "migrations";
    match migrations::standing(conn) {
        Err(error) => {
            examination.fail(matter, error);
            return false;
        }
        Ok(base) if !base.is_ours => {
            examination.warn(matter, "the base is empty: the next start fills it");
            return false;
        }
        Ok(base) if !base.unknown.is_empty() => examination.warn(
            matter,
            format!(
                "a later version of the program ran there ({}): put that one back, or the backup taken before it",
                base.unknown.join(", ")
            ),
        ),
        Ok(base) if base.pending > 0 => {
            examination.warn(matter, format!("{} wait for the next start", base.pending));
        }
        Ok(_) => examination.ok(matter, "all of them ran"),
    }
    true
}

/// Whether the installation's secret opens what was sealed.
fn opened(
    examination: &mut Examination,
    config: &Config,
    conn: &mut PgConnection,
    secret: Option<MasterSecret>,
) {
    let matter = "keys";
    let sealed = match keys::any_exists(conn) {
        Ok(sealed) => sealed,
        Err(error) => return examination.fail(matter, error),
    };
    match (sealed, secret) {
        (false, _) => examination.ok(matter, "none yet: the next start makes them"),
        (true, None) => examination.fail(matter, config.secret_lost()),
        (true, Some(secret)) => match opens(conn, secret) {
            Ok(()) => examination.ok(matter, "the installation's secret opens them"),
            Err(error) => examination.fail(matter, format!("{}: {error:#}", start::WRONG_SECRET)),
        },
    }
}

fn opens(conn: &mut PgConnection, secret: MasterSecret) -> anyhow::Result<()> {
    KeyRing::default().reload(conn, &secret, Clock::system().now())?;
    Ok(Vault::new(secret).reload(conn)?)
}

/// By how much the server's clock is ahead of ours, taken in the middle of the question.
fn ahead(conn: &mut PgConnection) -> QueryResult<TimeDelta> {
    let clock = Clock::system();
    let before = clock.now();
    let there: DateTime<Utc> = select(sql::<Timestamptz>("clock_timestamp()")).get_result(conn)?;
    Ok(there - (before + (clock.now() - before) / 2))
}
