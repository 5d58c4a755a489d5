//! The folders of the private server.
//!
//! `pg/` belongs to us and holds the locks, the log and the access rules; `pg/data` and `pg/run` belong to the
//! server's account. Root writes nothing inside what belongs to that account.

use std::fs::{self, DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::account::Account;
use crate::error::{StartError, system};

/// Number in the socket's name; no port is opened.
pub(crate) const PORT: &str = "5432";

/// Longest path a unix socket may have.
const LONGEST_SOCKET: usize = if cfg!(target_os = "macos") { 103 } else { 107 };

/// Every path of one private server.
#[derive(Debug)]
pub(crate) struct Place {
    /// Name of the application.
    application: &'static str,
    pub(crate) root: PathBuf,
    pub(crate) pg: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) run: PathBuf,
    pub(crate) log: PathBuf,
    /// Name of this cluster in process titles: tells our server's processes from any other's.
    pub(crate) tag: String,
}

impl Place {
    /// The paths under `root`; nothing is made yet.
    pub(crate) fn under(application: &'static str, root: &Path) -> Result<Self, StartError> {
        let root = std::path::absolute(root).map_err(system("find", root))?;
        let pg = root.join("pg");
        let (data, run, log) = (pg.join("data"), pg.join("run"), pg.join("log"));
        Ok(Self { application, root, pg, data, run, log, tag: String::new() })
    }

    /// Makes what is missing, and moves the socket elsewhere when its path would be too long.
    pub(crate) fn create(&mut self, account: &Account) -> Result<(), StartError> {
        // The server's account must pass through what root owns, but may not list it.
        let mode = if account.switched { 0o711 } else { 0o700 };
        if let Some(existing) = self.pg.ancestors().find(|step| step.exists()) {
            account.check_can_enter(existing)?;
        }
        make_all(&self.pg, mode)?;
        self.tag = self.name()?;
        if self.socket().as_os_str().len() > LONGEST_SOCKET {
            self.run = Path::new("/tmp").join(self.tag.replacen('-', &format!("-{}-", account.uid), 1));
        }
        make_owned(&self.run, account)
    }

    /// Path of the socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.run.join(format!(".s.PGSQL.{PORT}"))
    }

    /// A name no other cluster has, stable as long as the folder stays where it is.
    fn name(&self) -> Result<String, StartError> {
        let folder = fs::metadata(&self.pg).map_err(system("read", &self.pg))?;
        let identity = [self.pg.as_os_str().as_bytes(), &folder.ino().to_le_bytes()].concat();
        Ok(format!("{}-{:016x}", self.application, fnv1a(&identity)))
    }
}

/// Makes a folder and its parents; leaves existing ones as they are.
fn make_all(folder: &Path, mode: u32) -> Result<(), StartError> {
    let missing: Vec<_> = folder.ancestors().take_while(|step| !step.exists()).collect();
    missing.into_iter().rev().try_for_each(|step| make(step, mode))
}

/// Makes a folder with exactly this mode, whatever the umask; an existing one stays as it is.
fn make(folder: &Path, mode: u32) -> Result<(), StartError> {
    match DirBuilder::new().mode(mode).create(folder) {
        Ok(()) => fs::set_permissions(folder, Permissions::from_mode(mode))
            .map_err(system("set the mode of", folder)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => Err(system("make the folder", folder)(error)),
    }
}

/// Makes a closed folder of the server's account; refuses one that a stranger made first.
pub(crate) fn make_owned(folder: &Path, account: &Account) -> Result<(), StartError> {
    make(folder, 0o700)?;
    let found = fs::symlink_metadata(folder).map_err(system("read", folder))?;
    let ours = found.uid() == account.uid || (account.switched && found.uid() == 0);
    if !found.is_dir() || !ours {
        return Err(StartError::UnsafeSocketFolder(folder.to_owned()));
    }
    fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(system("set the mode of", folder))?;
    account.own(folder)
}

/// A short digest that stays the same from one build to the next.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
