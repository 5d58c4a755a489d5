//! From a configuration to a running instance: database, migrations, catalogue, keys.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use private_postgres::{Options, Server, StartError};

use crate::app::Shared;
use crate::catalogue::programmes::file::BroughtByFolder;
use crate::catalogue::programmes::{self, Catalogue, CurrentCatalogue, versions};
use crate::law::figures::Law;
use crate::law::identifiers;
use crate::platform::clock::Clock;
use crate::platform::config::{APPLICATION, Config};
use crate::platform::db::{DatabasePlace, Db, Tx, takes_writes, with_patience};
use crate::platform::migrations;
use crate::platform::roles::{self, Addresses, SERVING_ROLE};
use crate::trust::credentials::tokens::Tokens;
use crate::trust::credentials::{KeyRing, Passwords, keys};
use crate::trust::door::{App, Quotas};
use crate::trust::vault::resealing::{self, SealNext};
use crate::trust::vault::{Vault, VaultError};

/// Months of journal partitions kept ready.
const JOURNAL_MONTHS_AHEAD: i32 = 3;

/// What it most often means when the keys of a base do not open.
pub const WRONG_SECRET: &str =
    "the keys of this base cannot be read: is the installation's secret the one they were sealed with?";

/// Every column that is sealed.
const SEALED: &[SealNext] = &[crate::people::apprentices::store::disabilities::seal_next];

/// A database to work on: the one named, or a private server that stops with us.
pub struct Database {
    pub addresses: Addresses,
    /// Which it is, for people, without a password.
    pub shown: String,
    /// The private server, when it is ours.
    pub server: Option<Server>,
}

/// Finds or starts the database.
pub fn database(config: &Config) -> anyhow::Result<Database> {
    if let Some(url) = &config.database_url {
        return distant_database(config, url);
    }
    let root = config.data_folder()?;
    let shown = shown_in(&root);
    let roles = &[SERVING_ROLE];
    let options = Options { name: APPLICATION, roles, root, durable: true, wait_for_lock: false };
    let server = private_postgres::start(options)?;
    let maintenance_url = server.address().url("postgres");
    create_database(&maintenance_url, APPLICATION)?;
    roles::make_serving_role(&maintenance_url)?;
    Ok(Database { addresses: Addresses::on(server.address(), APPLICATION), shown, server: Some(server) })
}

/// The database somebody named, warned of or refused when what is read and written crosses a network as anybody's.
fn distant_database(config: &Config, url: &str) -> anyhow::Result<Database> {
    for why in exposures(config) {
        anyhow::ensure!(!config.require_database_tls, "require_database_tls: {why}");
        tracing::warn!("{why}");
    }
    let owner = config.owner_database_url.as_deref().unwrap_or(url);
    let addresses = Addresses { serving: with_patience(url), owner: with_patience(owner) };
    Ok(Database { addresses, shown: place_of(url).to_string(), server: None })
}

/// What is said of each address of a database that is reached over a network as anybody's.
pub fn exposures(config: &Config) -> Vec<String> {
    let addresses = [&config.database_url, &config.owner_database_url].into_iter().flatten();
    let places = addresses.map(|address| place_of(address));
    let warned = places.filter_map(|place| {
        let host = place.exposed()?;
        Some(format!(
            "PostgreSQL on {host} is reached without verified TLS (sslmode=verify-full): whoever is on the way reads and \
             changes everything; docs/running.md says what to do"
        ))
    });
    warned.collect()
}

fn place_of(address: &str) -> DatabasePlace {
    DatabasePlace::of(address, |name| std::env::var(name).ok())
}

fn shown_in(root: &Path) -> String {
    format!("{APPLICATION} on a private PostgreSQL in {}", root.join("pg").display())
}

/// The database for a command that may run beside a serving instance.
pub fn database_beside(config: &Config) -> anyhow::Result<Database> {
    match database(config).map_err(|error| error.downcast::<StartError>()) {
        Err(Ok(StartError::AlreadyRunning { root, .. })) => {
            let address = private_postgres::running_on(APPLICATION, &root)?;
            let addresses = Addresses::on(&address, APPLICATION);
            Ok(Database { addresses, shown: shown_in(&root), server: None })
        }
        Err(Ok(other)) => Err(other.into()),
        Err(Err(other)) => Err(other),
        Ok(found) => Ok(found),
    }
}

/// Creates a database when it is not there yet.
pub fn create_database(maintenance_url: &str, name: &str) -> anyhow::Result<()> {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection};
    let mut conn = PgConnection::establish(maintenance_url)?;
    match conn.batch_execute(&format!("CREATE DATABASE \"{}\"", name.replace('"', ""))) {
        Err(error) if !error.to_string().contains("already exists") => Err(error.into()),
        _ => Ok(()),
    }
}

/// Drops a database, whoever uses it.
pub fn drop_database(maintenance_url: &str, name: &str) -> anyhow::Result<()> {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection};
    let mut conn = PgConnection::establish(maintenance_url)?;
    Ok(conn.batch_execute(&format!("DROP DATABASE \"{}\" WITH (FORCE)", name.replace('"', "")))?)
}

/// The catalogue: the files inside the program, completed or replaced by those of the folders named, which the log tells.
pub fn catalogue(config: &Config) -> anyhow::Result<Catalogue> {
    let mut catalogue = Catalogue::embedded()?;
    for folder in &config.catalogue_dirs {
        let extended = catalogue.extended_with(folder);
        catalogue = extended.with_context(|| format!("catalogue {}", folder.display()))?;
    }
    for brought in &catalogue.brought {
        let BroughtByFolder { noun, code, folder, replaces } = brought;
        let how = if *replaces { "replaces that of the program" } else { "is added" };
        tracing::info!(noun, code, folder, "the catalogue: what a folder of catalogue_dirs holds {how}");
    }
    Ok(catalogue)
}

/// Brings the base up to date, where it takes writes, and puts the application together.
pub fn prepare(config: Config, addresses: &Addresses, clock: Clock) -> anyhow::Result<Shared> {
    let found = config.find_secret()?;
    let law = Arc::new(Law::read(&config.catalogue_dirs)?);
    identifiers::know_numbering(law.phones.newest());
    identifiers::know_countries(law.countries.newest());
    let catalogue = catalogue(&config)?;
    let (keys, now, today) = (KeyRing::default(), clock.now(), clock.today());
    let (secret, vault, catalogue) = migrations::migrate(&addresses.owner, |conn| {
        let secret = match found {
            Some(secret) => secret,
            // unless another first start made it meanwhile
            None if keys::any_exists(conn)? => config.find_secret()?.ok_or_else(|| config.secret_lost())?,
            None => config.make_secret()?,
        };
        let (vault, writes) = (Vault::new(secret.clone()), takes_writes(conn)?);
        if writes {
            roles::open_to_serving_role(conn, addresses)?;
            versions::store::take_in_files(conn, &catalogue, now, today)?;
            crate::trust::journal::store::prepare_months(conn, JOURNAL_MONTHS_AHEAD)?;
        }
        let catalogue = CurrentCatalogue::new(catalogue, versions::store::all(conn)?, today);
        if writes {
            programmes::store::load(conn, &catalogue.on(today), now)?;
        }
        keys.reload(conn, &secret, now).context(WRONG_SECRET)?;
        vault.reload(conn).context(WRONG_SECRET)?;
        if writes {
            reseal(conn, &vault).context(WRONG_SECRET)?;
        }
        Ok((secret, vault, catalogue))
    })?;
    let db = Db::open(&addresses.serving, config.pool_size, config.pool_waiting)?;
    let passwords = Passwords::new(&secret, config.password_memory_kib, config.password_passes)?;
    let tokens = Tokens::new(config.public_url.clone(), keys.clone());
    let quotas = Quotas::of(&config);
    let app =
        App { db, clock, keys, tokens, passwords, secret, vault, law, quotas, config, lobby: Arc::default() };
    Ok(Shared::new(app, catalogue))
}

/// Seals anew everything not sealed by the newest key: what a migration left plain, what a rotation left behind.
pub fn reseal(conn: &mut Tx, vault: &Vault) -> Result<usize, VaultError> {
    let mut count = 0;
    for seal_next in SEALED {
        count += resealing::reseal(conn, vault, *seal_next)?;
    }
    Ok(count)
}
