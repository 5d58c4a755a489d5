//! The cluster on disk: made once, opened to two accounts, and the settings it runs with.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::account::Account;
use crate::error::{StartError, system};
use crate::find::Binaries;
use crate::locks::Locks;
use crate::place::{PORT, Place, make_owned};

/// Role that owns the cluster.
pub(crate) const SUPERUSER: &str = "postgres";

/// Settings of every private server. Some packages change these defaults, so they are stated.
const SETTINGS: [&str; 6] = [
    "lc_messages=C",
    "unix_socket_permissions=0700",
    "logging_collector=off",
    "log_destination=stderr",
    "ssl=off",
    "log_line_prefix=%m [%p] %e ",
];

/// Settings of a server that keeps data; PostgreSQL's own defaults already survive a power cut.
const DURABLE: [&str; 2] = ["max_connections=100", "shared_buffers=256MB"];

/// Settings of a server whose data may be lost: tests only.
const FORGETFUL: [&str; 9] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=200",
    "checkpoint_timeout=1h",
    "max_wal_size=2GB",
];

/// Major version that made the cluster in `data`, if there is one.
pub(crate) fn major_version(data: &Path) -> Option<(PathBuf, u32)> {
    let major = fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()?;
    Some((data.to_owned(), major))
}

/// Makes the cluster unless it exists, and says whether it did.
///
/// It appears under its name only when whole: an interrupted first start leaves nothing half-made.
pub(crate) fn make_if_absent(
    place: &Place,
    binaries: &Binaries,
    account: &Account,
    locks: &Locks,
    durable: bool,
) -> Result<bool, StartError> {
    if place.data.join("PG_VERSION").exists() {
        return Ok(false);
    }
    let new = place.pg.join("data.new");
    if new.exists() {
        fs::remove_dir_all(&new).map_err(system("remove", &new))?;
    }
    make_owned(&new, account)?;
    let mut initdb = initdb_command(&binaries.program("initdb"), &new, account, durable);
    // Should we be killed meanwhile, the next start waits for this program to end.
    let made =
        initdb.stdin(locks.shared(place)?).output().map_err(system("run", &binaries.program("initdb")))?;
    if !made.status.success() {
        return Err(StartError::InitFailed(String::from_utf8_lossy(&made.stderr).trim().to_owned()));
    }
    fs::rename(&new, &place.data).map_err(system("put in place", &place.data))?;
    File::open(&place.pg).and_then(|folder| folder.sync_all()).map_err(system("flush", &place.pg))?;
    Ok(true)
}

/// `initdb` in UTF-8, sorted by code point, with page checksums.
fn initdb_command(initdb: &Path, data: &Path, account: &Account, durable: bool) -> Command {
    let mut command = account.command(initdb);
    command.arg("-D").arg(data).args(["-U", SUPERUSER, "-A", "peer", "-E", "UTF8"]);
    // macOS has no C.UTF-8: the same order of sorting, with the letters of another locale.
    let locale: &[_] = if cfg!(target_os = "macos") {
        &["--locale=C", "--lc-ctype=en_US.UTF-8"]
    } else {
        &["--locale=C.UTF-8"]
    };
    command.args(locale).args(["--lc-messages=C", "--data-checksums", "--no-instructions"]);
    if !durable {
        command.arg("--no-sync");
    }
    command
}

/// Lets our account and the server's become the superuser or one of the roles, by what the kernel says of them, and
/// nobody else in.
pub(crate) fn write_access_rules(place: &Place, account: &Account, roles: &[&str]) -> Result<(), StartError> {
    let mut names = vec![account.client.as_str(), account.name.as_str()];
    names.dedup();
    let roles = [&[SUPERUSER], roles].concat();
    let lines = |name| roles.iter().map(move |role| format!("accounts \"{name}\" {role}\n"));
    let map: String = names.into_iter().flat_map(lines).collect();
    for (file, text) in [(hba(place), "local all all peer map=accounts\n"), (ident(place), map.as_str())] {
        fs::write(&file, text).map_err(system("write", &file))?;
        fs::set_permissions(&file, Permissions::from_mode(0o644))
            .map_err(system("set the mode of", &file))?;
    }
    Ok(())
}

/// The server's command line.
pub(crate) fn server_command(place: &Place, binaries: &Binaries, durable: bool) -> Vec<PathBuf> {
    let mut line =
        vec![binaries.program("postgres"), "-D".into(), place.data.clone(), "-k".into(), place.run.clone()];
    line.extend(["-h", "", "-p", PORT].map(PathBuf::from));
    let mode: &[_] = if durable { &DURABLE } else { &FORGETFUL };
    let fixed = SETTINGS.iter().chain(mode).map(PathBuf::from);
    let files = [setting("hba_file", &hba(place)), setting("ident_file", &ident(place))];
    let name = setting("cluster_name", Path::new(&place.tag));
    line.extend(fixed.chain(files).chain([name]).flat_map(|setting| [PathBuf::from("-c"), setting]));
    line
}

/// `name=value` for a value that may be any path.
fn setting(name: &str, value: &Path) -> PathBuf {
    let mut text = std::ffi::OsString::from(name);
    text.push("=");
    text.push(value);
    text.into()
}

fn hba(place: &Place) -> PathBuf {
    place.pg.join("pg_hba.conf")
}

fn ident(place: &Place) -> PathBuf {
    place.pg.join("pg_ident.conf")
}
