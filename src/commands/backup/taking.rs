//! Taking a backup: the rows counted and the base written out as they stand at one moment, beside a serving instance.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection, RunQueryDsl, select};
use serde::{Deserialize, Serialize};

use super::archive::{Manifest, NewArchive};
use super::passphrase::{self, SealedSecret};
use super::{TakingOptions, census, programs, secret};
use crate::app::start;
use crate::commands::progress::ProgressLine;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::{logging, migrations, output};

/// File of the data folder that tells the last backup.
pub const LAST_BACKUP: &str = "last-backup.json";

/// The last backup taken from an installation, as its data folder tells it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LastBackup {
    pub taken_at: DateTime<Utc>,
    pub file: PathBuf,
    /// SHA-256 of the base in it, in hexadecimal.
    pub sha256: String,
}

diesel::define_sql_function! {
    /// Lets another session see what this one sees.
    fn pg_export_snapshot() -> diesel::sql_types::Text;
}

/// Writes a backup.
pub fn back_up(config: Config, options: &TakingOptions) -> anyhow::Result<()> {
    logging::start(&config)?;
    let sealed = match options.without_secret {
        true => None,
        false => {
            let passphrase = passphrase::read(options.passphrase_file.as_deref(), true)?;
            Some(SealedSecret::seal(&secret::text_of(&config)?, &passphrase)?)
        }
    };
    let file = &options.file;
    anyhow::ensure!(!file.exists(), "{} exists already: name another file", file.display());
    let database = start::database_beside(&config)?;
    let begun = unfinished(file);
    let written = write(&begun, &database.addresses.owner, sealed.as_ref());
    let manifest = match written {
        Ok(manifest) => manifest,
        Err(error) => {
            let _ = fs::remove_file(&begun);
            return Err(error);
        }
    };
    fs::rename(&begun, file).with_context(|| format!("cannot write {}", file.display()))?;
    remember(&config, file, &manifest);
    let rows: i64 = manifest.tables.values().map(|table| table.rows).sum();
    output::print(&format!(
        "{}: {rows} rows of {} tables, {} bytes, SHA-256 {}.\n{}",
        file.display(),
        manifest.tables.len(),
        manifest.bytes,
        manifest.sha256,
        match manifest.with_secret {
            true =>
                "The installation's secret is in it, sealed by your passphrase: without it the file is of no use.\n",
            false => "The installation's secret is not in it: without it the file is of no use.\n",
        }
    ));
    Ok(())
}

/// Where a backup is written before it is whole.
fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".unfinished");
    PathBuf::from(name)
}

fn write(file: &Path, address: &str, sealed: Option<&SealedSecret>) -> anyhow::Result<Manifest> {
    let mut conn = PgConnection::establish(address)?;
    let server = programs::server_version(&mut conn)?;
    let _ = fs::remove_file(file);
    let mut archive = NewArchive::create(file)?;
    let manifest = conn.build_transaction().repeatable_read().run(|conn| {
        let progress = ProgressLine::steps("counting the rows");
        let (taken_at, snapshot) =
            (Clock::system().now(), select(pg_export_snapshot()).get_result::<String>(conn)?);
        let (schema, tables) = (migrations::last_applied(conn)?, census::take(conn)?);
        progress.next("writing the base out");
        let take = |dump: &mut dyn std::io::Read| archive.take_base(dump, |bytes| progress.bytes(bytes));
        let (bytes, sha256) = programs::dump(address, server, &snapshot, take)?;
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let with_secret = sealed.is_some();
        let form = 1;
        anyhow::Ok(Manifest {
            form,
            version,
            schema,
            postgresql: server,
            taken_at,
            with_secret,
            bytes,
            sha256,
            tables,
        })
    })?;
    if let Some(sealed) = sealed {
        archive.take_secret(sealed)?;
    }
    archive.finish(&manifest)?;
    Ok(manifest)
}

/// Leaves word of the backup in the data folder, for `doctor`; a folder that cannot be written to costs nothing else.
fn remember(config: &Config, file: &Path, manifest: &Manifest) {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let last = LastBackup { taken_at: manifest.taken_at, file, sha256: manifest.sha256.clone() };
    let written = config.data_folder().map_err(anyhow::Error::from).and_then(|folder| {
        fs::create_dir_all(&folder)?;
        Ok(fs::write(folder.join(LAST_BACKUP), serde_json::to_vec_pretty(&last)?)?)
    });
    if let Err(error) = written {
        tracing::warn!(%error, "the backup is written; its date could not be kept for `doctor`");
    }
}
