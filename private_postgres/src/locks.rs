//! Who may use the folder, told by two file locks that the system itself releases.
//!
//! `lock` is held by the application alone: held means a live owner. `lock.server` is shared with the processes that
//! touch the data: held without an owner means a server that is still stopping.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{StartError, system};
use crate::place::Place;
use crate::{POLL, STOPPING_LIMIT};

/// Longest wait for another owner, when waiting was asked for.
const OWNER_LIMIT: Duration = Duration::from_secs(120);

/// Both locks, released when dropped (the second once the server is down too).
#[derive(Debug)]
pub(crate) struct Locks {
    _owner: File,
    server: File,
}

impl Locks {
    /// Takes the folder, after waiting for the server of a dead owner to stop.
    pub(crate) fn take(place: &Place, wait_for_owner: bool) -> Result<Self, StartError> {
        let owner_path = place.pg.join("lock");
        let mut owner = open(&owner_path)?;
        let limit = if wait_for_owner { OWNER_LIMIT } else { Duration::ZERO };
        if !acquire(&owner, &owner_path, limit)? {
            return Err(StartError::AlreadyRunning { root: place.root.clone(), pid: pid_in(&owner_path) });
        }
        owner
            .set_len(0)
            .and_then(|()| writeln!(owner, "{}", std::process::id()))
            .map_err(system("write", &owner_path))?;
        let server_path = place.pg.join("lock.server");
        let server = open(&server_path)?;
        if !acquire(&server, &server_path, STOPPING_LIMIT)? {
            return Err(StartError::StillStopping(place.root.clone()));
        }
        Ok(Self { _owner: owner, server })
    }

    /// The server's lock as a child's standard stream: held until that child has ended too.
    pub(crate) fn shared(&self, place: &Place) -> Result<Stdio, StartError> {
        Ok(self.server.try_clone().map_err(system("share", &place.pg.join("lock.server")))?.into())
    }
}

/// Opens a lock file without touching what its owner wrote.
fn open(path: &Path) -> Result<File, StartError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    options.open(path).map_err(system("open", path))
}

/// Whether the lock was had within the limit.
fn acquire(file: &File, path: &Path, limit: Duration) -> Result<bool, StartError> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if begun.elapsed() >= limit => return Ok(false),
            Err(TryLockError::WouldBlock) => thread::sleep(POLL),
            Err(TryLockError::Error(error)) => return Err(system("lock", path)(error)),
        }
    }
}

/// The pid an owner wrote in its lock file.
fn pid_in(path: &Path) -> Option<u32> {
    std::fs::read_to_string(path).ok()?.trim().parse().ok()
}
