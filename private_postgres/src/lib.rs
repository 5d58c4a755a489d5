//! A private PostgreSQL server that lives and dies with this process.
//!
//! Real server binaries found on the machine, a cluster of our own in a folder, a unix socket and no port.
//! `start` takes the folder's lock, makes the cluster once, launches the server and waits for its first answer.

mod account;
mod cluster;
mod error;
mod find;
mod keeping;
mod leftovers;
mod locks;
mod place;
mod ready;
mod supervise;

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use account::Account;
pub use error::StartError;
use find::Binaries;
pub use find::client_program;
pub use keeping::Kept;
use locks::Locks;
use place::Place;
use supervise::Supervised;

/// Longest wait for a server whose owner has died to finish stopping.
const STOPPING_LIMIT: Duration = Duration::from_secs(30);
/// Pause between two looks at something that is about to change.
const POLL: Duration = Duration::from_millis(10);

/// Where the private server keeps its data and how careful it is with it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the application, as process titles and refusals show it.
    pub name: &'static str,
    /// Roles that may come in beside the superuser, once they are made.
    pub roles: &'static [&'static str],
    /// Folder that receives `pg/`; made when absent.
    pub root: PathBuf,
    /// `true` keeps every committed row through a power cut; `false` trades that for speed, in tests.
    pub durable: bool,
    /// `true` waits up to two minutes for another owner of the folder to finish, instead of refusing at once.
    pub wait_for_lock: bool,
}

/// Where a server is reached.
#[derive(Debug, Clone)]
pub struct Address {
    folder: PathBuf,
}

/// A running private PostgreSQL server, stopped cleanly when dropped.
#[derive(Debug)]
pub struct Server {
    // Declared before `locks`: the server is down before the folder is released.
    running: Supervised,
    address: Address,
    binaries: Binaries,
    launch: Launch,
    locks: Locks,
}

/// All it takes to launch the server, once or again.
#[derive(Debug)]
struct Launch {
    place: Place,
    account: Account,
    line: Vec<PathBuf>,
}

impl Launch {
    /// Settles what the last run left, and waits until the server accepts connections, unless given up.
    fn run(&self, locks: &Locks, log: File, given_up: &AtomicBool) -> Result<Supervised, StartError> {
        let stale_pid = leftovers::settle(&self.place)?;
        let mut running =
            supervise::launch(self.line.clone(), &self.place, &self.account, locks, stale_pid, log)?;
        ready::wait(&self.place, &mut running, given_up)?;
        Ok(running)
    }
}

/// Starts the private server on `options.root` and returns once it accepts connections.
///
/// # Errors
/// Says what is missing, who holds the folder, or what the server answered; nothing is left running.
pub fn start(options: Options) -> Result<Server, StartError> {
    let begun = Instant::now();
    let mut place = Place::under(options.name, &options.root)?;
    let binaries = Binaries::find(cluster::major_version(&place.data))?;
    let account = Account::choose(&place.data)?;
    place.create(&account)?;
    let locks = Locks::take(&place, options.wait_for_lock)?;
    let first_start = cluster::make_if_absent(&place, &binaries, &account, &locks, options.durable)?;
    cluster::write_access_rules(&place, &account, options.roles)?;
    let line = cluster::server_command(&place, &binaries, options.durable);
    let (log, address) = (supervise::new_log(&place.log)?, Address { folder: place.run.clone() });
    let launch = Launch { place, account, line };
    let running = launch.run(&locks, log, &AtomicBool::new(false))?;
    tracing::info!(folder = %launch.place.pg.display(), version = binaries.major, first_start,
        elapsed_ms = begun.elapsed().as_millis(), "private PostgreSQL is ready");
    Ok(Server { running, address, binaries, launch, locks })
}

/// Where the server that another process of the application runs on `root` is reached.
///
/// # Errors
/// When the folder cannot be that of a private server.
pub fn running_on(name: &'static str, root: &Path) -> Result<Address, StartError> {
    let mut place = Place::under(name, root)?;
    let account = Account::choose(&place.data)?;
    place.create(&account)?;
    Ok(Address { folder: place.run })
}

/// Whether `root` holds the base of a private server already; nothing is made.
pub fn is_made(root: &Path) -> bool {
    cluster::major_version(&root.join("pg").join("data")).is_some()
}

/// Folder an application of this name uses when nothing else is asked for: below `/var/lib` for root, else below the
/// user's data folder.
///
/// # Errors
/// When the user has no home folder to put it in.
pub fn default_root(name: &str) -> Result<PathBuf, StartError> {
    if rustix::process::geteuid().is_root() {
        return Ok(Path::new("/var/lib").join(name));
    }
    let asked = env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let data = asked
        .or_else(|| env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(".local/share")));
    Ok(data.ok_or(StartError::NoHome)?.join(name))
}

impl Address {
    /// Connection URL of one database for the superuser, in the form libpq and diesel accept.
    pub fn url(&self, database: &str) -> String {
        self.url_as(cluster::SUPERUSER, database)
    }

    /// Connection URL of one database for a role.
    pub fn url_as(&self, role: &str, database: &str) -> String {
        use std::os::unix::ffi::OsStrExt;
        let folder = percent_encoded(self.folder.as_os_str().as_bytes());
        let database = percent_encoded(database.as_bytes());
        format!("postgres:///{database}?host={folder}&port={}&user={role}", place::PORT)
    }
}

impl Server {
    /// Where it is reached.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Folder of the server's own programs (`psql`, `pg_dump`, where the package has them).
    pub fn bin_dir(&self) -> &Path {
        &self.binaries.dir
    }

    /// Stops the server (open sessions are cut, data is flushed) and returns when it is down.
    pub fn stop(mut self) {
        self.running.stop();
    }
}

/// Text safe inside a URL; slashes stay readable.
fn percent_encoded(bytes: &[u8]) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(byte);
    bytes
        .iter()
        .map(|byte| if plain(byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_folder_with_spaces_and_accents_survives_in_a_url() {
        assert_eq!(percent_encoded("/tmp/données & co".as_bytes()), "/tmp/donn%C3%A9es%20%26%20co");
    }
}
