//! Restoring a backup: everything that could refuse is asked first, then the base is filled in one transaction, then read
//! as a serving instance reads it.

use anyhow::Context;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Bool};
use diesel::{Connection, PgConnection, QueryDsl, RunQueryDsl, select};
use secrecy::SecretString;

use super::archive::Archive;
use super::secret::{Placing, write_for_owner};
use super::{RestoringOptions, census, passphrase, programs};
use crate::app::start;
use crate::commands::progress::ProgressLine;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::of_database;
use crate::platform::roles::Addresses;
use crate::platform::{logging, migrations, output};
use crate::schema::accounts;

/// Restores a backup, or only tries to.
pub fn restore(config: Config, options: &RestoringOptions) -> anyhow::Result<()> {
    logging::start(&config)?;
    let progress = ProgressLine::steps("reading the backup");
    let mut archive = Archive::open(&options.file)?;
    let schema = &archive.manifest.schema;
    anyhow::ensure!(
        migrations::knows(schema),
        "this backup was taken by version {} of the program, whose schema ({schema}) this version does not know: \
         restore it with that version or a later one. Nothing was touched.",
        archive.manifest.version
    );
    archive.verify(|bytes| progress.bytes(bytes))?;
    let secret = match archive.secret()? {
        Some(sealed) => Some(sealed.open(&passphrase::read(options.passphrase_file.as_deref(), false)?)?),
        None => None,
    };
    match options.check {
        true => try_out(config, &mut archive, secret.as_ref(), &progress),
        false => put_back(config, options, archive, secret.as_ref(), &progress),
    }
}

fn put_back(
    config: Config,
    options: &RestoringOptions,
    mut archive: Archive,
    secret: Option<&SecretString>,
    progress: &ProgressLine,
) -> anyhow::Result<()> {
    let database =
        start::database(&config).context("a base that an instance serves is not restored: stop it first")?;
    refuse_unless_free(&database.addresses.owner, options.replace)?;
    let placing = secret.map(|secret| Placing::draft(&config, secret)).transpose()?;
    fill(&database.addresses.owner, &mut archive, progress)?;
    let aside = placing.map(|placing| placing.settle(Clock::system().now())).transpose()?.flatten();
    progress.next("reading it as an instance does");
    start::prepare(config, &database.addresses, Clock::system())?;
    progress.done();
    let from = archive.manifest.taken_at.format("%Y-%m-%d %H:%M:%S UTC");
    let mut told = format!("Restored as it stood on {from}: every table holds what was written of it.\n");
    if let Some(aside) = aside {
        told.push_str(&format!("The secret that was there is kept as {}.\n", aside.display()));
    }
    output::print(&told);
    Ok(())
}

/// Restores into a base of its own, which is dropped.
fn try_out(
    config: Config,
    archive: &mut Archive,
    secret: Option<&SecretString>,
    progress: &ProgressLine,
) -> anyhow::Result<()> {
    let database = start::database_beside(&config)?;
    let name = format!("compagnon_check_{}", uuid::Uuid::new_v4().simple());
    start::create_database(&database.addresses.owner, &name).context(
        "a backup is tried in a base of its own: the role of DATABASE_URL needs CREATEDB for that",
    )?;
    let address = of_database(&database.addresses.owner, &name);
    let drafted = std::env::temp_dir().join(&name);
    let tried = fill(&address, archive, progress).and_then(|()| {
        progress.next("reading it as an instance does");
        let config = match secret {
            Some(secret) => {
                write_for_owner(&drafted, secret)?;
                Config { secret_file: Some(drafted.clone()), ..config }
            }
            None => config,
        };
        let addresses = Addresses { serving: address.clone(), owner: address };
        start::prepare(config, &addresses, Clock::system()).map(drop)
    });
    let _ = std::fs::remove_file(&drafted);
    let dropped = start::drop_database(&database.addresses.owner, &name);
    tried?;
    dropped.with_context(|| format!("the base {name} could not be dropped"))?;
    progress.done();
    let (from, tables) =
        (archive.manifest.taken_at.format("%Y-%m-%d %H:%M:%S UTC"), archive.manifest.tables.len());
    output::print(&format!(
        "This backup of {from} restores whole: {tables} tables found again, keys opened.\n"
    ));
    Ok(())
}

/// Fills a base, and refuses one that does not hold what was written.
fn fill(address: &str, archive: &mut Archive, progress: &ProgressLine) -> anyhow::Result<()> {
    let mut conn = PgConnection::establish(address)?;
    let server = programs::server_version(&mut conn)?;
    progress.next("filling the base");
    programs::load(address, server, |restoring| archive.give_base(restoring, |bytes| progress.bytes(bytes)))?;
    progress.next("counting the rows");
    match census::difference(&archive.manifest.tables, &census::take(&mut conn)?) {
        None => Ok(()),
        Some(table) => anyhow::bail!("the table {table} does not hold what was written of it"),
    }
}

/// Sessions of others on the base.
const OTHERS: &str = "(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
     AND pid <> pg_backend_pid() AND backend_type = 'client backend')";

/// Refuses a base that is used, or in which somebody has an account unless it is to be replaced.
fn refuse_unless_free(address: &str, replace: bool) -> anyhow::Result<()> {
    let mut conn = PgConnection::establish(address)?;
    let others: i64 = select(sql::<BigInt>(OTHERS)).get_result(&mut conn)?;
    anyhow::ensure!(others == 0, "{others} sessions use this base: stop the instances that serve it first");
    let is_ours: bool =
        select(sql::<Bool>("to_regclass('public.accounts') IS NOT NULL")).get_result(&mut conn)?;
    let people: i64 = if is_ours { accounts::table.count().get_result(&mut conn)? } else { 0 };
    anyhow::ensure!(
        replace || people == 0,
        "this base holds {people} accounts: name an empty one, or erase all it holds with --replace"
    );
    Ok(())
}
